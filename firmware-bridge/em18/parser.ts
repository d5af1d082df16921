import { checksumOf, isHexDigit, printedNumberOf } from '../em4100/frame.ts';
import { CountedOutput, type ParserCounters } from '../parser-counters.ts';
import { checksumAt, frameLength, frameSilenceMs, interByteSilenceMs, longestRun } from './constants.ts';
import type { Em18DiscardReason, Em18Output } from './frame.ts';

export interface Em18Silences {
  /** @see frameSilenceMs */
  readonly frameSilenceMs?: number;
  /** @see interByteSilenceMs */
  readonly interByteSilenceMs?: number;
}

/**
 * Turns bytes into frames by the pauses between them. Never throws; every byte ends in a frame or in a `discarded` output. Holds
 * at most {@link longestRun} bytes.
 *
 * A run of digits ends with silence or with a byte that is no digit, and is taken apart only when it holds whole frames: after a
 * lost or an added digit nobody can tell where a card begins, and a guess would be right for the checksum once in 256 times.
 */
export class Em18Parser {
  readonly #frameSilenceMs: number;
  readonly #interByteSilenceMs: number;
  readonly #counted = new CountedOutput<Em18DiscardReason>();
  /** Digits since the last pause. */
  #run: number[] = [];
  /** The run was too long: its rest is noise as well. */
  #deaf = false;
  #lastByteMs = 0;

  constructor(silences: Em18Silences = {}) {
    this.#frameSilenceMs = silences.frameSilenceMs ?? frameSilenceMs;
    this.#interByteSilenceMs = silences.interByteSilenceMs ?? interByteSilenceMs;
  }

  get counters(): ParserCounters {
    return this.#counted.counters;
  }

  /** Bytes held back until more come or silence ends them. */
  get held(): number {
    return this.#run.length;
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly Em18Output[] {
    if (chunk.length === 0) return [];
    const output: Em18Output[] = [...this.settle(nowMs)];
    this.#lastByteMs = nowMs;
    let noise: number[] = [];
    const endNoise = (): void => {
      if (noise.length > 0) output.push(this.#counted.discard('noise', noise));
      noise = [];
    };
    for (const byte of chunk) {
      const digit = isHexDigit(byte);
      if (!digit) {
        this.#deaf = false;
        output.push(...this.#endRun());
      }
      if (!digit || this.#deaf) {
        noise.push(byte);
        continue;
      }
      endNoise();
      this.#run.push(byte);
      if (this.#run.length <= longestRun) continue;
      this.#deaf = true;
      output.push(this.#counted.discard('too-long', this.#takeRun()));
    }
    endNoise();
    return output;
  }

  /** What the silence since the last byte has decided; to be asked {@link frameSilenceMs} after a chunk. @param nowMs monotonic */
  settle(nowMs: number): readonly Em18Output[] {
    const silentMs = nowMs - this.#lastByteMs;
    const enoughMs = this.#run.length % frameLength === 0 ? this.#frameSilenceMs : this.#interByteSilenceMs;
    if (silentMs < enoughMs) return [];
    this.#deaf = false;
    return this.#endRun();
  }

  /** Gives up what is held, e.g. because the link was lost in the middle of a frame. */
  reset(): readonly Em18Output[] {
    this.#deaf = false;
    return this.#run.length === 0 ? [] : [this.#counted.discard('length', this.#takeRun())];
  }

  #endRun(): readonly Em18Output[] {
    if (this.#run.length === 0) return [];
    const run = this.#takeRun();
    if (run.length % frameLength !== 0) return [this.#counted.discard('length', run)];
    const output: Em18Output[] = [];
    for (let at = 0; at < run.length; at += frameLength) output.push(this.#judge(run.slice(at, at + frameLength)));
    return output;
  }

  #judge(bytes: readonly number[]): Em18Output {
    const digits = String.fromCharCode(...bytes).toUpperCase();
    const cardId = digits.slice(0, checksumAt);
    if (Number.parseInt(digits.slice(checksumAt), 16) !== checksumOf(cardId)) {
      return this.#counted.discard('checksum', bytes);
    }
    this.#counted.frame();
    return { kind: 'frame', cardId, printedNumber: printedNumberOf(cardId) };
  }

  #takeRun(): readonly number[] {
    const run = this.#run;
    this.#run = [];
    return run;
  }
}
