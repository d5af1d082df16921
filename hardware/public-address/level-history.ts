import type { PublicAddressSimulator } from '../../src/ports/public-address.ts';

const BLOCK_MS = 100;
const KEPT_BLOCKS = 600;

/** The last minute of what the loudspeakers would have played. The mixer is idle in silence, so silence is filled in from the clock. */
export class LevelHistory {
  readonly #monotonicMs: () => number;
  #music: number[] = [];
  #speech: number[] = [];
  #filledToMs: number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
    this.#filledToMs = monotonicMs();
  }

  add(music: number, speech: number): void {
    this.#fillSilence(BLOCK_MS);
    this.#push(music, speech);
    this.#filledToMs = Math.max(this.#filledToMs + BLOCK_MS, this.#monotonicMs() - BLOCK_MS);
  }

  levels(): ReturnType<PublicAddressSimulator['levels']> {
    this.#fillSilence(0);
    return { blockMs: BLOCK_MS, music: [...this.#music], speech: [...this.#speech] };
  }

  #fillSilence(lessMs: number): void {
    const missing = Math.floor((this.#monotonicMs() - this.#filledToMs - lessMs) / BLOCK_MS);
    // One block may just be on its way.
    if (missing < 2) return;
    for (let block = 0; block < Math.min(missing, KEPT_BLOCKS); block++) this.#push(0, 0);
    this.#filledToMs += missing * BLOCK_MS;
  }

  #push(music: number, speech: number): void {
    this.#music = [...this.#music.slice(1 - KEPT_BLOCKS), music];
    this.#speech = [...this.#speech.slice(1 - KEPT_BLOCKS), speech];
  }
}
