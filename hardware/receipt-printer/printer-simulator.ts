import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import { createMemoryCable, type MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type SimulatedFault } from '../../src/ports/device.ts';
import type { PaperPicture, ReceiptPrinterSimulator } from '../../src/ports/receipt-printer.ts';
import { PrinterMechanism } from './printer-mechanism.ts';
import { isPrinterFault, PRINTER_FAULTS } from './simulated-printer-faults.ts';

/** The simulated printer, with what only tests ask it. */
export interface EscposPrinterSimulator extends ReceiptPrinterSimulator {
  /** Bytes that arrived and were neither text nor a known command: hostile text must leave it at 0 (F13). */
  rawControlBytes(): number;
}

/** What a simulated printer is made of. */
export interface PrinterSimulatorParts {
  readonly clock: Pick<Clock, 'after'>;
  readonly profile: PrinterProfile;
  /** How the switch of its drawer is wired; `high` unless told otherwise. */
  readonly drawerOpenIs?: 'high' | 'low' | undefined;
}

/** Makes a printer at the far end of a memory cable; the driver gets the near end. */
export function createPrinterSimulator(parts: PrinterSimulatorParts): {
  readonly transport: Transport;
  readonly simulator: EscposPrinterSimulator;
} {
  const cable = createMemoryCable(`simulated printer ${parts.profile.model}`);
  return { transport: cable.near, simulator: new Simulator(cable, parts) };
}

class Simulator implements EscposPrinterSimulator {
  readonly #cable: MemoryCable;
  readonly #mechanism: PrinterMechanism;
  readonly #listeners = new Set<() => void>();

  constructor(cable: MemoryCable, { clock, profile, drawerOpenIs }: PrinterSimulatorParts) {
    this.#cable = cable;
    this.#mechanism = new PrinterMechanism({
      clock,
      profile,
      drawerOpenIs: drawerOpenIs ?? 'high',
      // With the plug pulled there is nobody to answer.
      answer: (bytes) => void cable.far.write(bytes).catch(() => undefined),
      moved: () => this.#moved(),
    });
    cable.far.onBytes((chunk) => this.#receive(chunk));
    this.#plugIn();
  }

  papers(): readonly PaperPicture[] {
    return this.#mechanism.roll.papers();
  }

  tearOff(): void {
    this.#mechanism.roll.tearOff();
    this.#moved();
  }

  drawerKicks(): number {
    return this.#mechanism.roll.drawerKicks;
  }

  drawerIsOpen(): boolean {
    return this.#mechanism.isDrawerOpen;
  }

  rawControlBytes(): number {
    return this.#mechanism.roll.rawControlBytes;
  }

  onPaper(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  faults(): readonly SimulatedFault[] {
    return Object.entries(PRINTER_FAULTS).map(([id, says]) => ({
      id,
      says,
      active: isPrinterFault(id) && this.#mechanism.has(id),
    }));
  }

  setFault(id: string, active: boolean): void {
    if (!isPrinterFault(id))
      throw new DeviceError('simulator/unknown-fault', {
        zh: `模拟打印机没有“${id}”这种故障`,
        en: `The simulated printer has no fault “${id}”.`,
      });
    if (active === this.#mechanism.has(id)) return;
    this.#mechanism.set(id, active);
    if (id === 'disconnect' && active) this.#cable.unplug();
    if (id.startsWith('disconnect') && !active) this.#plugIn();
    // Whoever puts the printer online again ends what sent it offline in mid job.
    if (id === 'offline-mid-job' && !active) this.#mechanism.set('offline', false);
  }

  #receive(chunk: Uint8Array): void {
    if (!this.#mechanism.has('disconnect-mid-write') || chunk.length < LONGEST_QUESTION) {
      this.#mechanism.receive(chunk);
      return;
    }
    this.#mechanism.receive(chunk.subarray(0, chunk.length / 2));
    this.#cable.unplug();
  }

  #plugIn(): void {
    this.#cable.plug();
    this.#mechanism.plugged();
    // The far end opens at once: it is only ever closed by pulling the plug.
    void this.#cable.far.open().catch(() => undefined);
  }

  #moved(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A longer chunk is a job: the cable comes out in the middle of it. */
const LONGEST_QUESTION = 16;
