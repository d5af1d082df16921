import { ringBells, type Stroke } from './bell.ts';
import { dbToGain, msToFrames, SAMPLE_RATE, toSample } from './pcm-format.ts';

/** Sounds the product composes itself, so that there is something to air with no file, no licence and no speech. */
export const OWN_SOUNDS = ['alarm', 'all-clear', 'attention', 'welcome', 'farewell'] as const;
export type OwnSound = (typeof OWN_SOUNDS)[number];

const A4_HZ = 440;
const A4_MIDI = 69;
const PEAK = dbToGain(-4);

/** Three rising tones, twice: something is being said, listen to the people around you. */
const ATTENTION = melody([67, 72, 76, 0, 0, 67, 72, 76], 330, 420);
/** Three falling tones: it is over. */
const ALL_CLEAR = melody([76, 72, 67, 0, 60], 480, 900);
/** In half beats, pentatonic: upwards, and home. */
const WELCOME = melody([60, 64, 67, 72, 0, 76, 74, 72, 67, 0, 69, 72, 74, 0, 76, 79, 0, 76, 72, 0, 84], 380, 800);
/** Slower and downwards. */
const FAREWELL = melody([79, 0, 76, 74, 72, 0, 69, 67, 0, 72, 69, 0, 67, 64, 0, 62, 64, 0, 60], 520, 1_200);
const STROKES: Readonly<Record<Exclude<OwnSound, 'alarm'>, readonly Stroke[]>> = {
  'all-clear': ALL_CLEAR,
  attention: ATTENTION,
  welcome: WELCOME,
  farewell: FAREWELL,
};
/** The last stroke rings out. */
const TAIL_MS = 1_600;

/** The evacuation pattern of ISO 8201: three half seconds of tone with half seconds between, then a pause; 4 s, three times over. */
const ALARM = { hz: 950, pulseMs: 500, pulses: 3, cycleMs: 4_000, cycles: 3, edgeMs: 5, peak: dbToGain(-2) };

/** Frames of an own sound, without composing it. */
export function ownSoundFrames(sound: OwnSound): number {
  if (sound === 'alarm') return msToFrames(ALARM.cycleMs * ALARM.cycles);
  return msToFrames((STROKES[sound].at(-1)?.startMs ?? 0) + TAIL_MS);
}

/** One channel at 48 kHz. */
export function composeOwnSound(sound: OwnSound): Int16Array {
  if (sound === 'alarm') return composeAlarm();
  return ringBells(STROKES[sound], ownSoundFrames(sound), PEAK);
}

/** @param notes MIDI numbers, 0 for a rest */
function melody(notes: readonly number[], stepMs: number, decayMs: number): readonly Stroke[] {
  return notes.flatMap((midi, step) =>
    midi === 0 ? [] : [{ hz: A4_HZ * 2 ** ((midi - A4_MIDI) / 12), startMs: step * stepMs, decayMs }],
  );
}

function composeAlarm(): Int16Array {
  const { hz, pulseMs, pulses, cycleMs, edgeMs, peak } = ALARM;
  const edge = msToFrames(edgeMs);
  const pulse = msToFrames(pulseMs);
  const cycle = msToFrames(cycleMs);
  return Int16Array.from({ length: ownSoundFrames('alarm') }, (_, frame) => {
    const within = frame % cycle;
    const inPulse = within % (pulse * 2);
    if (within >= pulse * 2 * pulses || inPulse >= pulse) return 0;
    const gain = Math.min(1, inPulse / edge, (pulse - inPulse) / edge);
    const turn = (2 * Math.PI * hz * frame) / SAMPLE_RATE;
    // Two odd overtones carry it through a wall.
    const wave = Math.sin(turn) + Math.sin(3 * turn) / 3 + Math.sin(5 * turn) / 5;
    return toSample(wave * peak * gain);
  });
}
