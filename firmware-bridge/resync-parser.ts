import { CountedOutput, type Discarded, type ParserCounters } from './parser-counters.ts';

/** Why bytes are thrown away on every line. `noise`: outside a frame. `silence`: the line fell silent inside a frame. */
export type LineReason = 'noise' | 'silence';

/** What held bytes begin with, told as early as it can be told: a frame of so many bytes, or why they are none. */
export type Scanned<Frame, Wrong extends string> =
  | 'more'
  /** No frame begins here after all, and nothing went wrong: the byte is padding or noise. */
  | 'nothing'
  | { readonly frame: Frame; readonly length: number }
  | { readonly wrong: Wrong };

/** The part of a protocol that is its own. */
export interface FrameRules<Frame, Wrong extends string> {
  /** Whether a frame can begin with this byte. */
  begins(byte: number): boolean;
  /** Looks at bytes that begin so; asks for `more` only while they are fewer than the longest frame. Never throws. */
  scan(held: readonly number[]): Scanned<Frame, Wrong>;
  /** Silence after which half a frame is given up, in milliseconds. */
  readonly silenceMs: number;
  /** A byte that counts for nothing between frames: padding, or what an idle line reads as. */
  readonly idle?: number;
  /** After silence the bytes behind a false start are looked through as well; for protocols whose answers do not go stale. */
  readonly rescansAfterSilence?: boolean;
}

/**
 * Turns bytes into frames, in whatever pieces they arrive. Never throws; every byte is idle, part of a frame, or in a `discarded`
 * output, at the latest when the next byte after a silence arrives. Holds less than one frame. After a wrong byte the bytes already
 * taken are looked through for another start.
 */
export class ResyncParser<Frame extends { readonly kind: string }, Wrong extends string> {
  readonly #rules: FrameRules<Frame, Wrong>;
  readonly #counted = new CountedOutput<Wrong | LineReason>();
  /** Begins with a byte a frame can begin with, whenever it is not empty. */
  #held: number[] = [];
  #noise: number[] = [];
  #lastByteMs = 0;

  constructor(rules: FrameRules<Frame, Wrong>) {
    this.#rules = rules;
  }

  get counters(): ParserCounters {
    return this.#counted.counters;
  }

  /** Bytes of a frame that has begun. */
  get held(): number {
    return this.#held.length;
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly (Frame | Discarded<Wrong | LineReason>)[] {
    if (chunk.length === 0) return [];
    const output: (Frame | Discarded<Wrong | LineReason>)[] = [];
    if (nowMs - this.#lastByteMs > this.#rules.silenceMs) this.#fallSilent(output);
    this.#lastByteMs = nowMs;
    for (const byte of chunk) {
      this.#held.push(byte);
      this.#look(output);
    }
    this.#endNoise(output);
    return output;
  }

  /** Gives up what is held, e.g. because the link was lost in the middle of a frame. */
  reset(): readonly Discarded<Wrong | LineReason>[] {
    this.#dropIdle();
    return this.#held.length === 0 ? [] : [this.#counted.discard('silence', this.#held.splice(0))];
  }

  #look(output: (Frame | Discarded<Wrong | LineReason>)[]): void {
    while (this.#held.length > 0) {
      const [first = 0] = this.#held;
      const scanned = this.#rules.begins(first) ? this.#rules.scan(this.#held) : 'nothing';
      if (scanned === 'more') return;
      if (scanned === 'nothing') {
        this.#held.shift();
        if (first !== this.#rules.idle) this.#noise.push(first);
        continue;
      }
      this.#endNoise(output);
      if ('wrong' in scanned) {
        output.push(this.#counted.discard(scanned.wrong, this.#takeToNextStart()));
        continue;
      }
      this.#held.splice(0, scanned.length);
      this.#counted.frame();
      output.push(scanned.frame);
    }
  }

  #fallSilent(output: (Frame | Discarded<Wrong | LineReason>)[]): void {
    if (this.#rules.rescansAfterSilence !== true) {
      output.push(...this.reset());
      return;
    }
    this.#dropIdle();
    while (this.#held.length > 0) {
      output.push(this.#counted.discard('silence', this.#takeToNextStart()));
      this.#look(output);
      this.#dropIdle();
    }
    this.#endNoise(output);
  }

  /** An idle byte alone is the end of the frame before it, not the beginning of one. */
  #dropIdle(): void {
    if (this.#held.length === 1 && this.#held[0] === this.#rules.idle) this.#held = [];
  }

  #takeToNextStart(): readonly number[] {
    const next = this.#held.findIndex((byte, at) => at > 0 && this.#rules.begins(byte));
    return this.#held.splice(0, next === -1 ? this.#held.length : next);
  }

  #endNoise(output: (Frame | Discarded<Wrong | LineReason>)[]): void {
    if (this.#noise.length === 0) return;
    output.push(this.#counted.discard('noise', this.#noise));
    this.#noise = [];
  }
}
