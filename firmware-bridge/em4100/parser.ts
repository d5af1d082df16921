import { checksumAt, digitsAt, endMark, endMarkAt, frameLength, interByteSilenceMs, startMark } from './constants.ts';
import { checksumOf, type DiscardedBytes, type DiscardReason, type Em4100Frame, printedNumberOf } from './frame.ts';

/** What the parser makes of the bytes. */
export type Em4100Output = Em4100Frame | DiscardedBytes;

/** What came over the line since the start, for the health page. */
export interface Em4100Counters {
  readonly frames: number;
  readonly checksumErrors: number;
  /** Times a frame had begun and was given up for another reason than its checksum. */
  readonly resyncs: number;
  readonly discardedBytes: number;
}

/**
 * Turns bytes into frames, in whatever pieces they arrive. Never throws; every byte ends in a frame or in a `discarded` output, at
 * the latest when the next byte after a silence arrives. Holds at most one frame (14 bytes).
 *
 * Lower-case hex digits are accepted: clones send them, the value is the same, and the card id is always upper-case. (The bit that
 * makes the difference cannot turn one digit into another, so nothing is lost in safety.)
 */
export class Em4100Parser {
  readonly #silenceMs: number;
  /** Begins with the start mark whenever it is not empty. */
  #held: number[] = [];
  #lastByteMs = 0;
  #counters = { frames: 0, checksumErrors: 0, resyncs: 0, discardedBytes: 0 };

  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    this.#silenceMs = silenceMs;
  }

  get counters(): Em4100Counters {
    return { ...this.#counters };
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly Em4100Output[] {
    if (chunk.length === 0) return [];
    const output: Em4100Output[] = [];
    if (this.#held.length > 0 && nowMs - this.#lastByteMs > this.#silenceMs) output.push(...this.reset());
    this.#lastByteMs = nowMs;
    let noise: number[] = [];
    const endNoise = (): void => {
      if (noise.length > 0) output.push(this.#discard('noise', noise));
      noise = [];
    };
    for (const byte of chunk) {
      if (this.#held.length === 0 && byte !== startMark) {
        noise.push(byte);
        continue;
      }
      endNoise();
      this.#held.push(byte);
      output.push(...this.#look());
    }
    endNoise();
    return output;
  }

  /** Gives up what is held, e.g. because the link was lost in the middle of a frame. */
  reset(): readonly DiscardedBytes[] {
    if (this.#held.length === 0) return [];
    const held = this.#held;
    this.#held = [];
    return [this.#discard('silence', held)];
  }

  /** Checks the newest held byte; after a bad one, looks again for a start inside the bytes already taken. */
  #look(): readonly Em4100Output[] {
    const wrong = this.#wrong();
    if (wrong !== undefined) {
      const next = this.#held.indexOf(startMark, 1);
      const given = this.#held.splice(0, next === -1 ? this.#held.length : next);
      // A start mark is wrong at every place but the first, so at most it alone is held now: nothing more to look at.
      return [this.#discard(wrong, given)];
    }
    if (this.#held.length < frameLength) return [];
    const cardId = text(this.#held.slice(digitsAt, checksumAt));
    this.#held = [];
    this.#counters.frames++;
    return [{ kind: 'frame', cardId, printedNumber: printedNumberOf(cardId) }];
  }

  #wrong(): DiscardReason | undefined {
    const at = this.#held.length - 1;
    const byte = this.#held[at] ?? -1;
    if (at < digitsAt) return undefined;
    if (at < endMarkAt) return isHexDigit(byte) ? undefined : 'bad-digit';
    if (byte !== endMark) return 'no-end-mark';
    const sent = Number.parseInt(text(this.#held.slice(checksumAt, endMarkAt)), 16);
    return sent === checksumOf(text(this.#held.slice(digitsAt, checksumAt))) ? undefined : 'checksum';
  }

  #discard(reason: DiscardReason, bytes: readonly number[]): DiscardedBytes {
    this.#counters.discardedBytes += bytes.length;
    if (reason === 'checksum') this.#counters.checksumErrors++;
    else if (reason !== 'noise') this.#counters.resyncs++;
    return { kind: 'discarded', reason, bytes: Uint8Array.from(bytes) };
  }
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

function text(digits: readonly number[]): string {
  return String.fromCharCode(...digits).toUpperCase();
}
