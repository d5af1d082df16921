import { createCommandParser, type PrinterCommand } from '../../firmware-bridge/escpos/command-parser.ts';
import { DLE, EOT, PROCESS_ID, type RealTimeQuery } from '../../firmware-bridge/escpos/printer-commands.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import {
  type PrinterCondition,
  writeAutomatic,
  writeOrdered,
  writeRealTime,
} from '../../firmware-bridge/escpos/printer-status.ts';
import { BLOCK_HEADERS } from '../../firmware-bridge/escpos/response-parser.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createPaperRoll, type PaperRoll } from './paper-roll.ts';
import { DRAWER_OPEN_MS, NOISE, type PrinterSimulatorFault, SLOW_LINE_MS } from './simulated-printer-faults.ts';

interface MechanismParts {
  readonly clock: Pick<Clock, 'after'>;
  readonly profile: PrinterProfile;
  readonly drawerOpenIs: 'high' | 'low';
  /** Bytes on their way back to the computer. */
  readonly answer: (bytes: Uint8Array) => void;
  /** Paper or drawer moved. */
  readonly moved: () => void;
}

/** The printer behind its socket, whatever cable ends there: bytes in, paper and answers out. */
export class PrinterMechanism {
  readonly roll: PaperRoll;
  isDrawerOpen = false;
  readonly #parts: MechanismParts;
  readonly #parser = createCommandParser();
  readonly #faults = new Set<PrinterSimulatorFault>();
  /** Commands received and not yet carried out, as in the printer's buffer. */
  readonly #buffer: PrinterCommand[] = [];
  #tail: readonly number[] = [];
  #noiseAt = 0;
  #isBusy = false;
  #automaticMask = 0;

  constructor(parts: MechanismParts) {
    this.#parts = parts;
    this.roll = createPaperRoll(parts.profile);
  }

  has(fault: PrinterSimulatorFault): boolean {
    return this.#faults.has(fault);
  }

  set(fault: PrinterSimulatorFault, active: boolean): void {
    if (active) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault === 'drawer-forced') this.#moveDrawer(active);
    this.#reportChange();
    this.#work();
  }

  /** The cable was put in again: half a command is forgotten, and nobody has asked for automatic status. */
  plugged(): void {
    this.#parser.reset();
    this.#tail = [];
    this.#automaticMask = 0;
  }

  /** Switched off and on: what it held is gone. */
  switchedOff(): void {
    this.plugged();
    this.#buffer.length = 0;
  }

  receive(chunk: Uint8Array): void {
    if (this.has('noise')) this.#send(Uint8Array.of(NOISE[this.#noiseAt++ % NOISE.length] ?? 0));
    const { realTimeStatus } = this.#parts.profile;
    // Real printers look for real-time commands in every byte that arrives, inside pictures too.
    if (realTimeStatus !== false)
      for (const query of this.#queriesIn(chunk)) this.#answer(Uint8Array.of(writeRealTime(query, this.condition)));
    for (const command of this.#parser.push(chunk)) {
      if (command.kind === 'realTimeStatus') continue;
      this.#buffer.push(command);
    }
    this.#work();
  }

  get condition(): PrinterCondition {
    const stopped = ['offline', 'cover-open', 'paper-out', 'cutter-jam', 'head-hot', 'mechanical', 'broken'] as const;
    return {
      offline: stopped.some((fault) => this.has(fault)),
      coverOpen: this.has('cover-open'),
      paperOut: this.has('paper-out'),
      paperNearEnd: this.has('near-end'),
      cutterError: this.has('cutter-jam'),
      recoversByItself: this.has('head-hot'),
      mechanicalError: this.has('mechanical'),
      otherError: this.has('broken'),
      drawerPinHigh: this.isDrawerOpen === (this.#parts.drawerOpenIs === 'high'),
    };
  }

  /** DLE EOT 1 to 4 anywhere in the stream, over the edges of chunks too. */
  #queriesIn(chunk: Uint8Array): RealTimeQuery[] {
    const bytes = [...this.#tail, ...chunk];
    const queries: RealTimeQuery[] = [];
    for (let at = 0; at + 2 < bytes.length; at++) {
      const n = bytes[at + 2];
      if (bytes[at] === DLE && bytes[at + 1] === EOT && (n === 1 || n === 2 || n === 3 || n === 4)) queries.push(n);
    }
    this.#tail = bytes.slice(-2);
    return queries;
  }

  /** Carries out what is buffered, until something stops the printer. */
  #work(): void {
    let hasPrinted = false;
    while (!this.#isBusy && !this.condition.offline) {
      const command = this.#buffer.shift();
      if (command === undefined) break;
      this.#carryOut(command);
      hasPrinted = true;
      if (command.kind !== 'lineFeed') continue;
      if (this.has('offline-mid-job')) this.#faults.add('offline');
      if (this.has('slow')) this.#rest();
    }
    if (hasPrinted) this.#parts.moved();
  }

  #rest(): void {
    this.#isBusy = true;
    this.#parts.clock.after(SLOW_LINE_MS, () => {
      this.#isBusy = false;
      this.#work();
    });
  }

  #carryOut(command: PrinterCommand): void {
    const { profile } = this.#parts;
    if (command.kind === 'orderedStatus') {
      if (profile.orderedStatus) this.#answer(Uint8Array.of(writeOrdered(this.condition)));
    } else if (command.kind === 'processId') {
      if (profile.processId) this.#answer(Uint8Array.of(BLOCK_HEADERS[0], PROCESS_ID.answer, ...command.id, 0));
    } else if (command.kind === 'automaticStatus') {
      this.#automaticMask = profile.automaticStatus ? command.mask : 0;
      this.#reportChange();
    } else {
      if (command.kind === 'initialise') this.#automaticMask = 0;
      this.roll.print(command);
      if (command.kind === 'drawer') this.#moveDrawer(true);
    }
  }

  /** Somebody pushes it shut after a while. */
  #moveDrawer(open: boolean): void {
    if (this.isDrawerOpen === open) return;
    this.isDrawerOpen = open;
    if (open) this.#parts.clock.after(DRAWER_OPEN_MS, () => this.#moveDrawer(this.has('drawer-forced')));
    this.#reportChange();
    this.#parts.moved();
  }

  #reportChange(): void {
    if (this.#automaticMask !== 0) this.#answer(writeAutomatic(this.condition));
  }

  #answer(bytes: Uint8Array): void {
    if (this.has('silent')) return;
    this.#send(bytes);
  }

  #send(bytes: Uint8Array): void {
    this.#parts.answer(bytes);
  }
}
