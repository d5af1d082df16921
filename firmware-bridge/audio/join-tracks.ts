import { crossfade } from './crossfade.ts';
import { CHANNELS } from './pcm-format.ts';

/** A stretch of one track. */
export interface Chunk {
  readonly path: string;
  /** The folder it was taken from. */
  readonly shelf: string;
  /** Frame of the track the stretch begins at. */
  readonly from: number;
  /** Interleaved stereo. */
  readonly samples: Int16Array;
}

/** A track that has been opened. Its pieces end early when it cannot be read further; they never throw. */
export interface OpenTrack {
  readonly path: string;
  readonly shelf: string;
  readonly fromFrame: number;
  readonly pieces: AsyncGenerator<Int16Array>;
}

/**
 * Tracks as one stream. The end of each is held back until it is known to be the end, and fades into the next; a track that follows itself,
 * and every track when the fade is 0, begins at the very next sample.
 */
export async function* joinTracks(tracks: AsyncIterable<OpenTrack>, fadeFrames: () => number): AsyncGenerator<Chunk> {
  let held: Chunk | undefined;
  for await (const track of tracks) {
    try {
      const tail = held !== undefined && held.path !== track.path ? held : undefined;
      const due = Math.min(fadeFrames(), tail === undefined ? 0 : framesIn(tail.samples));
      const beginning = await read(track, due);
      if (beginning === undefined) continue;
      const faded = Math.min(due, framesIn(beginning));
      if (held !== undefined) yield* part(held, 0, framesIn(held.samples) - faded);
      if (held !== undefined && faded > 0)
        yield { ...placeOf(track, 0), samples: fade(held.samples, beginning, faded) };
      held = { ...placeOf(track, faded), samples: beginning.subarray(faded * CHANNELS) };
      for await (const piece of track.pieces) {
        held = { ...held, samples: joined([held.samples, piece]) };
        const free: number = framesIn(held.samples) - fadeFrames();
        if (free <= 0) continue;
        yield* part(held, 0, free);
        held = { ...held, from: held.from + free, samples: held.samples.slice(free * CHANNELS) };
      }
    } finally {
      await track.pieces.return(undefined);
    }
  }
  if (held !== undefined) yield* part(held, 0, framesIn(held.samples));
}

/** At least so many frames of a track, or all it has; undefined when it has none. */
async function read(track: OpenTrack, frames: number): Promise<Int16Array | undefined> {
  const pieces: Int16Array[] = [];
  let got = 0;
  do {
    const { value, done } = await track.pieces.next();
    if (done === true) break;
    pieces.push(value);
    got += framesIn(value);
  } while (got < frames);
  return got === 0 ? undefined : joined(pieces);
}

function fade(ending: Int16Array, beginning: Int16Array, frames: number): Int16Array {
  return crossfade(ending.subarray(ending.length - frames * CHANNELS), beginning.subarray(0, frames * CHANNELS));
}

function* part(chunk: Chunk, from: number, to: number): Generator<Chunk> {
  if (to > from)
    yield { ...chunk, from: chunk.from + from, samples: chunk.samples.subarray(from * CHANNELS, to * CHANNELS) };
}

function placeOf({ path, shelf, fromFrame }: OpenTrack, after: number): Omit<Chunk, 'samples'> {
  return { path, shelf, from: fromFrame + after };
}

/** Pieces one after the other. */
export function joined(pieces: readonly Int16Array[]): Int16Array {
  const out = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function framesIn(samples: Int16Array): number {
  return samples.length / CHANNELS;
}
