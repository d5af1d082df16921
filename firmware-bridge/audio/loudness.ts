/** How loud a piece is as a whole. */
export interface Loudness {
  /** Integrated loudness in LUFS; absent when nothing of it is louder than the absolute gate. */
  readonly lufs?: number;
  /** The highest sample, in dB below full scale; −Infinity for silence. */
  readonly peakDb: number;
}

/** ITU-R BS.1770-4 §5.1: 400 ms blocks that overlap by 75 %, so a new one begins every 100 ms. */
const STEPS_PER_SECOND = 10;
const STEPS_PER_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
const OFFSET_LU = -0.691;
/** Table 3: left, right, centre; the two surround channels count more. Four channels and six are not heard here. */
const SURROUND_WEIGHTS = [1, 1, 1, 1.41, 1.41] as const;

/** Integrated loudness by ITU-R BS.1770-4 and EBU R128, of sound that comes in pieces. */
export class LoudnessMeter {
  readonly #rate: number;
  readonly #channels: { readonly weight: number; readonly shelf: Biquad; readonly highPass: Biquad }[];
  /** Weighted energy of every 100 ms, and how many samples it is of. */
  readonly #steps: { energy: number; frames: number }[] = [];
  #energy = 0;
  #frame = 0;
  #stepBegan = 0;
  #stepEnds: number;
  #peak = 0;

  /** @param rate sample rate in Hz, any */
  constructor(rate: number, channels: number) {
    this.#rate = rate;
    this.#stepEnds = Math.round(rate / STEPS_PER_SECOND);
    this.#channels = Array.from({ length: channels }, (_, index) => ({
      weight: SURROUND_WEIGHTS[index] ?? 0,
      shelf: headShelf(rate),
      highPass: lowCut(rate),
    }));
  }

  /** One array per channel, −1…1, all of one length. */
  push(channelData: readonly Float32Array[]): void {
    const frames = channelData[0]?.length ?? 0;
    for (let from = 0; from < frames; ) {
      const to = Math.min(frames, from + this.#stepEnds - this.#frame);
      for (const [index, channel] of this.#channels.entries())
        this.#energy += channel.weight * this.#energyOf(channel, channelData[index], from, to);
      this.#frame += to - from;
      from = to;
      if (this.#frame === this.#stepEnds) this.#endStep();
    }
  }

  result(): Loudness {
    const blocks = this.#blockPowers();
    const peakDb = 20 * Math.log10(this.#peak);
    const audible = blocks.filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
    if (audible.length === 0) return { peakDb };
    const gate = lufsOf(mean(audible)) + RELATIVE_GATE_LU;
    return { lufs: lufsOf(mean(audible.filter((power) => lufsOf(power) > gate))), peakDb };
  }

  #energyOf(
    { shelf, highPass }: { readonly shelf: Biquad; readonly highPass: Biquad },
    samples: Float32Array | undefined,
    from: number,
    to: number,
  ): number {
    let energy = 0;
    for (let at = from; at < to; at++) {
      const sample = samples?.[at] ?? 0;
      const size = Math.abs(sample);
      if (size > this.#peak) this.#peak = size;
      const weighted = highPass.next(shelf.next(sample));
      energy += weighted * weighted;
    }
    return energy;
  }

  /** Ends lie at whole tenths of a second, also where a tenth is no whole number of samples. */
  #endStep(): void {
    this.#steps.push({ energy: this.#energy, frames: this.#frame - this.#stepBegan });
    this.#energy = 0;
    this.#stepBegan = this.#frame;
    this.#stepEnds = Math.round(((this.#steps.length + 1) * this.#rate) / STEPS_PER_SECOND);
  }

  /** Mean squares of the whole blocks; what is left at the end is no block. */
  #blockPowers(): number[] {
    return this.#steps.slice(STEPS_PER_BLOCK - 1).map((_, index) => {
      const block = this.#steps.slice(index, index + STEPS_PER_BLOCK);
      return sum(block.map(({ energy }) => energy)) / sum(block.map(({ frames }) => frames));
    });
  }
}

/** A filter of second order (direct form I, transposed): b and a as in BS.1770-4, a0 = 1. */
export class Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
  #first = 0;
  #second = 0;

  constructor(b: readonly [number, number, number], a: readonly [number, number]) {
    this.b = b;
    this.a = a;
  }

  next(value: number): number {
    const out = this.b[0] * value + this.#first;
    this.#first = this.b[1] * value - this.a[0] * out + this.#second;
    this.#second = this.b[2] * value - this.a[1] * out;
    return out;
  }
}

/**
 * First stage of the K-weighting, a shelf for the head. BS.1770-4 gives coefficients for 48 kHz only; these are the analogue values behind
 * them (Brecht De Man, “Evaluation of implementations of the EBU R128 loudness measurement”, AES 145), made digital for any rate.
 */
export function headShelf(rate: number): Biquad {
  const gain = 10 ** (3.999843853973347 / 20);
  const middle = gain ** 0.4996667741545416;
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const damped = k / 0.7071752369554196;
  const a0 = 1 + damped + k * k;
  return new Biquad(
    [(gain + middle * damped + k * k) / a0, (2 * (k * k - gain)) / a0, (gain - middle * damped + k * k) / a0],
    [(2 * (k * k - 1)) / a0, (1 - damped + k * k) / a0],
  );
}

/** Second stage, the low cut; its zeros are (1 − z⁻¹)² at every rate, as the recommendation writes them. */
export function lowCut(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const damped = k / 0.5003270373238773;
  const a0 = 1 + damped + k * k;
  return new Biquad([1, -2, 1], [(2 * (k * k - 1)) / a0, (1 - damped + k * k) / a0]);
}

function lufsOf(power: number): number {
  return OFFSET_LU + 10 * Math.log10(power);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
