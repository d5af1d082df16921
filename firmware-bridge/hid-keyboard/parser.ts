import { CountedOutput, type ParserCounters } from '../parser-counters.ts';
import {
  chordBits,
  enterUsage,
  keypadEnterUsage,
  keysAt,
  lineSilenceMs,
  lockUsages,
  longestLine,
  modifiersAt,
  numberedReportLength,
  reportLength,
  rolloverUsages,
  shiftBits,
  tabUsage,
} from './constants.ts';
import type { KeyedDiscardReason, KeyedLine, KeyedOutput } from './frame.ts';
import { characterOf } from './key-map.ts';

/**
 * Turns keyboard reports into lines. Never throws; every character ends in a line or in a `discarded` output. Holds at most
 * {@link longestLine} characters.
 *
 * A key counts when it was not pressed in the report before, so a digit twice needs the release between; several new keys in one report
 * count in their order. A line that may lack a character is thrown away as a whole: nothing checks these numbers but their length.
 */
export class HidKeyboardParser {
  readonly #silenceMs: number;
  readonly #counted = new CountedOutput<KeyedDiscardReason>();
  #pressed: readonly number[] = [];
  #line = '';
  /** Why the line that has begun is to be thrown away when it ends. */
  #spoilt: KeyedDiscardReason | undefined;
  #lastKeyMs = 0;

  /** @param silenceMs see {@link lineSilenceMs} */
  constructor(silenceMs: number = lineSilenceMs) {
    this.#silenceMs = silenceMs;
  }

  get counters(): ParserCounters {
    return this.#counted.counters;
  }

  /** Characters of a line that has begun, and one for a line known to be spoilt already. */
  get held(): number {
    return this.#line.length + (this.#spoilt === undefined ? 0 : 1);
  }

  /** @param report one report, as one read of the device gives it @param nowMs monotonic time at which it arrived */
  push(report: Uint8Array, nowMs: number): readonly KeyedOutput[] {
    if (report.length === 0) return [];
    const output: KeyedOutput[] = [...this.settle(nowMs)];
    const keyboard = keyboardReport(report);
    if (keyboard === undefined) return [...output, this.#counted.discard('length', [...report])];
    const modifiers = keyboard[modifiersAt] ?? 0;
    const keys = [...keyboard.subarray(keysAt)].filter((usage) => usage !== 0);
    if (keys.some((usage) => rolloverUsages.has(usage))) {
      this.#spoilt ??= 'rollover';
      this.#lastKeyMs = nowMs;
      return output;
    }
    const fresh = keys.filter((usage, index) => !this.#pressed.includes(usage) && keys.indexOf(usage) === index);
    this.#pressed = keys;
    for (const usage of fresh) {
      this.#lastKeyMs = nowMs;
      output.push(...this.#press(usage, modifiers));
    }
    return output;
  }

  /** What the silence since the last key has decided; to be asked {@link lineSilenceMs} after a report. @param nowMs monotonic */
  settle(nowMs: number): readonly KeyedOutput[] {
    return this.held > 0 && nowMs - this.#lastKeyMs >= this.#silenceMs ? this.#end('silence') : [];
  }

  /** Gives up what is held, e.g. because the link was lost in the middle of a line. */
  reset(): readonly KeyedOutput[] {
    this.#pressed = [];
    if (this.#line !== '') this.#spoilt ??= 'lost';
    return this.#end('silence');
  }

  #press(usage: number, modifiers: number): readonly KeyedOutput[] {
    if (usage === enterUsage || usage === keypadEnterUsage) return this.#end('enter');
    if (usage === tabUsage) return this.#end('tab');
    if (lockUsages.has(usage)) return [];
    const character = (modifiers & chordBits) === 0 ? characterOf(usage, (modifiers & shiftBits) !== 0) : undefined;
    if (character === undefined) {
      // Before the first character it can have cost none: scanners begin with such keys.
      if (this.#line === '') return [this.#counted.discard('key', [usage])];
      this.#spoilt ??= 'key';
      return [];
    }
    this.#line += character;
    if (this.#line.length <= longestLine) return [];
    this.#spoilt = 'too-long';
    // The line stays spoilt until its ending, but its characters are not kept.
    return [this.#counted.discard('too-long', this.#takeLine())];
  }

  #end(ending: KeyedLine['ending']): readonly KeyedOutput[] {
    const spoilt = this.#spoilt;
    this.#spoilt = undefined;
    if (this.#line === '') return [];
    if (spoilt !== undefined) return [this.#counted.discard(spoilt, this.#takeLine())];
    const text = this.#line;
    this.#line = '';
    this.#counted.frame();
    return [{ kind: 'frame', text, ending }];
  }

  #takeLine(): readonly number[] {
    const line = this.#line;
    this.#line = '';
    return [...line].map((character) => character.charCodeAt(0));
  }
}

function keyboardReport(report: Uint8Array): Uint8Array | undefined {
  if (report.length === reportLength) return report;
  // Report number 0 is none: it means that reports have no numbers.
  return report.length === numberedReportLength && report[0] !== 0 ? report.subarray(1) : undefined;
}
