import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { MUSIC_ENDINGS } from './decoders.ts';
import type { MusicReader } from './mixer.ts';
import { CHANNELS, msToFrames } from './pcm-format.ts';
import { readTrack } from './track.ts';

/** What a playlist tells about its files. */
export interface PlaylistReport {
  /** A file was skipped, with the reason. */
  unreadable(file: string, reason: string): void;
  /** A file named before can be played now, or is gone. */
  readable(file: string): void;
  /** Whether any folder holds something that plays. */
  music(found: boolean): void;
}

interface Chunk {
  readonly track: string;
  /** Frame of the track the chunk begins at. */
  readonly from: number;
  readonly samples: Int16Array;
}

/** Decoded ahead: 4 s, under a megabyte, enough for a slow card to open the next file. */
const AHEAD_FRAMES = msToFrames(4_000);

/**
 * Music from the first folder that has any, in the order of the file names, over and over, without a gap between tracks. The folder is
 * read again at each turn of the list, so files may come and go.
 */
export class Playlist implements MusicReader {
  readonly #folders: readonly string[];
  readonly #report: PlaylistReport;
  readonly #skipped = new Set<string>();
  #chunks: Chunk[] = [];
  #offset = 0;
  #frames = 0;
  #at: { track: string; frame: number } | undefined;
  #source: AsyncGenerator<Chunk> | undefined;
  #filling: Promise<void> | undefined;
  #closed = false;
  #absent = false;

  constructor(folders: readonly string[], report: PlaylistReport) {
    this.#folders = folders;
    this.#report = report;
  }

  /** The track being heard. */
  get track(): string | undefined {
    return this.#at?.track;
  }
  /** Frames of the track heard so far. */
  get positionFrames(): number {
    return this.#at?.frame ?? 0;
  }
  /** Decoded frames waiting. */
  get bufferedFrames(): number {
    return this.#frames;
  }

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
      this.#frames -= count;
      this.#at = { track: chunk.track, frame: chunk.from + this.#offset };
      if (count < held) continue;
      this.#chunks.shift();
      this.#offset = 0;
    }
    return done;
  }

  /** Decodes until the buffer is full or there is no music; several callers share one run. */
  fill(): Promise<void> {
    if (this.#frames >= AHEAD_FRAMES || this.#closed) return Promise.resolve();
    this.#filling ??= this.#decode().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  /** For the bench: the folders are as if empty. Takes back what was decoded. */
  async setAbsent(absent: boolean): Promise<void> {
    this.#absent = absent;
    await this.#forget();
    await this.fill();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const source = this.#source;
    this.#source = undefined;
    await this.#filling;
    await source?.return(undefined);
    this.#chunks = [];
    this.#frames = 0;
    this.#offset = 0;
  }

  async #decode(): Promise<void> {
    this.#source ??= this.#turn();
    const source = this.#source;
    while (this.#frames < AHEAD_FRAMES && this.#source === source) {
      const { value, done } = await source.next();
      if (done === true) {
        if (this.#source === source) this.#source = undefined;
        return;
      }
      this.#chunks.push(value);
      this.#frames += value.samples.length / CHANNELS;
    }
  }

  /** Turns of the list without end; ends when a whole turn gave nothing. */
  async *#turn(): AsyncGenerator<Chunk> {
    for (;;) {
      let heard = false;
      const files = await this.#list();
      for (const gone of [...this.#skipped].filter((path) => !files.includes(path))) this.#mend(gone);
      for (const path of files) {
        try {
          let from = 0;
          for await (const samples of readTrack(path)) {
            yield { track: basename(path), from, samples };
            from += samples.length / CHANNELS;
            if (from > 0 && !heard) this.#report.music(true);
            heard = true;
          }
          this.#mend(path);
        } catch (error) {
          this.#skipped.add(path);
          this.#report.unreadable(basename(path), error instanceof Error ? error.message : String(error));
        }
      }
      if (heard) continue;
      this.#report.music(false);
      return;
    }
  }

  #mend(path: string): void {
    if (this.#skipped.delete(path)) this.#report.readable(basename(path));
  }

  async #list(): Promise<string[]> {
    if (this.#absent) return [];
    for (const folder of this.#folders) {
      const names = await readdir(folder).catch((): string[] => []);
      const music = names.filter(
        (name) => !name.startsWith('.') && MUSIC_ENDINGS.some((ending) => ending === extname(name).toLowerCase()),
      );
      if (music.length > 0) return music.sort((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
    }
    return [];
  }
}
