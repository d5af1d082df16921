import { encodeJob, type PrintLine } from '../../firmware-bridge/escpos/encode-job.ts';
import { automaticStatusOn, drawerKick } from '../../firmware-bridge/escpos/printer-commands.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import { CLEAN, type PrinterCondition } from '../../firmware-bridge/escpos/printer-status.ts';
import { type GlyphSource, installedGlyphs } from '../../firmware-bridge/glyphs/glyph-source.ts';
import { LinkError, type Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import type {
  DrawerMove,
  DrawerState,
  Paper,
  PaperPicture,
  PrintOutcome,
  ReceiptPrinter,
} from '../../src/ports/receipt-printer.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type LinkSettings, type SupervisedLink } from '../supervised-link.ts';
import { createDrawerWatch, type DrawerWatch } from './drawer-watch.ts';
import { layOut, pictureOf, type Roll } from './lay-out.ts';
import { createPrintJobs, type PrintJobs } from './print-jobs.ts';
import { createPrinterConversation, type PrinterConversation } from './printer-conversation.ts';
import { faultsOf, printerFault } from './printer-faults.ts';
import { defaultPrinterSettings, type PrinterSettings } from './printer-settings.ts';

/** What a printer’s driver is made of. */
export interface EscposPrinterParts {
  readonly id: string;
  readonly transport: Transport;
  readonly profile: PrinterProfile;
  readonly clock: Clock;
  readonly simulated: boolean;
  readonly settings?: Partial<PrinterSettings> & { readonly link?: Partial<LinkSettings> };
  /** Draws the characters the printer's font lacks; the fonts of this computer unless told otherwise. */
  readonly glyphs?: GlyphSource;
  /** Level of connector pin 3 while the cash drawer is open; absent where its switch is not wired. */
  readonly drawerOpenIs?: 'high' | 'low' | undefined;
}

/** A full text line; a drawn line or code takes the link as long as the text lines of its size. */
const TEXT_LINE_BYTES = 96;
const JOB_COUNTERS = { confirmed: 'jobsConfirmed', unconfirmed: 'jobsUnconfirmed', failed: 'jobsFailed' } as const;

/** Makes the driver for an ESC/POS printer on any transport; the profile says what the model can do. */
export function createEscposPrinter(parts: EscposPrinterParts): ReceiptPrinter {
  return new EscposPrinter(parts);
}

class EscposPrinter implements ReceiptPrinter {
  readonly kind = 'receipt-printer';
  readonly id: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly columns: number;
  readonly #profile: PrinterProfile;
  readonly #roll: Roll;
  readonly #clock: Clock;
  readonly #settings: PrinterSettings;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #conversation: PrinterConversation;
  readonly #jobs: PrintJobs;
  readonly #drawer: DrawerWatch;
  #condition = CLEAN;
  #silentLooks = 0;
  /** In the life of this driver; a link that comes back may find the printer switched off. */
  #hasAnswered = false;
  #cancelPoll = (): void => {};

  constructor(parts: EscposPrinterParts) {
    const { id, transport, profile, clock, simulated, settings, glyphs = installedGlyphs } = parts;
    this.id = id;
    this.model = profile.model;
    this.simulated = simulated;
    this.columns = profile.columns;
    this.#profile = profile;
    this.#roll = { columns: profile.columns, dots: profile.dots, glyphs };
    this.#clock = clock;
    this.#settings = { ...defaultPrinterSettings, ...settings };
    this.#drawer = createDrawerWatch(clock, profile.drawer.reportsSwitch ? parts.drawerOpenIs : undefined);
    const health = createHealth({ clock });
    const device = { zh: '打印机', en: 'printer' };
    const link = createSupervisedLink({ transport, clock, health, device, settings: settings?.link });
    this.#health = health;
    this.#link = link;
    this.#conversation = createPrinterConversation({
      link,
      clock,
      health,
      settings: this.#settings,
      onReport: (report) => this.#report(report),
    });
    this.#jobs = createPrintJobs({
      link,
      clock,
      conversation: this.#conversation,
      profile,
      settings: this.#settings,
      look: () => this.#look(),
      lastKnown: () => this.#condition,
      isMute: () => this.#isMute,
      isSilent: () => this.#silentLooks > 0,
    });
    link.onUp(() => this.#up());
    link.onLost(() => this.#lost());
  }

  async start(): Promise<void> {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#cancelPoll();
    const closed = this.#link.stop();
    this.#lost();
    this.#health.setState('starting');
    await closed;
  }

  health(): DeviceHealth {
    return this.#health.snapshot();
  }

  onHealth(listener: (health: DeviceHealth) => void): () => void {
    return this.#health.onChange(listener);
  }

  preview(paper: Paper): PaperPicture {
    return pictureOf(layOut(paper, this.#roll), this.columns);
  }

  async print(jobId: string, paper: Paper): Promise<PrintOutcome> {
    let lines: PrintLine[];
    let bytes: Uint8Array;
    try {
      lines = layOut(paper, this.#roll);
      bytes = encodeJob(lines, this.#profile);
    } catch {
      // Nothing was written, and the same paper would fail again: the outbox must hear it as an outcome.
      return { state: 'failed', code: 'printer/unprintable' };
    }
    const outcome = await this.#jobs.add({
      jobId,
      bytes,
      lines: Math.max(lines.length, bytes.length / TEXT_LINE_BYTES),
      ...(lines.some(({ kind }) => kind === 'drawer') ? this.#kicking : {}),
    });
    this.#health.count(JOB_COUNTERS[outcome.state]);
    return outcome;
  }

  async kickDrawer(kickId: string): Promise<PrintOutcome> {
    // A kick that waited for a stuck paper would open the drawer when nobody stands before it.
    if (this.#jobs.busy) return { state: 'failed', code: 'printer/busy' };
    const { pin, onMs, offMs } = this.#profile.drawer;
    return this.#jobs.add({ jobId: kickId, bytes: drawerKick(pin, onMs, offMs), lines: 0, ...this.#kicking });
  }

  drawer(): DrawerState {
    return this.#drawer.state;
  }

  onDrawer(listener: (move: DrawerMove) => void): () => void {
    return this.#drawer.onMove(listener);
  }

  get #kicking() {
    return {
      begun: () => this.#drawer.kickSent(),
      ended: ({ state }: PrintOutcome) => {
        // Of an unconfirmed job the kick may still be in the printer's buffer, behind the paper that is missing.
        if (state !== 'unconfirmed') this.#drawer.kickDone();
      },
    };
  }

  /** A model that may not be one that answers, and has not: nothing can be asked of it, and that is no fault. */
  get #isMute(): boolean {
    return this.#profile.realTimeStatus === 'perhaps' && !this.#hasAnswered;
  }

  #up(): void {
    // A link that is gone again by now says so through the supervisor.
    if (this.#profile.automaticStatus) void this.#link.write(automaticStatusOn).catch(() => undefined);
    if (this.#profile.realTimeStatus !== false) this.#poll();
    else this.#health.setState('ready');
  }

  #lost(): void {
    this.#cancelPoll();
    this.#condition = CLEAN;
    this.#silentLooks = 0;
    this.#drawer.forget();
    this.#conversation.lost();
    // What the sensors said before the loss is not known any more; the link fault stands.
    this.#health.clearAll('printer/');
  }

  #poll(): void {
    this.#cancelPoll();
    const again = (): void => {
      if (this.#link.isUp) this.#cancelPoll = this.#clock.after(this.#settings.idlePollMs, () => this.#poll());
    };
    // A job looks for itself; two talks at once would only slow it down.
    if (this.#jobs.busy) again();
    else void this.#look().then(again);
  }

  async #look(): Promise<PrinterCondition | undefined> {
    const losses = this.#conversation.losses;
    const condition = await this.#conversation.condition();
    if (losses !== this.#conversation.losses) return undefined;
    if (condition === undefined && this.#isMute) this.#health.setState('ready');
    else if (condition === undefined) this.#silent();
    else {
      this.#hasAnswered = true;
      this.#silentLooks = 0;
      this.#health.clear('printer/no-answer');
      this.#report(condition);
      this.#health.setState('ready');
    }
    return condition;
  }

  #silent(): void {
    this.#silentLooks++;
    this.#health.raise(printerFault('printer/no-answer'));
    if (this.#silentLooks < this.#settings.silentLooksBeforeReopening) return;
    this.#link.drop(new LinkError('link/time-out', `${this.id} does not answer status requests`));
  }

  #report(report: Partial<PrinterCondition>): void {
    const reported = { ...this.#condition, ...report };
    const condition = this.#profile.nearEndSensor ? reported : { ...reported, paperNearEnd: false };
    this.#condition = condition;
    if (report.drawerPinHigh !== undefined) this.#drawer.pin(report.drawerPinHigh);
    const now = new Set<string>(faultsOf(condition));
    for (const { code } of this.#health.snapshot().faults)
      if (code.startsWith('printer/') && code !== 'printer/no-answer' && !now.has(code)) this.#health.clear(code);
    for (const code of faultsOf(condition)) this.#health.raise(printerFault(code));
  }
}
