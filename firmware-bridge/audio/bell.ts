import { msToFrames, SAMPLE_RATE, toSample } from './pcm-format.ts';

/** One stroke of a bell. */
export interface Stroke {
  readonly hz: number;
  readonly startMs: number;
  /** Its fundamental falls to 1/e in this time. */
  readonly decayMs: number;
  /** Default 1. */
  readonly strength?: number;
}

const ONSET_MS = 4;
const FADE_OUT_MS = 60;
/** A bell's overtones: frequency ratio, strength, and how much faster each dies. */
const PARTIALS = [
  { ratio: 1, strength: 1, decay: 1 },
  { ratio: 2, strength: 0.35, decay: 1.8 },
  { ratio: 3.01, strength: 0.12, decay: 3 },
] as const;
/** Below this a stroke is over. */
const INAUDIBLE = 1e-4;

/** Bell strokes as one channel at 48 kHz, made from sines: nobody's recording. @param peak 0–1 of full scale */
export function ringBells(strokes: readonly Stroke[], frames: number, peak: number): Int16Array {
  const mix = new Float64Array(frames);
  for (const stroke of strokes) ring(stroke, mix);
  const loudest = mix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const fadeFrames = msToFrames(FADE_OUT_MS);
  return Int16Array.from(mix, (value, frame) =>
    toSample((value / loudest) * peak * Math.min(1, (frames - 1 - frame) / fadeFrames)),
  );
}

function ring({ hz, startMs, decayMs, strength: loudness = 1 }: Stroke, mix: Float64Array): void {
  const onsetFrames = msToFrames(ONSET_MS);
  const from = msToFrames(startMs);
  for (const partial of PARTIALS) {
    // Sine and decay step by step: a Pi has a chime in a few milliseconds.
    const step = (2 * Math.PI * hz * partial.ratio) / SAMPLE_RATE;
    const fall = Math.exp((-1000 * partial.decay) / (decayMs * SAMPLE_RATE));
    const turn = 2 * Math.cos(step);
    let before = -Math.sin(step);
    let now = 0;
    let strength = partial.strength * loudness;
    for (let frame = from; frame < mix.length && strength > INAUDIBLE; frame++) {
      mix[frame] = (mix[frame] ?? 0) + now * strength * Math.min(1, (frame - from) / onsetFrames);
      [before, now] = [now, turn * now - before];
      strength *= fall;
    }
  }
}
