import { FULL_SCALE, SAMPLE_RATE } from './pcm-format.ts';

/** Below a voice: steps, hands on the desk, wind, mains hum. */
const CORNER_HZ = 80;
/** Butterworth: flat above the corner. */
const Q = Math.SQRT1_2;

const OMEGA = (2 * Math.PI * CORNER_HZ) / SAMPLE_RATE;
const ALPHA = Math.sin(OMEGA) / (2 * Q);
const A0 = 1 + ALPHA;
const B0 = (1 + Math.cos(OMEGA)) / 2 / A0;
const B1 = -(1 + Math.cos(OMEGA)) / A0;
const A1 = (-2 * Math.cos(OMEGA)) / A0;
const A2 = (1 - ALPHA) / A0;

/** Takes what lies under a voice out of one channel, 12 dB an octave. Source: R. Bristow-Johnson, Audio EQ Cookbook. */
export class HighPass {
  #x1 = 0;
  #x2 = 0;
  #y1 = 0;
  #y2 = 0;

  /** Filters in place. */
  filter(samples: Int16Array): void {
    for (let at = 0; at < samples.length; at++) {
      const x = samples[at] ?? 0;
      const y = B0 * x + B1 * this.#x1 + B0 * this.#x2 - A1 * this.#y1 - A2 * this.#y2;
      this.#x2 = this.#x1;
      this.#x1 = x;
      this.#y2 = this.#y1;
      this.#y1 = y;
      samples[at] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE, Math.round(y)));
    }
  }
}
