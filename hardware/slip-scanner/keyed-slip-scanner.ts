import { lineSilenceMs } from '../../firmware-bridge/hid-keyboard/constants.ts';
import type { KeyedOutput } from '../../firmware-bridge/hid-keyboard/frame.ts';
import { HidKeyboardParser } from '../../firmware-bridge/hid-keyboard/parser.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import type { SlipScanned, SlipScanner } from '../../src/ports/slip-scanner.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type SupervisedLink } from '../supervised-link.ts';

export interface SlipScannerParts {
  readonly id: string;
  /** Every chunk is one input report of a keyboard. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly simulated?: boolean;
}

/** A scanner left in continuous mode says the same code again and again; so soon it is the same scan. */
const sameScanMs = 1_000;
/** So many spoilt lines without a good one between them raise `scanner/unreadable`. */
const unreadableAfter = 3;

const unreadable = {
  code: 'scanner/unreadable',
  says: {
    zh: '扫码枪发来的内容残缺，请再扫一次；总这样请技术人员看扫码枪的说明书',
    en: 'The scanner sends broken codes. Scan again; if it goes on, ask a technician to look at its manual.',
  },
  weight: 'soon',
} as const;

/** Drives a USB barcode scanner that types what it reads. */
export function createKeyedSlipScanner(parts: SlipScannerParts): SlipScanner {
  return new KeyedSlipScanner(parts);
}

class KeyedSlipScanner implements SlipScanner {
  readonly kind = 'slip-scanner';
  readonly model = 'hid-keyboard';
  readonly id: string;
  readonly simulated: boolean;
  readonly #clock: Clock;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #parser = new HidKeyboardParser();
  readonly #listeners = new Set<(event: SlipScanned) => void>();
  #last: { readonly text: string; readonly atMs: number } | undefined;
  #spoiltInARow = 0;
  #cancelSettling = (): void => {};

  constructor({ id, transport, clock, simulated = false }: SlipScannerParts) {
    this.id = id;
    this.simulated = simulated;
    this.#clock = clock;
    this.#health = createHealth({ clock });
    const device = { zh: '扫码枪', en: 'scanner' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device });
    this.#link.onBytes((report) => {
      this.#hear(this.#parser.push(report, clock.monotonicMs()));
      this.#settleLater();
    });
    this.#link.onUp(() => this.#health.setState('ready'));
    this.#link.onLost(() => this.#forget());
  }

  async start(): Promise<void> {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#forget();
    this.#health.clear(unreadable.code);
    await this.#link.stop();
    this.#health.setState('starting');
  }

  health(): DeviceHealth {
    for (const [name, value] of Object.entries(this.#parser.counters)) this.#health.setCounter(name, value);
    return this.#health.snapshot();
  }

  onHealth(listener: (health: DeviceHealth) => void): () => void {
    return this.#health.onChange(() => listener(this.health()));
  }

  onScan(listener: (event: SlipScanned) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #settleLater(): void {
    this.#cancelSettling();
    if (this.#parser.held === 0) return;
    this.#cancelSettling = this.#clock.after(lineSilenceMs, () => {
      this.#hear(this.#parser.settle(this.#clock.monotonicMs()));
      this.#settleLater();
    });
  }

  #hear(output: readonly KeyedOutput[]): void {
    for (const one of output) {
      if (one.kind === 'frame') this.#scanned(one.text);
      else if (one.reason !== 'length') this.#spoilt();
    }
  }

  #scanned(text: string): void {
    this.#spoiltInARow = 0;
    this.#health.clear(unreadable.code);
    const atMs = this.#clock.monotonicMs();
    const isSame = this.#last?.text === text && atMs - this.#last.atMs < sameScanMs;
    this.#last = { text, atMs };
    if (isSame) return;
    this.#health.count('scans');
    const event: SlipScanned = { type: 'slipScanned', scannerId: this.id, text, at: this.#clock.read() };
    for (const listener of [...this.#listeners]) listener(event);
  }

  #spoilt(): void {
    this.#spoiltInARow++;
    if (this.#spoiltInARow >= unreadableAfter) this.#health.raise(unreadable);
  }

  #forget(): void {
    this.#cancelSettling();
    this.#parser.reset();
    this.#last = undefined;
  }
}
