import { printedNumberOf } from '../em4100/frame.ts';
import { CountedOutput, type ParserCounters } from '../parser-counters.ts';
import { cardTypes, endMark, interByteSilenceMs, lengthAt, serialAt, startMark, typeAt } from './constants.ts';
import {
  bccOf,
  type CardType,
  lengthOf,
  type Rdm7941DiscardReason,
  type Rdm7941Frame,
  type Rdm7941Output,
} from './frame.ts';

/**
 * Turns bytes into packets, in whatever pieces they arrive. Never throws; every byte ends in a frame or in a `discarded` output. A
 * serial number may hold 02 and 03, so the length frames and the marks only confirm; after a wrong byte the bytes already taken are
 * looked through for another start.
 *
 * Holds less than one packet. A false start cannot hold a good packet back: the longest is one byte longer than the shortest, so it is
 * decided by the time a packet that began after it is complete.
 */
export class Rdm7941Parser {
  readonly #silenceMs: number;
  readonly #counted = new CountedOutput<Rdm7941DiscardReason>();
  /** Begins with the start mark whenever it is not empty. */
  #held: number[] = [];
  #lastByteMs = 0;

  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    this.#silenceMs = silenceMs;
  }

  get counters(): ParserCounters {
    return this.#counted.counters;
  }

  /** Bytes of a packet that has begun. */
  get held(): number {
    return this.#held.length;
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly Rdm7941Output[] {
    if (chunk.length === 0) return [];
    const output: Rdm7941Output[] = [];
    if (nowMs - this.#lastByteMs > this.#silenceMs) output.push(...this.reset());
    this.#lastByteMs = nowMs;
    let noise: number[] = [];
    const endNoise = (): void => {
      if (noise.length > 0) output.push(this.#counted.discard('noise', noise));
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

  /** Gives up what is held, e.g. because the link was lost in the middle of a packet. */
  reset(): readonly Rdm7941Output[] {
    if (this.#held.length === 0) return [];
    const held = this.#held;
    this.#held = [];
    return [this.#counted.discard('silence', held)];
  }

  /** Looks at what is held until it is the good beginning of a packet, or nothing. */
  #look(): readonly Rdm7941Output[] {
    const output: Rdm7941Output[] = [];
    while (this.#held.length > 0) {
      const verdict = judge(this.#held);
      if (verdict === 'more') break;
      if (typeof verdict === 'string') {
        const next = this.#held.indexOf(startMark, 1);
        output.push(this.#counted.discard(verdict, this.#held.splice(0, next === -1 ? this.#held.length : next)));
        continue;
      }
      this.#held = [];
      this.#counted.frame();
      output.push(verdict);
    }
    return output;
  }
}

/** What the bytes are that begin with a start mark; as early as it can be told. */
function judge(held: readonly number[]): Rdm7941Frame | Rdm7941DiscardReason | 'more' {
  const length = held[lengthAt];
  if (length === undefined) return 'more';
  const ofLength = cardTypes.filter((one) => lengthOf(one) === length);
  if (ofLength.length === 0) return 'length';
  const type = held[typeAt];
  if (type === undefined) return 'more';
  const cardType = ofLength.find((one) => one.type === type);
  if (cardType === undefined) return 'type';
  if (held.length < length) return 'more';
  const bccAt = length - 2;
  if (held[length - 1] !== endMark) return 'no-end-mark';
  if (held[bccAt] !== bccOf(held.slice(lengthAt, bccAt))) return 'checksum';
  return frameOf(cardType, held.slice(serialAt, bccAt));
}

function frameOf({ family }: CardType, serial: readonly number[]): Rdm7941Frame {
  const cardId = Buffer.from(serial).toString('hex').toUpperCase();
  return {
    kind: 'frame',
    family,
    cardId,
    ...(family === 'em4100' ? { printedNumber: printedNumberOf(cardId) } : {}),
  };
}
