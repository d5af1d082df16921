import type { Timers } from '../timers.ts';
import type { Capture, CaptureEvents } from './capture.ts';
import { captureClock } from './capture-clock.ts';
import { dbToGain, SAMPLE_RATE, toSample } from './pcm-format.ts';

/** A man's speaking pitch, and the first resonance of an open vowel. */
const PITCH_HZ = 125;
const HARMONICS = [1, 2, 3, 4, 5, 6] as const;
/** Syllables a second, and how long somebody speaks between two breaths. */
const SYLLABLES_HZ = 4;
const PHRASE_S = 2.2;
const BREATH_S = 0.4;
const PEAK = dbToGain(-9);
/** What a quiet room sounds like. */
const ROOM = dbToGain(-66);

/** A stand-in for somebody who speaks: syllables, phrases and breaths over the noise of a room. */
export function captureVoice(timers: Timers, events: CaptureEvents): Capture {
  let frame = 0;
  let seed = 1;
  const end = captureClock(timers, (frames) => {
    const pcm = new Int16Array(frames);
    for (let at = 0; at < frames; at++, frame++) {
      // Park and Miller: the same noise at every run.
      seed = (seed * 48_271) % 2_147_483_647;
      pcm[at] = toSample(voiceAt(frame / SAMPLE_RATE) + ROOM * ((2 * seed) / 2_147_483_647 - 1));
    }
    events.samples(pcm);
  });
  return { close: end };
}

function voiceAt(second: number): number {
  const inPhrase = second % (PHRASE_S + BREATH_S);
  if (inPhrase > PHRASE_S) return 0;
  const syllable = Math.sin(Math.PI * ((inPhrase * SYLLABLES_HZ) % 1)) ** 2;
  let sum = 0;
  for (const harmonic of HARMONICS) sum += Math.sin(2 * Math.PI * PITCH_HZ * harmonic * second) / harmonic;
  return (sum * syllable * PEAK) / 1.7;
}
