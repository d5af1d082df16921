import type { DeviceHealth } from '../src/ports/device.ts';
import type {
  DrawerMove,
  Paper,
  PaperLine,
  PaperPicture,
  PrintOutcome,
  ReceiptPrinter,
} from '../src/ports/receipt-printer.ts';

/** A printer that obeys the port and nothing else: the test says how it is and what becomes of each paper. */
export interface FakePrinter extends ReceiptPrinter {
  /** Papers handed over, in order. */
  readonly printed: { readonly jobId: string; readonly paper: Paper }[];
  /** What the next papers end as; empty means confirmed. `hang` never ends. */
  readonly outcomes: (PrintOutcome | 'hang')[];
  /** The printer reports how it is. */
  report(state: DeviceHealth['state'], code?: string): void;
  /** The words of every paper handed over, one string per paper. */
  texts(): string[];
  /** Kicks of the drawer asked for, by id; their outcomes are those of {@link outcomes}. */
  readonly kicks: string[];
  /** The drawer opens or shuts. */
  moveDrawer(move: DrawerMove): void;
}

export function fakePrinter(startsAs: DeviceHealth['state'] = 'ready', columns = 48): FakePrinter {
  const printed: FakePrinter['printed'] = [];
  const outcomes: FakePrinter['outcomes'] = [];
  const listeners = new Set<(health: DeviceHealth) => void>();
  const kicks: string[] = [];
  const drawerListeners = new Set<(move: DrawerMove) => void>();
  let drawer: ReturnType<ReceiptPrinter['drawer']> = 'unknown';
  let health: DeviceHealth = { state: startsAs, faults: [], counters: {} };
  return {
    id: 'printer-1',
    kind: 'receipt-printer',
    model: 'fake',
    simulated: true,
    columns,
    printed,
    outcomes,
    start: async () => undefined,
    stop: async () => undefined,
    health: () => health,
    onHealth(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    preview: (paper) => picture(paper, columns),
    async print(jobId, paper) {
      printed.push({ jobId, paper });
      const outcome = outcomes.shift() ?? { state: 'confirmed' };
      return outcome === 'hang' ? new Promise(() => undefined) : outcome;
    },
    kicks,
    async kickDrawer(kickId) {
      kicks.push(kickId);
      const outcome = outcomes.shift() ?? { state: 'confirmed' };
      return outcome === 'hang' ? new Promise(() => undefined) : outcome;
    },
    drawer: () => drawer,
    onDrawer(listener) {
      drawerListeners.add(listener);
      return () => drawerListeners.delete(listener);
    },
    moveDrawer(move) {
      drawer = move.state;
      for (const listener of drawerListeners) listener(move);
    },
    report(state, code) {
      const faults = code === undefined ? [] : [{ code, says: { zh: code, en: code }, sinceMs: 0 }];
      health = { state, faults, counters: {} };
      for (const listener of listeners) listener(health);
    },
    texts: () => printed.map(({ paper }) => paperWords(paper)),
  };
}

/** Every word of a paper, one block per line. */
export function paperWords(paper: Paper): string {
  return picture(paper, 48)
    .lines.map((line) => (line.kind === 'cut' ? '✂' : line.text))
    .join('\n');
}

function picture(paper: Paper, columns: number): PaperPicture {
  return { columns, lines: paper.blocks.flatMap(linesOf) };
}

function linesOf(block: Paper['blocks'][number]): PaperLine[] {
  const text = (words: string): PaperLine[] => [{ kind: 'text', text: words, size: 'normal', bold: false }];
  switch (block.kind) {
    case 'text':
      return text(block.text);
    case 'row':
      return text(`${block.left} | ${block.right}`);
    case 'cells':
      return text(block.cells.map((cell) => cell.text).join(' | '));
    case 'rule':
      return text(block.weight === 'double' ? '====' : '----');
    case 'qr':
      return [{ kind: 'qr', text: block.text, modules: [] }];
    case 'signatures':
      return text(block.labels.join(' ____ '));
    case 'blank':
      return text('');
    case 'mark':
      return text(`*** ${block.text} ***`);
    case 'cut':
      return [{ kind: 'cut' }];
    case 'drawer':
      return [];
  }
}
