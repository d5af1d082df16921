import { createCommandParser, type PrinterCommand } from '../../firmware-bridge/escpos/command-parser.ts';
import { PROCESS_ID } from '../../firmware-bridge/escpos/printer-commands.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import {
  type PrinterCondition,
  writeAutomatic,
  writeOrdered,
  writeRealTime,
} from '../../firmware-bridge/escpos/printer-status.ts';
import { BLOCK_HEADERS } from '../../firmware-bridge/escpos/response-parser.ts';
import { createMemoryCable, type MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type SimulatedFault } from '../../src/ports/device.ts';
import type { PaperPicture, ReceiptPrinterSimulator } from '../../src/ports/receipt-printer.ts';
import { createPaperRoll, type PaperRoll } from './paper-roll.ts';

/** The simulated printer, with what only tests ask it. */
export interface EscposPrinterSimulator extends ReceiptPrinterSimulator {
  /** Bytes that arrived and were neither text nor a known command: hostile text must leave it at 0 (F13). */
  rawControlBytes(): number;
}

/** What a simulated printer is made of. */
export interface PrinterSimulatorParts {
  readonly clock: Pick<Clock, 'after'>;
  readonly profile: PrinterProfile;
}

const FAULTS = {
  'paper-out': { zh: '缺纸', en: 'Paper out' },
  'near-end': { zh: '纸将用完', en: 'Paper near end' },
  'cover-open': { zh: '机盖打开', en: 'Cover open' },
  'cutter-jam': { zh: '切刀卡住', en: 'Cutter jammed' },
  offline: { zh: '脱机', en: 'Offline' },
  silent: { zh: '只收不答', en: 'Takes bytes, never answers' },
  slow: { zh: '打印很慢', en: 'Prints slowly' },
  disconnect: { zh: '拔掉数据线', en: 'Cable unplugged' },
} as const;

/** What the bench and the tests can break. */
export type PrinterSimulatorFault = keyof typeof FAULTS;

/** Time per line, in milliseconds, while `slow` is on. */
export const SLOW_LINE_MS = 400;

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
  readonly #clock: Pick<Clock, 'after'>;
  readonly #profile: PrinterProfile;
  readonly #roll: PaperRoll;
  readonly #parser = createCommandParser();
  readonly #active = new Set<PrinterSimulatorFault>();
  readonly #listeners = new Set<() => void>();
  /** Commands received and not yet carried out, as in the printer's buffer. */
  readonly #buffer: PrinterCommand[] = [];
  #isBusy = false;
  #automaticMask = 0;

  constructor(cable: MemoryCable, { clock, profile }: PrinterSimulatorParts) {
    this.#cable = cable;
    this.#clock = clock;
    this.#profile = profile;
    this.#roll = createPaperRoll(profile);
    cable.far.onBytes((chunk) => this.#receive(chunk));
    this.#plugIn();
  }

  papers(): readonly PaperPicture[] {
    return this.#roll.papers();
  }

  tearOff(): void {
    this.#roll.tearOff();
    this.#paperMoved();
  }

  drawerKicks(): number {
    return this.#roll.drawerKicks;
  }

  rawControlBytes(): number {
    return this.#roll.rawControlBytes;
  }

  onPaper(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  faults(): readonly SimulatedFault[] {
    return Object.entries(FAULTS).map(([id, says]) => ({ id, says, active: isFault(id) && this.#active.has(id) }));
  }

  setFault(id: string, active: boolean): void {
    if (!isFault(id))
      throw new DeviceError('simulator/unknown-fault', {
        zh: `模拟打印机没有“${id}”这种故障`,
        en: `The simulated printer has no fault “${id}”.`,
      });
    if (active === this.#active.has(id)) return;
    if (active) this.#active.add(id);
    else this.#active.delete(id);
    if (id === 'disconnect') {
      if (active) this.#cable.unplug();
      else this.#plugIn();
      return;
    }
    this.#reportChange();
    this.#work();
  }

  #plugIn(): void {
    this.#cable.plug();
    this.#parser.reset();
    this.#automaticMask = 0;
    // The far end opens at once: it is only ever closed by pulling the plug.
    void this.#cable.far.open();
  }

  get #condition(): PrinterCondition {
    const has = (fault: PrinterSimulatorFault): boolean => this.#active.has(fault);
    return {
      offline: has('offline') || has('cover-open') || has('paper-out') || has('cutter-jam'),
      coverOpen: has('cover-open'),
      paperOut: has('paper-out'),
      paperNearEnd: has('near-end'),
      cutterError: has('cutter-jam'),
      recoversByItself: false,
      otherError: false,
    };
  }

  #receive(chunk: Uint8Array): void {
    for (const command of this.#parser.push(chunk)) {
      if (command.kind !== 'realTimeStatus') this.#buffer.push(command);
      else if (this.#profile.realTimeStatus) this.#answer(Uint8Array.of(writeRealTime(command.n, this.#condition)));
    }
    this.#work();
  }

  /** Carries out what is buffered, until something stops the printer. */
  #work(): void {
    let hasPrinted = false;
    while (!this.#isBusy && !this.#condition.offline) {
      const command = this.#buffer.shift();
      if (command === undefined) break;
      this.#carryOut(command);
      hasPrinted = true;
      if (this.#active.has('slow') && command.kind === 'lineFeed') this.#rest();
    }
    if (hasPrinted) this.#paperMoved();
  }

  #rest(): void {
    this.#isBusy = true;
    this.#clock.after(SLOW_LINE_MS, () => {
      this.#isBusy = false;
      this.#work();
    });
  }

  #carryOut(command: PrinterCommand): void {
    if (command.kind === 'orderedStatus') {
      if (this.#profile.orderedStatus) this.#answer(Uint8Array.of(writeOrdered(this.#condition)));
    } else if (command.kind === 'processId') {
      if (this.#profile.processId) this.#answer(Uint8Array.of(BLOCK_HEADERS[0], PROCESS_ID.answer, ...command.id, 0));
    } else if (command.kind === 'automaticStatus') {
      this.#automaticMask = this.#profile.automaticStatus ? command.mask : 0;
      this.#reportChange();
    } else {
      if (command.kind === 'initialise') this.#automaticMask = 0;
      this.#roll.print(command);
    }
  }

  #reportChange(): void {
    if (this.#automaticMask !== 0) this.#answer(writeAutomatic(this.#condition));
  }

  #answer(bytes: Uint8Array): void {
    if (this.#active.has('silent')) return;
    // With the plug pulled there is nobody to answer.
    void this.#cable.far.write(bytes).catch(() => undefined);
  }

  #paperMoved(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function isFault(id: string): id is PrinterSimulatorFault {
  return Object.hasOwn(FAULTS, id);
}
