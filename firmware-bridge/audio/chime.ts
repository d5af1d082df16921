import { ringBells } from './bell.ts';
import { dbToGain, msToFrames } from './pcm-format.ts';

/** Two falling bell tones, a major third apart (E5, C5): the “ding-dong” of stations. */
const TONES = [
  { hz: 659.26, startMs: 0, decayMs: 380 },
  { hz: 523.25, startMs: 420, decayMs: 380 },
] as const;
/** Length of the chime: 1.5 s. */
export const CHIME_FRAMES = msToFrames(1_500);
/** Loud enough over ducked music, with headroom left for it. */
const PEAK_DB = -4;

/** The two-tone chime, one channel at 48 kHz. */
export function synthesiseChime(): Int16Array {
  return ringBells(TONES, CHIME_FRAMES, dbToGain(PEAK_DB));
}
