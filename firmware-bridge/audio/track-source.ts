import { basename, join, sep } from 'node:path';
import type { OpenTrack } from './join-tracks.ts';
import { musicIn } from './music-folder.ts';
import { CHANNELS } from './pcm-format.ts';
import { readTrack } from './track.ts';
import { TrackLevels } from './track-level.ts';
import { TrackOrder, type TrackStart } from './track-order.ts';

/** What a playlist tells about its files. */
export interface ShelfReport {
  /** A file was skipped, with the reason. */
  unreadable(file: string, reason: string): void;
  /** A file named before can be played now, or is gone. */
  readable(file: string): void;
  /** Whether any folder holds something that plays. */
  music(found: boolean): void;
}

interface Taken extends TrackStart {
  readonly shelf: string;
}
/** More than were ever decoded ahead. */
const TAKEN_KEPT = 20;

/** Opens track after track from the first shelf (folder) that has something to play, without end; ends when none has. */
export class TrackSource {
  readonly levels = new TrackLevels();
  readonly #order: TrackOrder;
  readonly #report: ShelfReport;
  readonly #skipped = new Set<string>();
  /** Shelves that have nothing to hear, until a wider one has been heard once. */
  readonly #passedOver = new Set<string>();
  #heardInstead = 0;
  #shelves: readonly string[] = [];
  #shuffle = false;
  #taken: Taken[] = [];
  /** Bench: there is no music. */
  absent = false;

  constructor(report: ShelfReport, random: () => number) {
    this.#report = report;
    this.#order = new TrackOrder(random);
  }

  /** A list has been given up for a while. */
  get passingOver(): boolean {
    return this.#passedOver.size > 0;
  }

  /** From the next track on. */
  use(shelves: readonly string[], shuffle: boolean): void {
    this.#shelves = shelves;
    this.#shuffle = shuffle;
    this.#passedOver.clear();
  }

  /** Where the next track is taken from. */
  async pick(): Promise<{ readonly shelf: string; readonly files: readonly string[] } | undefined> {
    if (this.absent) return undefined;
    for (const shelf of this.#shelves) {
      if (this.#passedOver.has(shelf)) continue;
      const given = [...this.#passedOver];
      const files = (await musicIn(shelf)).filter((path) => !given.some((other) => path.startsWith(join(other, sep))));
      if (files.length > 0) return { shelf, files };
    }
    return undefined;
  }

  async *tracks(): AsyncGenerator<OpenTrack> {
    let misses = 0;
    for (;;) {
      const picked = await this.pick();
      if (picked === undefined) {
        if (this.#passedOver.size === 0) this.#mendGone('', []);
        this.#passedOver.clear();
        this.#report.music(false);
        return;
      }
      const { shelf, files } = picked;
      this.#mendGone(shelf, files);
      const start = this.#order.next(shelf, files, this.#shuffle);
      this.#taken = [...this.#taken.slice(-TAKEN_KEPT), { ...start, shelf }];
      const heard = { any: false };
      yield { ...start, shelf, pieces: this.#pieces(start, heard) };
      misses = heard.any ? 0 : misses + 1;
      if (misses >= files.length) {
        this.passOver(shelf);
        misses = 0;
      } else if (heard.any && this.#passedOver.size > 0 && ++this.#heardInstead >= files.length) {
        this.#passedOver.clear();
      }
    }
  }

  /** Takes nothing from here until wider shelves have been heard once, or have nothing either. */
  passOver(shelf: string): void {
    this.#passedOver.add(shelf);
    this.#heardInstead = 0;
  }

  /** The track after this one, as far as it is settled. */
  after(path: string, shelf: string): string | undefined {
    const index = this.#taken.findLastIndex((one) => one.path === path);
    return this.#taken[index + 1]?.path ?? this.#order.peek(shelf);
  }

  /** What was taken after this track was never heard, and comes again first. */
  putBackAfter(path: string | undefined): void {
    const index = path === undefined ? -1 : this.#taken.findLastIndex((one) => one.path === path);
    for (const one of this.#taken.slice(index + 1).reverse()) this.#order.putBack(one.shelf, one);
    this.#taken = this.#taken.slice(0, index + 1);
  }

  /** The shelf is left here, and goes on here when it is come back to. */
  leave(shelf: string, start: TrackStart): void {
    this.#order.leave(shelf, start);
  }

  async *#pieces({ path, fromFrame }: TrackStart, heard: { any: boolean }): AsyncGenerator<Int16Array> {
    let skip = fromFrame * CHANNELS;
    try {
      const gain = await this.levels.gainOf(path);
      for await (const samples of readTrack(path)) {
        const rest = samples.subarray(Math.min(skip, samples.length));
        skip -= samples.length - rest.length;
        if (rest.length === 0) continue;
        if (!heard.any && rest.some((sample) => sample !== 0)) {
          heard.any = true;
          this.#report.music(true);
        }
        yield gain === 1 ? rest : rest.map((sample) => Math.round(sample * gain));
      }
      this.#mend(path);
    } catch (error) {
      this.#skipped.add(path);
      this.#report.unreadable(basename(path), error instanceof Error ? error.message : String(error));
    }
  }

  #mendGone(shelf: string, files: readonly string[]): void {
    for (const path of [...this.#skipped]) if (path.startsWith(shelf) && !files.includes(path)) this.#mend(path);
  }

  #mend(path: string): void {
    if (this.#skipped.delete(path)) this.#report.readable(basename(path));
  }
}
