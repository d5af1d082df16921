import { keysAt, lineSilenceMs, reportLength } from '../firmware-bridge/hid-keyboard/constants.ts';
import { reportOf, serializeKeyed } from '../firmware-bridge/hid-keyboard/serialize.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { CableMouth } from './card-reader/cable-mouth.ts';

/** What a simulated device that types can do wrong on its wire. */
export const typingFaults = [
  'disconnect',
  'silent',
  'slow',
  'noise',
  'lost-report',
  'rollover',
  'stuck-key',
  'no-enter',
] as const;

export type TypingFault = (typeof typingFaults)[number];

/** A full-speed keyboard may be asked every millisecond; cheap ones change a key every few. */
const reportEveryMs = 2;
/** So slow that a line falls apart. */
const slowReportEveryMs = lineSilenceMs;
const rolloverError = 0x01;

/** Types texts into the far end of a memory cable, the reports a real keyboard-wedge device sends. */
export class TypingMouth {
  readonly #mouth: CableMouth;
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly #has: (fault: TypingFault) => boolean;
  /** When the report before has gone out: a device types one line after the other. */
  #freeAtMs = 0;

  constructor(mouth: CableMouth, clock: Pick<Clock, 'after' | 'monotonicMs'>, has: (fault: TypingFault) => boolean) {
    this.#mouth = mouth;
    this.#clock = clock;
    this.#has = has;
  }

  /** @throws RangeError for a character no key types */
  type(text: string): void {
    if (this.#has('silent') || this.#has('disconnect')) return;
    const ending = this.#has('no-enter') ? 'none' : 'enter';
    const reports: (readonly number[])[] = serializeKeyed(text, { ending }).map((report) => [...report]);
    const middle = 2 * Math.floor(text.length / 2);
    if (this.#has('rollover')) reports.splice(middle, 0, [...reportOf(Array(6).fill(rolloverError))]);
    if (this.#has('lost-report')) reports.splice(middle, 1);
    if (this.#has('stuck-key')) reports.pop();
    if (this.#has('noise')) reports.splice(middle, 0, this.#noise());
    const everyMs = this.#has('slow') ? slowReportEveryMs : reportEveryMs;
    const nowMs = this.#clock.monotonicMs();
    const startMs = Math.max(nowMs, this.#freeAtMs);
    for (const [index, report] of reports.entries())
      this.#clock.after(startMs - nowMs + index * everyMs, () => this.#mouth.send(report));
    this.#freeAtMs = startMs + reports.length * everyMs;
  }

  /** A report of another length than a keyboard's, as the media keys of a composite device send. */
  #noise(): readonly number[] {
    return this.#mouth.noise(0).slice(0, Math.min(keysAt, reportLength));
  }
}
