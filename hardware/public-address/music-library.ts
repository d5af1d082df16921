import { stat } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import type { Measurement, MeasureTracks } from '../../firmware-bridge/audio/measure-tracks.ts';
import { musicIn } from '../../firmware-bridge/audio/music-folder.ts';
import type { TrackLoudness } from '../../firmware-bridge/audio/music-messages.ts';
import { levelGain } from '../../firmware-bridge/audio/track-level.ts';
import type { MusicTrack } from '../../src/ports/music-player.ts';
import { keepLoudness, keptLoudness } from './loudness-file.ts';

/** What it needs of its owner. */
export interface MusicLibraryParts {
  readonly folders: readonly string[];
  /** Where the figures are kept. */
  readonly file: string;
  readonly measure: MeasureTracks;
  /** Hears the figures of tracks as soon as they are known. */
  learnt(tracks: readonly TrackLoudness[]): void;
}

/** Every file of the music folders and how loud it is: each is measured once, in the background, and again only when it was replaced. */
export class MusicLibrary {
  readonly #parts: MusicLibraryParts;
  readonly #known = new Map<string, Measurement>();
  #begun: Promise<void> | undefined;
  #looking: Promise<string[]> | undefined;
  #measuring: { stop(): Promise<void> } | undefined;
  #left = 0;
  #stopped = false;

  constructor(parts: MusicLibraryParts) {
    this.#parts = parts;
  }

  /** Files still to be measured. */
  get left(): number {
    return this.#left;
  }

  /** Whether a path has been measured; its length in seconds. */
  secondsOf(path: string): number | undefined {
    const known = this.#known.get(path);
    return known === undefined || 'unreadable' in known ? undefined : known.seconds;
  }

  /** Everything known so far, for a mixer that knows nothing yet. */
  loudness(): TrackLoudness[] {
    return [...this.#known.values()].flatMap((one) => ('unreadable' in one ? [] : [one]));
  }

  /** Looks for new and replaced files, and measures them in the background. Answers all paths. */
  look(): Promise<string[]> {
    this.#looking ??= this.#find().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async tracks(targetLufs: number | undefined): Promise<MusicTrack[]> {
    const paths = await this.look();
    return paths.map((path) => {
      const root = this.#parts.folders.find((folder) => path.startsWith(folder)) ?? '';
      const place = { name: basename(path), folder: relative(root, dirname(path)) };
      const known = this.#known.get(path);
      if (known === undefined) return place;
      if ('unreadable' in known) return { ...place, unreadable: { zh: '放不了', en: 'cannot be played' } };
      const { seconds, lufs } = known;
      if (lufs === undefined || targetLufs === undefined) return { ...place, seconds };
      return { ...place, seconds, lufs, gainDb: 20 * Math.log10(levelGain(targetLufs, known)) };
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#looking;
    await this.#measuring?.stop();
  }

  async #find(): Promise<string[]> {
    this.#begun ??= this.#recall();
    await this.#begun;
    const paths = (await Promise.all(this.#parts.folders.map((folder) => musicIn(folder)))).flat();
    for (const gone of [...this.#known.keys()]) if (!paths.includes(gone)) this.#known.delete(gone);
    const due: string[] = [];
    for (const path of paths) if (!(await this.#isKnown(path))) due.push(path);
    if (due.length > 0 && this.#measuring === undefined && !this.#stopped) this.#measure(due);
    return paths;
  }

  /** A file is told by its path, size and time of change: one that was replaced is another file. */
  async #isKnown(path: string): Promise<boolean> {
    const known = this.#known.get(path);
    const file = known === undefined ? undefined : await stat(path).catch(() => undefined);
    if (known !== undefined && file?.size === known.bytes && file.mtimeMs === known.changedMs) return true;
    this.#known.delete(path);
    return false;
  }

  async #recall(): Promise<void> {
    for (const one of await keptLoudness(this.#parts.file)) this.#known.set(one.path, one);
    this.#parts.learnt(this.loudness());
  }

  #measure(paths: readonly string[]): void {
    this.#left = paths.length;
    this.#measuring = this.#parts.measure(paths, {
      measured: (one) => {
        this.#left--;
        this.#known.set(one.path, one);
        if (!('unreadable' in one)) this.#parts.learnt([one]);
        // A full card only means that it is measured again after the next start.
        void keepLoudness(this.#parts.file, [...this.#known.values()]).catch(() => undefined);
      },
      done: () => {
        this.#left = 0;
        this.#measuring = undefined;
      },
    });
  }
}
