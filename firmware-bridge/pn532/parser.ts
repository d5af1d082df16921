import { CountedOutput, type ParserCounters } from '../parser-counters.ts';
import {
  ackMarks,
  errorIdentifier,
  fromChip,
  fromHost,
  identifierAt,
  interByteSilenceMs,
  lengthAt,
  lengthChecksumAt,
  nackMarks,
  padding,
  startCode,
  startCodeAt,
} from './constants.ts';
import type { Pn532DiscardReason, Pn532Frame, Pn532Output } from './frame.ts';

type Verdict =
  | { readonly kind: 'more' | 'padding' | 'noise' }
  | { readonly kind: 'wrong'; readonly reason: Pn532DiscardReason }
  | { readonly kind: 'good'; readonly frame: Pn532Frame; readonly length: number };

/**
 * Turns the bytes of either direction into frames, in whatever pieces they arrive. Never throws; every byte is padding, part of a
 * frame, or in a `discarded` output. Holds less than the longest frame (260 bytes); after a wrong byte, and after silence, the bytes
 * already taken are looked through again.
 */
export class Pn532Parser {
  readonly #silenceMs: number;
  readonly #counted = new CountedOutput<Pn532DiscardReason>();
  #held: number[] = [];
  #noise: number[] = [];
  #lastByteMs = 0;

  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    this.#silenceMs = silenceMs;
  }

  get counters(): ParserCounters {
    return this.#counted.counters;
  }

  /** Bytes of a frame that has begun. */
  get held(): number {
    return this.#held.length;
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly Pn532Output[] {
    if (chunk.length === 0) return [];
    const output: Pn532Output[] = [];
    if (nowMs - this.#lastByteMs > this.#silenceMs) this.#giveUp(output);
    this.#lastByteMs = nowMs;
    for (const byte of chunk) {
      this.#held.push(byte);
      this.#look(output);
    }
    this.#endNoise(output);
    return output;
  }

  /** Forgets what is held, e.g. because the link was lost in the middle of a frame. */
  reset(): readonly Pn532Output[] {
    this.#dropPadding();
    return this.#held.length === 0 ? [] : [this.#counted.discard('silence', this.#held.splice(0))];
  }

  /** The frame that began will not go on; a whole one may stand behind its false start. */
  #giveUp(output: Pn532Output[]): void {
    this.#dropPadding();
    while (this.#held.length > 0) {
      output.push(this.#counted.discard('silence', this.#upToNextStart()));
      this.#look(output);
      this.#dropPadding();
    }
    this.#endNoise(output);
  }

  #look(output: Pn532Output[]): void {
    while (this.#held.length > 0) {
      const verdict = judge(this.#held);
      switch (verdict.kind) {
        case 'more':
          return;
        case 'padding':
          this.#held.shift();
          break;
        case 'noise':
          this.#noise.push(...this.#held.splice(0, 1));
          break;
        case 'wrong':
          this.#endNoise(output);
          output.push(this.#counted.discard(verdict.reason, this.#upToNextStart()));
          break;
        case 'good':
          this.#endNoise(output);
          this.#held.splice(0, verdict.length);
          this.#counted.frame();
          output.push(verdict.frame);
      }
    }
  }

  /** A zero alone is the end of the frame before it, not the beginning of one. */
  #dropPadding(): void {
    if (this.#held.length === 1) this.#held = [];
  }

  #upToNextStart(): readonly number[] {
    const next = this.#held.indexOf(padding, 1);
    return this.#held.splice(0, next === -1 ? this.#held.length : next);
  }

  #endNoise(output: Pn532Output[]): void {
    if (this.#noise.length > 0) output.push(this.#counted.discard('noise', this.#noise));
    this.#noise = [];
  }
}

/** What the first held bytes are, as early as it can be told. */
function judge(held: readonly number[]): Verdict {
  if (held[0] !== padding) return { kind: 'noise' };
  const second = held[startCodeAt];
  if (second === undefined) return { kind: 'more' };
  if (second !== startCode) return { kind: 'padding' };
  const length = held[lengthAt];
  const lengthChecksum = held[lengthChecksumAt];
  if (length === undefined || lengthChecksum === undefined) return { kind: 'more' };
  if (length === ackMarks[0] && lengthChecksum === ackMarks[1]) return good({ kind: 'ack' }, identifierAt);
  if (length === nackMarks[0] && lengthChecksum === nackMarks[1]) return good({ kind: 'nack' }, identifierAt);
  if (length === 0 || ((length + lengthChecksum) & 0xff) !== 0) return { kind: 'wrong', reason: 'length' };
  const identifier = held[identifierAt];
  if (identifier === undefined) return { kind: 'more' };
  const isError = identifier === errorIdentifier && length === 1;
  const isMessage = (identifier === fromHost || identifier === fromChip) && length > 1;
  if (!isError && !isMessage) return { kind: 'wrong', reason: 'identifier' };
  const checksumAt = identifierAt + length;
  if (held.length <= checksumAt) return { kind: 'more' };
  if (sumOf(held.slice(identifierAt, checksumAt + 1)) !== 0) return { kind: 'wrong', reason: 'checksum' };
  if (isError) return good({ kind: 'error' }, checksumAt + 1);
  const [, code = 0, ...body] = held.slice(identifierAt, checksumAt);
  const from = identifier === fromHost ? 'host' : 'chip';
  return good({ kind: 'frame', from, code, body: Uint8Array.from(body) }, checksumAt + 1);
}

function good(frame: Pn532Frame, length: number): Verdict {
  return { kind: 'good', frame, length };
}

/** Sum modulo 256. */
function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}
