import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toSample } from './pcm-format.ts';
import { encodeWav } from './wav.ts';

/** File name of the track the product composes itself. */
export const DEMO_TRACK_NAME = '晴雨演示曲.wav';

const RATE = 24_000;
const BEAT_S = 0.75;
const BEATS = 64;
const FRAMES = RATE * BEAT_S * BEATS;
const PEAK = 0.7;
const A4_HZ = 440;
const A4_MIDI = 69;

/** One chord a bar of four beats, as MIDI notes, bass first: C – Am – F – G, twice, then a wider turn home. */
const BARS: readonly (readonly number[])[] = [
  [36, 60, 64, 67, 71],
  [33, 57, 60, 64, 67],
  [29, 57, 60, 65, 69],
  [31, 59, 62, 67, 69],
  [36, 60, 64, 67, 71],
  [33, 57, 60, 64, 67],
  [29, 57, 60, 65, 69],
  [31, 59, 62, 65, 67],
  [28, 59, 62, 64, 67],
  [33, 57, 60, 64, 69],
  [26, 57, 60, 62, 65],
  [31, 55, 59, 62, 67],
  [29, 57, 60, 65, 69],
  [31, 59, 62, 67, 69],
  [33, 57, 60, 64, 67],
  [31, 59, 62, 65, 67],
];
/** The tune, in half beats: MIDI note or 0 for a rest, all from the C major pentatonic so that it never clashes. */
const TUNE: readonly number[] = [
  76, 0, 79, 0, 81, 0, 79, 76, 74, 0, 72, 0, 76, 0, 0, 0, 72, 0, 74, 0, 76, 0, 79, 0, 74, 0, 0, 0, 0, 0, 67, 69, 72, 0,
  76, 0, 79, 0, 81, 84, 81, 0, 79, 0, 76, 0, 0, 0, 81, 0, 79, 76, 74, 0, 72, 0, 74, 0, 0, 0, 0, 0, 0, 0, 79, 0, 0, 76,
  79, 0, 81, 0, 84, 0, 81, 0, 79, 0, 0, 0, 77, 0, 76, 0, 74, 0, 69, 0, 67, 0, 69, 0, 74, 0, 0, 0, 72, 0, 69, 0, 72, 0,
  76, 0, 74, 0, 72, 0, 74, 0, 79, 0, 76, 0, 0, 74, 72, 0, 69, 0, 67, 0, 0, 0, 0, 0, 74, 0,
];

interface Note {
  readonly midi: number;
  readonly startS: number;
  readonly attackS: number;
  readonly holdS: number;
  readonly decayS: number;
  readonly strength: number;
  /** −1 left … 1 right. */
  readonly pan: number;
  readonly partials: readonly (readonly [ratio: number, strength: number])[];
}

const PAD = [
  [1, 1],
  [1.003, 0.8],
  [2, 0.18],
] as const;
const BASS = [
  [1, 1],
  [2, 0.25],
] as const;
const MUSIC_BOX = [
  [1, 1],
  [2, 0.28],
  [4.02, 0.1],
] as const;

/**
 * Composes the demo track, 48 s that loop without a seam, into `folder` unless it is there already. It is the project's own work, made
 * from sines, so nobody's licence hangs on it.
 */
export async function writeDemoTrack(folder: string): Promise<string> {
  const path = join(folder, DEMO_TRACK_NAME);
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && there.size > 0) return path;
  await mkdir(folder, { recursive: true });
  // Under another name first: a cut power line leaves no half track that looks whole.
  const unfinished = `${path}.part`;
  await writeFile(unfinished, encodeWav(await composeDemoTrack(), RATE));
  await rename(unfinished, path);
  return path;
}

/** The demo track as 24 kHz interleaved stereo. Gives way between notes: the mixer keeps its turn. */
export async function composeDemoTrack(): Promise<Int16Array> {
  const left = new Float32Array(FRAMES);
  const right = new Float32Array(FRAMES);
  for (const note of score()) {
    play(note, left, right);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  let peak = 0;
  for (let frame = 0; frame < FRAMES; frame++)
    peak = Math.max(peak, Math.abs(left[frame] ?? 0), Math.abs(right[frame] ?? 0));
  const samples = new Int16Array(FRAMES * 2);
  for (let frame = 0; frame < FRAMES; frame++) {
    samples[frame * 2] = toSample(((left[frame] ?? 0) / peak) * PEAK);
    samples[frame * 2 + 1] = toSample(((right[frame] ?? 0) / peak) * PEAK);
  }
  return samples;
}

function* score(): Generator<Note> {
  const barS = BEAT_S * 4;
  for (const [bar, [bass = 0, ...chord]] of BARS.entries()) {
    const startS = bar * barS;
    yield { midi: bass, startS, attackS: 0.03, holdS: 1.2, decayS: 0.9, strength: 0.5, pan: 0, partials: BASS };
    for (const [voice, midi] of chord.entries()) {
      const pan = (voice - 1.5) / 2.5;
      yield { midi, startS, attackS: 0.9, holdS: barS - 0.9, decayS: 0.7, strength: 0.17, pan, partials: PAD };
    }
  }
  for (const [step, midi] of TUNE.entries()) {
    if (midi === 0) continue;
    const startS = (step * BEAT_S) / 2;
    const bell = { midi, attackS: 0.004, holdS: 0, decayS: 0.55, partials: MUSIC_BOX };
    yield { ...bell, startS, strength: 0.42, pan: 0.15 };
    // Two echoes across the room.
    yield { ...bell, startS: startS + BEAT_S * 0.75, strength: 0.14, pan: -0.6 };
    yield { ...bell, startS: startS + BEAT_S * 1.5, strength: 0.06, pan: 0.6 };
  }
}

/** Adds a note; what rings past the end lands at the beginning, where the loop goes on. */
function play(note: Note, left: Float32Array, right: Float32Array): void {
  const hz = A4_HZ * 2 ** ((note.midi - A4_MIDI) / 12);
  const frames = Math.round((note.attackS + note.holdS + note.decayS * 6) * RATE);
  const start = Math.round(note.startS * RATE);
  const attack = note.attackS * RATE;
  const fallFrom = (note.attackS + note.holdS) * RATE;
  const fall = Math.exp(-1 / (note.decayS * RATE));
  const toLeft = Math.cos(((note.pan + 1) * Math.PI) / 4);
  const toRight = Math.sin(((note.pan + 1) * Math.PI) / 4);
  for (const [ratio, strength] of note.partials) {
    const turn = 2 * Math.cos((2 * Math.PI * hz * ratio) / RATE);
    let before = -Math.sin((2 * Math.PI * hz * ratio) / RATE);
    let now = 0;
    let envelope = 1;
    let at = start % FRAMES;
    for (let frame = 0; frame < frames; frame++) {
      if (frame >= fallFrom) envelope *= fall;
      const value = now * note.strength * strength * Math.min(1, frame / attack) * envelope;
      left[at] = (left[at] ?? 0) + value * toLeft;
      right[at] = (right[at] ?? 0) + value * toRight;
      const next = turn * now - before;
      before = now;
      now = next;
      at = at + 1 === FRAMES ? 0 : at + 1;
    }
  }
}
