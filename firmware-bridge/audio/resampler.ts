import { SAMPLE_RATE } from './pcm-format.ts';

/** Zero crossings of the kernel on each side at the lower of the two rates: 16 keeps the stop band under −80 dB. */
const HALF_WIDTH = 16;
const KAISER_BETA = 9;
/** Fractional positions held in the table; 44.1 kHz needs 160, 22.05 kHz 320, 11.025 kHz 640 to be exact. */
const MAX_PHASES = 640;

interface Kernel {
  readonly phases: number;
  readonly taps: number;
  readonly table: Float32Array;
}

const kernels = new Map<number, Kernel>();

/**
 * Brings one channel to 48 kHz as it arrives, by a windowed sinc (Kaiser). The group delay is taken out, so output sample 0 lies on
 * input sample 0; at 48 kHz the input passes through unchanged.
 */
export class Resampler {
  readonly #inRate: number;
  readonly #kernel: Kernel;
  #buffer: Float32Array;
  /** Input frame index of `#buffer[0]`, counted from the first padding sample. */
  #base = 0;
  #nextOut = 0;
  #received = 0;

  constructor(inRate: number) {
    this.#inRate = inRate;
    this.#kernel = kernelFor(inRate);
    this.#buffer = new Float32Array(this.#kernel.taps / 2 - 1);
  }

  push(input: Float32Array): Float32Array {
    if (this.#inRate === SAMPLE_RATE) return input;
    this.#received += input.length;
    this.#append(input);
    return this.#drain(Number.POSITIVE_INFINITY);
  }

  /** The last samples, once nothing follows. */
  flush(): Float32Array {
    if (this.#inRate === SAMPLE_RATE) return new Float32Array(0);
    this.#append(new Float32Array(this.#kernel.taps));
    return this.#drain(Math.ceil((this.#received * SAMPLE_RATE) / this.#inRate));
  }

  #append(input: Float32Array): void {
    const joined = new Float32Array(this.#buffer.length + input.length);
    joined.set(this.#buffer);
    joined.set(input, this.#buffer.length);
    this.#buffer = joined;
  }

  #drain(limit: number): Float32Array {
    const { phases, taps, table } = this.#kernel;
    const held = this.#base + this.#buffer.length;
    const reachable = Math.ceil(((held - taps + 1) * SAMPLE_RATE) / this.#inRate);
    const last = Math.min(limit, reachable);
    const count = Math.max(0, last - this.#nextOut);
    const out = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const scaled = (this.#nextOut + index) * this.#inRate;
      const whole = Math.floor(scaled / SAMPLE_RATE);
      const phase = Math.floor(((scaled - whole * SAMPLE_RATE) * phases) / SAMPLE_RATE);
      const from = whole - this.#base;
      let sum = 0;
      for (let tap = 0, at = phase * taps; tap < taps; tap++, at++)
        sum += (this.#buffer[from + tap] ?? 0) * (table[at] ?? 0);
      out[index] = sum;
    }
    this.#nextOut += count;
    const keepFrom = Math.floor((this.#nextOut * this.#inRate) / SAMPLE_RATE);
    const dropped = Math.min(this.#buffer.length, Math.max(0, keepFrom - this.#base));
    this.#buffer = this.#buffer.slice(dropped);
    this.#base += dropped;
    return out;
  }
}

function kernelFor(inRate: number): Kernel {
  const found = kernels.get(inRate);
  if (found !== undefined) return found;
  const phases = Math.min(MAX_PHASES, SAMPLE_RATE / greatestCommonDivisor(SAMPLE_RATE, inRate));
  const cutoff = Math.min(1, SAMPLE_RATE / inRate) * 0.95;
  const half = Math.ceil(HALF_WIDTH / Math.min(1, SAMPLE_RATE / inRate));
  const taps = half * 2;
  const table = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - (half - 1) - phase / phases;
      const value = sinc(x * cutoff) * cutoff * kaiser(x / half);
      table[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap++) table[phase * taps + tap] = (table[phase * taps + tap] ?? 0) / sum;
  }
  const kernel = { phases, taps, table };
  kernels.set(inRate, kernel);
  return kernel;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
}

/** Modified Bessel function of order zero, by its series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
