import type { SoundLevel } from '../../src/ports/public-address.ts';

/** A level told before that is silence by now. */
const HOLDS_MS = 500;

/** How loud the mix was last. */
export class SoundMeter {
  readonly #monotonicMs: () => number;
  #last = { music: 0, speech: 0, atMs: Number.NEGATIVE_INFINITY };

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  heard(music: number, speech: number): void {
    this.#last = { music, speech, atMs: this.#monotonicMs() };
  }

  level(): SoundLevel {
    const { music, speech, atMs } = this.#last;
    return this.#monotonicMs() - atMs < HOLDS_MS ? { music, speech } : { music: 0, speech: 0 };
  }
}
