import type { MusicReader } from '../../../firmware-bridge/audio/mixer.ts';

/** A sine as one channel of 16-bit samples at 48 kHz. */
export function sine(hz: number, frames: number, amplitude = 0.5, rate = 48_000): Int16Array {
  return Int16Array.from({ length: frames }, (_, at) =>
    Math.round(Math.sin((2 * Math.PI * hz * at) / rate) * amplitude * 32_767),
  );
}

/** One channel of interleaved stereo. */
export function channel(stereo: Int16Array, index: 0 | 1): Int16Array {
  return Int16Array.from({ length: stereo.length / 2 }, (_, frame) => stereo[frame * 2 + index] ?? 0);
}

export function rms(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

export function decibels(ratio: number): number {
  return 20 * Math.log10(ratio);
}

/** How much of a frequency is in the samples, 0–1 of full scale (Goertzel). */
export function strengthOf(hz: number, samples: Int16Array, rate = 48_000): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let before = 0;
  let last = 0;
  for (const value of samples) [before, last] = [last, value / 32_767 + turn * last - before];
  const power = before * before + last * last - turn * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** Music whose every sample says which frame it is: position errors of one frame show. */
export class CountingMusic implements MusicReader {
  frame = 0;
  read(out: Int16Array, frames: number): number {
    for (let at = 0; at < frames; at++) {
      const value = countingSample(this.frame++);
      out[at * 2] = value;
      out[at * 2 + 1] = value;
    }
    return frames;
  }
}

/** A saw far from zero, different at every frame of a second. */
export function countingSample(frame: number): number {
  return 4_000 + (frame % 20_000);
}

/** Endless music of one tone. */
export class ToneMusic implements MusicReader {
  #frame = 0;
  readonly #hz: number;
  readonly #amplitude: number;
  constructor(hz: number, amplitude: number) {
    this.#hz = hz;
    this.#amplitude = amplitude;
  }
  read(out: Int16Array, frames: number): number {
    for (let at = 0; at < frames; at++, this.#frame++) {
      const value = Math.round(Math.sin((2 * Math.PI * this.#hz * this.#frame) / 48_000) * this.#amplitude * 32_767);
      out[at * 2] = value;
      out[at * 2 + 1] = value;
    }
    return frames;
  }
}
