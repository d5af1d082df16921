import { dbToGain, msToFrames, SAMPLE_RATE, toSample } from './pcm-format.ts';

/** Two falling bell tones, a major third apart (E5, C5): the “ding-dong” of stations. */
const TONES = [
  { hz: 659.26, startMs: 0 },
  { hz: 523.25, startMs: 420 },
] as const;
/** Length of the chime: 1.5 s. */
export const CHIME_FRAMES = msToFrames(1_500);
const ONSET_MS = 4;
const DECAY_MS = 380;
const FADE_OUT_MS = 60;
/** A bell's overtones: frequency ratio, strength, and how much faster each dies. */
const PARTIALS = [
  { ratio: 1, strength: 1, decay: 1 },
  { ratio: 2, strength: 0.35, decay: 1.8 },
  { ratio: 3.01, strength: 0.12, decay: 3 },
] as const;
/** Loud enough over ducked music, with headroom left for it. */
const PEAK_DB = -4;

/** The two-tone chime, one channel at 48 kHz, made from sines: nobody's recording. */
export function synthesiseChime(): Int16Array {
  const frames = CHIME_FRAMES;
  const onsetFrames = msToFrames(ONSET_MS);
  const mix = new Float64Array(frames);
  for (const tone of TONES) {
    const from = msToFrames(tone.startMs);
    for (const partial of PARTIALS) {
      // Sine and decay step by step: a Pi has the chime in a few milliseconds.
      const step = (2 * Math.PI * tone.hz * partial.ratio) / SAMPLE_RATE;
      const fall = Math.exp((-1000 * partial.decay) / (DECAY_MS * SAMPLE_RATE));
      const turn = 2 * Math.cos(step);
      let before = -Math.sin(step);
      let now = 0;
      let strength = partial.strength;
      for (let frame = from; frame < frames; frame++) {
        mix[frame] = (mix[frame] ?? 0) + now * strength * Math.min(1, (frame - from) / onsetFrames);
        [before, now] = [now, turn * now - before];
        strength *= fall;
      }
    }
  }
  const peak = mix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const fadeFrames = msToFrames(FADE_OUT_MS);
  return Int16Array.from(mix, (value, frame) =>
    toSample((value / peak) * dbToGain(PEAK_DB) * Math.min(1, (frames - 1 - frame) / fadeFrames)),
  );
}
