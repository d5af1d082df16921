import { dbToGain, FULL_SCALE, SAMPLE_RATE } from './pcm-format.ts';

const CEILING = FULL_SCALE * dbToGain(-0.3);
const RELEASE_MS = 120;
const RELEASE_PER_SAMPLE = 1 - Math.exp(-1000 / (RELEASE_MS * SAMPLE_RATE));
/** Close enough to unity to be unity: sound below the ceiling passes bit for bit. */
const UNITY = 0.9999;

/** Keeps the sum under −0.3 dBFS: the gain drops at once with the peak and comes back slowly, the same for both channels. */
export class Limiter {
  #gain = 1;
  /** Frames turned down so far. */
  limitedFrames = 0;

  /** The gain for a frame whose louder channel is `peak` (0…, in 16-bit units). */
  gainFor(peak: number): number {
    if (this.#gain < 1) {
      this.#gain += (1 - this.#gain) * RELEASE_PER_SAMPLE;
      if (this.#gain > UNITY) this.#gain = 1;
    }
    if (peak * this.#gain > CEILING) {
      this.#gain = CEILING / peak;
      this.limitedFrames++;
    }
    return this.#gain;
  }
}
