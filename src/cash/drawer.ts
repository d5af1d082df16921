import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { DrawerState, PrintOutcome, ReceiptPrinter } from '../ports/receipt-printer.ts';

/** The cash drawer behind the receipt printer. */
export interface Drawer {
  readonly desk: Desk;
  readonly printer: ReceiptPrinter | undefined;
  /** How the last opening asked for at the screen went; `undefined` before the first since the start. */
  lastKick: 'under-way' | 'sent' | 'refused' | undefined;
  /** When it last opened and nobody had asked it to, UTC ms; since the start. */
  lastUnaskedMs: number | undefined;
  stop(): void;
}

/** The drawer as the money page shows it. */
export type DrawerView = {
  /** `none`: no printer, so no drawer. */
  readonly state: DrawerState | 'none';
  readonly lastKick: 'under-way' | 'sent' | 'refused' | null;
  readonly lastUnaskedMs: number | null;
};

/** Follows the drawer: one that opens without a reason is journalled, every move is told to the screens. */
export function openDrawer(
  desk: Desk,
  printer: ReceiptPrinter | undefined,
  report: (error: unknown) => void = () => undefined,
): Drawer {
  const drawer: Drawer = { desk, printer, lastKick: undefined, lastUnaskedMs: undefined, stop: () => undefined };
  const forget = printer?.onDrawer(({ state, asked }) => {
    if (state === 'open' && !asked) {
      drawer.lastUnaskedMs = desk.clock.read().wallMs;
      note(drawer, 'cash/drawer-opened-unasked', {}, report);
    }
    tell(drawer);
  });
  return Object.assign(drawer, { stop: forget ?? drawer.stop });
}

/** How the drawer stands now. */
export function drawerView({ printer, lastKick, lastUnaskedMs }: Drawer): DrawerView {
  return { state: printer?.drawer() ?? 'none', lastKick: lastKick ?? null, lastUnaskedMs: lastUnaskedMs ?? null };
}

/**
 * Opens the drawer for a reason that is not a receipt: journalled first, kicked after the commit, once, and never later.
 * @throws DeskError `cash/no-drawer`; `cash/drawer-away` while the printer does not work
 */
export function askDrawer(
  drawer: Drawer,
  command: Command,
  why: string,
  report: (error: unknown) => void = () => undefined,
): Acted<{ readonly asked: true }> {
  const { desk, printer } = drawer;
  return desk.act(command, 'cash/open-drawer', (change) => {
    const kicked = ableToKick(printer);
    change.record({ kind: 'cash/drawer-asked', subject: 'drawer', body: {}, personal: { note: why } });
    change.afterCommit(() => {
      drawer.lastKick = 'under-way';
      tell(drawer);
      void kicked.kickDrawer(`drawer-${command.id}`).then((outcome) => kickEnded(drawer, outcome, report));
    });
    return { asked: true };
  });
}

function kickEnded(drawer: Drawer, outcome: PrintOutcome, report: (error: unknown) => void): void {
  drawer.lastKick = outcome.state === 'failed' ? 'refused' : 'sent';
  if (outcome.state === 'failed') note(drawer, 'cash/drawer-not-opened', { code: outcome.code }, report);
  tell(drawer);
}

/** What cannot be written down is told to `report`: by then the drawer has moved or has not. */
function note(
  { desk, printer }: Drawer,
  kind: string,
  body: Record<string, string>,
  report: (error: unknown) => void,
): void {
  try {
    desk.change(`device:${printer?.id ?? 'printer'}`, (change) => change.record({ kind, subject: 'drawer', body }));
  } catch (error) {
    report(error);
  }
}

function tell(drawer: Drawer): void {
  drawer.desk.announce({ name: 'cash', payload: { drawer: drawerView(drawer) } });
}

function ableToKick(printer: ReceiptPrinter | undefined): ReceiptPrinter {
  if (printer === undefined)
    throw new DeskError('unavailable', 'cash/no-drawer', {
      zh: '没有配置打印机，钱箱请用钥匙开。',
      en: 'No printer is configured. Open the drawer with its key.',
    });
  const { state } = printer.health();
  if (state === 'ready' || state === 'waiting') return printer;
  throw new DeskError('unavailable', 'cash/drawer-away', {
    zh: '打印机现在不能用，钱箱请用钥匙开。',
    en: 'The printer does not work just now. Open the drawer with its key.',
  });
}
