import { basename } from 'node:path';
import { AudioError } from './audio-error.ts';
import { breathsInLevels, levelsOf } from './breaths.ts';
import type { Clip } from './clip.ts';
import { CHANNELS, dbToGain, FULL_SCALE, msToFrames, SAMPLE_RATE, wholeMs } from './pcm-format.ts';
import { readTrack } from './track.ts';

/** Recordings are held in memory while they are aired: ten minutes are 58 MB. */
const LONGEST_MINUTES = 10;
const LONGEST_FRAMES = LONGEST_MINUTES * 60 * SAMPLE_RATE;
/** Loud as speech; see voice-clip.ts. */
const LOUDNESS = dbToGain(-17) * FULL_SCALE;
const PEAK = dbToGain(-2) * FULL_SCALE;
/** Quieter than this is the silence around a recording; 20 ms of it stay. */
const SILENCE = dbToGain(-50) * FULL_SCALE;
const EDGE_FRAMES = msToFrames(20);
/** A second at a time, so that the mixer keeps its turn. */
const STEP_FRAMES = SAMPLE_RATE;

interface Measured {
  readonly pieces: readonly Int16Array[];
  /** Of the sound without the silence around it. */
  readonly first: number;
  readonly last: number;
  readonly gain: number;
}

/**
 * A recording of any format the decoders read as one 48 kHz channel: silence trimmed at both ends, brought to the loudness of announcements,
 * filled up to a whole millisecond.
 *
 * @throws AudioError `recording/unreadable` (broken, or silent), `recording/too-long`
 */
export async function readRecording(path: string): Promise<Clip> {
  const { pieces, first, last, gain } = await measured(path, await readMono(path));
  const from = Math.max(0, first - EDGE_FRAMES);
  const frames = last + EDGE_FRAMES - from;
  const pcm = new Int16Array(wholeMs(frames));
  let at = -from;
  for (const piece of pieces) {
    for (let index = Math.max(0, -at); index < piece.length && at + index < frames; index++)
      pcm[at + index] = Math.round((piece[index] ?? 0) * gain);
    at += piece.length;
    await turn();
  }
  const levels: number[] = [];
  for (let step = 0; step < pcm.length; step += STEP_FRAMES) {
    for (const level of levelsOf(pcm.subarray(step, step + STEP_FRAMES))) levels.push(level);
    await turn();
  }
  return { pcm, breaths: breathsInLevels(levels) };
}

/** Frames of a recording as it stands in its file. @throws AudioError as {@link readRecording} */
export async function measureRecording(path: string): Promise<number> {
  const { first, last } = await measured(path, await readMono(path));
  return last - first;
}

async function readMono(path: string): Promise<readonly Int16Array[]> {
  const pieces: Int16Array[] = [];
  let frames = 0;
  try {
    for await (const stereo of readTrack(path)) {
      const mono = new Int16Array(stereo.length / CHANNELS);
      for (let frame = 0; frame < mono.length; frame++)
        mono[frame] = ((stereo[frame * 2] ?? 0) + (stereo[frame * 2 + 1] ?? 0)) / 2;
      pieces.push(mono);
      frames += mono.length;
      if (frames > LONGEST_FRAMES) break;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AudioError('recording/unreadable', `${basename(path)}: ${why}`, { cause: error, retryable: false });
  }
  if (frames <= LONGEST_FRAMES) return pieces;
  const says = `${basename(path)} is longer than ${LONGEST_MINUTES} minutes`;
  throw new AudioError('recording/too-long', says, { retryable: false });
}

async function measured(path: string, pieces: readonly Int16Array[]): Promise<Measured> {
  let [first, last, peak, energy, voiced, at] = [-1, 0, 0, 0, 0, 0];
  for (const piece of pieces) {
    for (const sample of piece) {
      const size = Math.abs(sample);
      at++;
      if (size <= SILENCE) continue;
      if (first < 0) first = at - 1;
      last = at;
      if (size > peak) peak = size;
      energy += sample * sample;
      voiced++;
    }
    await turn();
  }
  if (first < 0)
    throw new AudioError('recording/unreadable', `${basename(path)}: no sound in it`, { retryable: false });
  return { pieces, first, last, gain: Math.min(PEAK / peak, LOUDNESS / Math.sqrt(energy / voiced)) };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
