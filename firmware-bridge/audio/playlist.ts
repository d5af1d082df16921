import { basename, join } from 'node:path';
import { type Chunk, joinTracks } from './join-tracks.ts';
import type { MusicReader } from './mixer.ts';
import type { MusicProgramme } from './music-messages.ts';
import { MusicQueue } from './music-queue.ts';
import { CHANNELS, msToFrames } from './pcm-format.ts';
import { type ShelfReport, TrackSource } from './track-source.ts';

/** Decoded ahead, besides what a crossfade needs: 4 s, under a megabyte, enough for a slow card to open the next file. */
const AHEAD_FRAMES = msToFrames(4_000);
/** With no crossfade set, another list or track still takes over without a click. */
const SHORTEST_FADE_FRAMES = msToFrames(50);

/** Until told otherwise: everything, in order, gapless, as the files are. */
export const PLAIN_PROGRAMME: MusicProgramme = {
  shuffle: false,
  crossfadeMs: 0,
  change: 'crossfade',
  silence: { afterMs: 10_000, belowDb: -60 },
};

/**
 * Music from a list (a folder), else from everything there is, else from the next of the folders: over and over, gapless or crossfaded, in
 * order or shuffled. The folder is read again at every track, so files may come and go. Another list, or a skipped track, takes over by a
 * crossfade out of what is already decoded; a list that is come back to goes on where it was left.
 */
export class Playlist implements MusicReader {
  readonly #folders: readonly string[];
  readonly #source: TrackSource;
  readonly #queue = new MusicQueue();
  #programme = PLAIN_PROGRAMME;
  #stream: AsyncGenerator<Chunk> | undefined;
  #filling: Promise<void> | undefined;
  #closed = false;

  /** @param folders searched in order; the last may be the product's own. @param random 0 ≤ … < 1, to shuffle by */
  constructor(folders: readonly string[], report: ShelfReport, random: () => number = Math.random) {
    this.#folders = folders;
    this.#source = new TrackSource(report, random);
    this.#source.use(folders, this.#programme.shuffle);
  }

  /** The name of the track being heard. */
  get track(): string | undefined {
    const path = this.#queue.at?.path;
    return path === undefined ? undefined : basename(path);
  }
  /** Its whole path. */
  get path(): string | undefined {
    return this.#queue.at?.path;
  }
  /** Frames of the track heard so far. */
  get positionFrames(): number {
    return this.#queue.at?.from ?? 0;
  }
  /** Decoded frames waiting. */
  get bufferedFrames(): number {
    return this.#queue.frames;
  }
  /** The name of the track after this one. */
  get next(): string | undefined {
    const { at } = this.#queue;
    const path = at === undefined ? undefined : this.#source.after(at.path, at.shelf);
    return path === undefined ? undefined : basename(path);
  }
  /** What is heard is not from the list that was asked for. */
  get fallback(): boolean {
    const { folder } = this.#programme;
    const shelf = this.#queue.at?.shelf;
    return folder !== undefined && shelf !== undefined && !this.#shelvesOf(folder).includes(shelf);
  }
  /** A list has been given up for a while. */
  get passingOver(): boolean {
    return this.#source.passingOver;
  }
  get levels() {
    return this.#source.levels;
  }

  read(out: Int16Array, frames: number): number {
    return this.#queue.read(out, frames);
  }

  /** Decodes until the buffer is full or there is no music; several callers share one run. */
  fill(): Promise<void> {
    if (this.#queue.frames >= this.#ahead || this.#closed) return this.#filling ?? Promise.resolve();
    return this.#alone(() => this.#decode());
  }

  /** Plays this from now on. Another list takes over as the programme says; anything else holds from the next track. */
  async follow(programme: MusicProgramme): Promise<void> {
    const another = programme.folder !== this.#programme.folder;
    this.#programme = programme;
    this.levels.targetLufs = programme.targetLufs;
    const shelves = programme.folder === undefined ? [] : this.#shelvesOf(programme.folder);
    this.#source.use([...shelves, ...this.#folders], programme.shuffle);
    if (!another) return;
    if (this.#queue.at === undefined) await this.#beginAnew();
    else if (programme.change === 'crossfade') await this.#changeShelf(this.#queue.at.shelf);
  }

  /** The next track takes over by a crossfade. */
  async skip(): Promise<void> {
    while (this.#filling !== undefined) await this.#filling;
    if (!this.#closed && this.#queue.at !== undefined) await this.#alone(() => this.#jump());
  }

  /** The list that is heard gives only silence: the next wider one takes over, until that has been heard once. */
  async passOver(): Promise<void> {
    const shelf = this.#queue.at?.shelf;
    if (shelf !== undefined) this.#source.passOver(shelf);
    await this.skip();
  }

  /** For the bench: the folders are as if empty. Takes back what was decoded. */
  async setAbsent(absent: boolean): Promise<void> {
    this.#source.absent = absent;
    await this.#forget();
    await this.fill();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#forget();
  }

  get #ahead(): number {
    return AHEAD_FRAMES + this.#fadeFrames;
  }

  get #fadeFrames(): number {
    return msToFrames(this.#programme.crossfadeMs);
  }

  #shelvesOf(list: string): string[] {
    return this.#folders.map((folder) => join(folder, list));
  }

  #alone(work: () => Promise<void>): Promise<void> {
    this.#filling ??= work().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  #begin(): AsyncGenerator<Chunk> {
    return joinTracks(this.#source.tracks(), () => this.#fadeFrames);
  }

  async #forget(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    await this.#filling;
    await stream?.return(undefined);
    this.#queue.clear();
  }

  async #decode(): Promise<void> {
    this.#stream ??= this.#begin();
    const stream = this.#stream;
    while (this.#queue.frames < this.#ahead && this.#stream === stream) {
      const { value, done } = await stream.next();
      if (done === true) {
        if (this.#stream === stream) this.#stream = undefined;
        return;
      }
      this.#queue.push(value);
    }
  }

  /** Nothing has been heard yet: what was decoded of the old list is not needed. */
  async #beginAnew(): Promise<void> {
    await this.#forget();
    this.#source.putBackAfter(undefined);
  }

  /** Two lists that both have nothing of their own share their music, which then goes on. */
  async #changeShelf(from: string): Promise<void> {
    const picked = await this.#source.pick();
    if (picked === undefined || picked.shelf === from) return;
    while (this.#filling !== undefined) await this.#filling;
    if (!this.#closed) await this.#alone(() => this.#jump(from));
  }

  /** Begins the next track, while what is decoded goes on being heard, and splices the two. @param left list to be gone on with later */
  async #jump(left?: string): Promise<void> {
    const old = this.#stream;
    this.#source.putBackAfter(this.path);
    const stream = this.#begin();
    const beginning: Chunk[] = [];
    const fade = Math.max(SHORTEST_FADE_FRAMES, this.#fadeFrames);
    for (let frames = 0; frames < fade && this.#stream === old && !this.#closed; ) {
      const { value, done } = await stream.next();
      if (done === true) break;
      beginning.push(value);
      frames += value.samples.length / CHANNELS;
    }
    const unwanted = beginning.length === 0 || this.#stream !== old || this.#closed;
    if (!unwanted) {
      const { at } = this.#queue;
      if (left !== undefined && at?.shelf === left) this.#source.leave(left, { path: at.path, fromFrame: at.from });
      this.#queue.splice(beginning, fade);
      this.#stream = stream;
    }
    await (unwanted ? stream : old)?.return(undefined);
  }
}
