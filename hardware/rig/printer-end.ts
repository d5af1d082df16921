import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { systemTimers } from '../../firmware-bridge/system-timers.ts';
import { loadPrinterProfile } from '../receipt-printer/load-profile.ts';
import { PrinterMechanism } from '../receipt-printer/printer-mechanism.ts';

const DEVICE = '/dev/g_printer0';
const LOOK_MS = 20;
const MOST_BYTES = 8_192;

/** The printer's own end of its USB cable: the product's simulated mechanism behind a real USB printer interface. */
export interface PrinterEnd {
  readonly mechanism: PrinterMechanism;
  /** Every byte that came over the cable. */
  readonly received: Buffer;
  /** Calls back after every piece of paper that moved. */
  onPaper(listener: () => void): void;
  /** The printer forgets half a command, as it does when its cable comes out. */
  replugged(): void;
  /** Takes no byte more after so many: its buffer is full, and the cable stalls until it is pulled and {@link replugged}. */
  stallAfter(bytes: number): void;
  readonly isStalled: boolean;
  close(): void;
}

/** Opens the printer's end. @param profile name of a file in hardware/board/printers */
export function openPrinterEnd(profile: string): PrinterEnd {
  const end = openSync(DEVICE, constants.O_RDWR | constants.O_NONBLOCK);
  const listeners = new Set<() => void>();
  const pieces: Buffer[] = [];
  const answers: Uint8Array[] = [];
  const chunk = Buffer.alloc(MOST_BYTES);
  let leftBytes = Number.POSITIVE_INFINITY;
  const mechanism = new PrinterMechanism({
    clock: systemTimers,
    profile: loadPrinterProfile(profile),
    drawerOpenIs: 'high',
    answer: (bytes) => answers.push(bytes),
    moved() {
      for (const listener of [...listeners]) listener();
    },
  });

  const take = (): boolean => {
    const length = unlessAgain(() => readSync(end, chunk, 0, MOST_BYTES, null)) ?? 0;
    if (length === 0) return false;
    // A block is always taken whole: one read by half when the cable is pulled panics the kernel. What there is no room for is lost.
    const bytes = Buffer.from(chunk.subarray(0, Math.min(length, leftBytes)));
    pieces.push(bytes);
    leftBytes -= bytes.length;
    mechanism.receive(bytes);
    return true;
  };
  const give = (): boolean => {
    const [answer] = answers;
    if (answer === undefined) return false;
    if (unlessAgain(() => writeSync(end, answer)) === undefined) return false;
    answers.shift();
    return true;
  };
  const watch = setInterval(() => {
    while (leftBytes > 0 && take());
    while (give());
  }, LOOK_MS);

  return {
    mechanism,
    get received() {
      return Buffer.concat(pieces);
    },
    onPaper: (listener) => listeners.add(listener),
    replugged() {
      answers.length = 0;
      leftBytes = Number.POSITIVE_INFINITY;
      mechanism.plugged();
    },
    stallAfter(bytes) {
      leftBytes = bytes;
    },
    get isStalled() {
      return leftBytes <= 0;
    },
    close() {
      clearInterval(watch);
      closeSync(end);
    },
  };
}

/** What the kernel answered; `undefined` when there is nothing now, or nobody on the cable. */
function unlessAgain(ask: () => number): number | undefined {
  try {
    return ask();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EAGAIN' || code === 'ENODEV' || code === 'EIO' || code === 'ESHUTDOWN') return undefined;
    throw error;
  }
}
