import { crossfade } from './crossfade.ts';
import { type Chunk, joined } from './join-tracks.ts';
import { CHANNELS } from './pcm-format.ts';

/** Decoded music waiting to be heard, and where in which track the last heard frame was. */
export class MusicQueue {
  #chunks: Chunk[] = [];
  #offset = 0;
  /** Frames waiting. */
  frames = 0;
  /** Track and frame heard last; `from` counts the frames of the track heard so far. */
  at: Omit<Chunk, 'samples'> | undefined;

  push(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.frames += chunk.samples.length / CHANNELS;
  }

  /** Fills up to `frames` frames of `out`; answers how many there were. */
  read(out: Int16Array, frames: number): number {
    let done = 0;
    while (done < frames) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) break;
      const held = chunk.samples.length / CHANNELS - this.#offset;
      const count = Math.min(held, frames - done);
      out.set(chunk.samples.subarray(this.#offset * CHANNELS, (this.#offset + count) * CHANNELS), done * CHANNELS);
      done += count;
      this.#offset += count;
      this.frames -= count;
      this.at = { path: chunk.path, shelf: chunk.shelf, from: chunk.from + this.#offset };
      if (count < held) continue;
      this.#chunks.shift();
      this.#offset = 0;
    }
    return done;
  }

  /** What waits fades into `beginning` from here on, over `fadeFrames` or as much as there is of both; the rest of it is dropped. */
  splice(beginning: readonly Chunk[], fadeFrames: number): void {
    const first = beginning[0];
    if (first === undefined) return;
    const coming = joined(beginning.map(({ samples }) => samples));
    const faded = Math.min(fadeFrames, this.frames, coming.length / CHANNELS);
    const ending = new Int16Array(faded * CHANNELS);
    const { at } = this;
    this.read(ending, faded);
    this.clear();
    this.at = at;
    this.push({ ...first, samples: crossfade(ending, coming.subarray(0, faded * CHANNELS)) });
    for (const rest of after(beginning, faded)) this.push(rest);
  }

  clear(): void {
    this.#chunks = [];
    this.#offset = 0;
    this.frames = 0;
  }
}

/** The chunks without their first frames. */
function after(chunks: readonly Chunk[], frames: number): Chunk[] {
  let skip = frames;
  return chunks.flatMap((chunk) => {
    const cut = Math.min(skip, chunk.samples.length / CHANNELS);
    skip -= cut;
    const samples = chunk.samples.subarray(cut * CHANNELS);
    return samples.length === 0 ? [] : [{ ...chunk, from: chunk.from + cut, samples }];
  });
}
