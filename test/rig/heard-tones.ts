import { writeFileSync } from 'node:fs';
import { encodeWav } from '../../firmware-bridge/audio/wav.ts';
import type { Recording } from '../../hardware/rig/loopback-ear.ts';
import { deviceIs } from './devices.ts';
import { DATA_FOLDER } from './rig-desk.ts';
import type { World } from './world.ts';

const SAMPLE_RATE = 48_000;
/**
 * High above the chime and speech, so that the music can be measured under them; ten periods are 37 frames, so that every gap but one
 * of a multiple of them turns it.
 */
export const MUSIC_HZ = 480_000 / 37;
const MUSIC_PEAK = 8_000;
const MUSIC_S = 60;
/** A gap of 11 frames, the least turn there is, is 0.17. */
const IN_STEP_RADIANS = 0.1;
/** The loudest a sample can be that was not cut off, in dB of full scale. */
const UNCLIPPED_DB = -0.01;
/** First bell of chime.ts, and its length. */
export const CHIME_HZ = 659.26;
export const CHIME_S = 1.5;
/** A tone louder than this is there, in dB of full scale. */
export const HEARD_DB = -40;
/** duckDb of the example configuration. */
export const DUCK_DB = -16;
export const DUCK_TOLERANCE_DB = 1;
/** How well the moment of a recorded sample is known. */
export const MOMENT_MS = 20;
export const WINDOW_S = 0.05;
const FINE_S = 0.002;

/** Puts one tone into the music folder. */
export function keepToneAsMusic(): void {
  writeFileSync(`${DATA_FOLDER}/music/tone.wav`, encodeWav(tone(MUSIC_HZ, MUSIC_S, MUSIC_PEAK)));
}

/** A tone on both channels. @param peak of 32,767 */
export function tone(hz: number, seconds: number, peak: number): Int16Array {
  const samples = new Int16Array(2 * SAMPLE_RATE * seconds);
  for (let at = 0; at < samples.length; at++)
    samples[at] = Math.round(peak * Math.sin((2 * Math.PI * hz * (at >> 1)) / SAMPLE_RATE));
  return samples;
}

/** Level of the music in every window between two instants. */
export function musicLevels(heard: Recording, fromS: number, toS: number): number[] {
  const levels: number[] = [];
  for (let at = fromS; at + WINDOW_S <= toS; at += WINDOW_S) levels.push(heard.toneDb(MUSIC_HZ, at, at + WINDOW_S));
  return levels;
}

/** The middle one. */
export function middle(of: readonly number[]): number {
  return [...of].sort((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
}

/** When a tone is first louder than a level after an instant, to some 2 ms; undefined: never. */
export function beginsS(heard: Recording, hz: number, afterS: number, aboveDb = HEARD_DB): number | undefined {
  for (let at = afterS; at + WINDOW_S <= heard.seconds; at += WINDOW_S) {
    if (heard.toneDb(hz, at, at + WINDOW_S) <= aboveDb) continue;
    for (let fine = Math.max(afterS, at - WINDOW_S); fine < at + WINDOW_S; fine += FINE_S)
      if (heard.toneDb(hz, fine, fine + FINE_S) > aboveDb) return fine;
    return at;
  }
  return undefined;
}

/** What holds of everything the loudspeakers get: the music paused nowhere, nothing is cut off, and the card never ran dry. */
export async function soundIsWhole(world: World, heard: Recording): Promise<void> {
  const step = heard.stepOf(MUSIC_HZ, 0.5, heard.seconds - 0.1);
  world.check(
    'the music has no gap: its tone is in step from beginning to end',
    step < IN_STEP_RADIANS,
    `${heard.seconds.toFixed(0)} s, ${step.toFixed(3)} radians at most`,
  );
  const loudest = heard.peakDb(0, heard.seconds);
  world.check('nothing is clipped', loudest < UNCLIPPED_DB, `${loudest.toFixed(1)} dB at the loudest`);
  const { counters } = await deviceIs(world, 'pa-1', 'ready');
  world.check('the card never ran dry', (counters.underruns ?? 0) === 0, counters);
}
