import { dirname, join, relative } from 'node:path';
import type { AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';
import type { MeasureTracks } from '../../firmware-bridge/audio/measure-tracks.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import type { MusicReport } from '../../firmware-bridge/audio/music-messages.ts';
import { framesToMs } from '../../firmware-bridge/audio/pcm-format.ts';
import type { MusicNow, MusicPlayer, MusicProgramme, MusicTrack } from '../../src/ports/music-player.ts';
import type { MusicState } from '../../src/ports/public-address.ts';
import { MusicLibrary } from './music-library.ts';

/** What it needs of the public address. */
export interface MusicDeckParts {
  readonly folders: readonly string[];
  readonly dataFolder: string;
  readonly measure: MeasureTracks;
  /** At start, 0–100. */
  readonly volume: number;
  /** @throws DeviceError */
  ask(request: AudioRequest): Promise<void>;
  /** A mixer that is gone is told when it is back. */
  tell(request: AudioRequest): void;
  changed(): void;
}

/** The background music of the public address: what is wanted of it, and what the mixer says of it. */
export class MusicDeck implements MusicPlayer {
  readonly #parts: MusicDeckParts;
  readonly #library: MusicLibrary;
  #report: MusicReport = { type: 'music', state: 'paused', positionFrames: 0, fallback: false };
  #programme: MusicProgramme | undefined;
  /** As asked for; the programme may hold it lower. */
  #volume: number;
  wanted = false;

  constructor(parts: MusicDeckParts) {
    this.#parts = parts;
    this.#volume = parts.volume;
    this.#library = new MusicLibrary({
      folders: parts.folders,
      file: join(parts.dataFolder, 'music-loudness.json'),
      measure: parts.measure,
      learnt: (tracks) => parts.tell({ type: 'trackLoudness', tracks }),
    });
  }

  start(): void {
    void this.#library.look();
  }

  stop(): Promise<void> {
    return this.#library.stop();
  }

  /** A fresh mixer is told how to play; not yet to play. */
  begin(mixer: MixerLink): void {
    const ignore = () => {};
    mixer.ask({ type: 'setVolume', volume: this.#heardVolume }).catch(ignore);
    mixer.ask({ type: 'trackLoudness', tracks: this.#library.loudness() }).catch(ignore);
    if (this.#programme !== undefined) mixer.ask(programmeRequest(this.#programme)).catch(ignore);
  }

  heard(report: MusicReport): void {
    const before = this.#report;
    this.#report = report;
    const another = report.path !== before.path;
    if (another) void this.#library.look();
    if (another || report.state !== before.state || report.next !== before.next || report.fallback !== before.fallback)
      this.#parts.changed();
  }

  state(): MusicState {
    const { state, track, positionFrames } = this.#report;
    const positionMs = framesToMs(positionFrames);
    return { state, positionMs, volume: this.#volume, ...(track === undefined ? {} : { track }) };
  }

  async play(): Promise<void> {
    this.wanted = true;
    await this.#parts.ask({ type: 'playMusic' });
  }

  async pause(): Promise<void> {
    this.wanted = false;
    await this.#parts.ask({ type: 'pauseMusic' });
  }

  async setVolume(volume: number): Promise<void> {
    this.#volume = Math.min(100, Math.max(0, volume));
    await this.#parts.ask({ type: 'setVolume', volume: this.#heardVolume });
    this.#parts.changed();
  }

  follow(programme: MusicProgramme): void {
    this.#programme = programme;
    this.#parts.tell(programmeRequest(programme));
    this.#parts.tell({ type: 'setVolume', volume: this.#heardVolume });
  }

  async skip(): Promise<void> {
    await this.#parts.ask({ type: 'skipTrack' });
  }

  now(): MusicNow {
    const { track, path, next, fallback, positionFrames } = this.#report;
    const seconds = path === undefined ? undefined : this.#library.secondsOf(path);
    const root = this.#parts.folders.find((folder) => path?.startsWith(folder));
    return {
      positionMs: framesToMs(positionFrames),
      fallback,
      ...(track === undefined ? {} : { track }),
      ...(path === undefined || root === undefined ? {} : { folder: relative(root, dirname(path)) }),
      ...(seconds === undefined ? {} : { durationMs: Math.round(seconds * 1_000) }),
      ...(next === undefined ? {} : { next }),
    };
  }

  tracks(): Promise<readonly MusicTrack[]> {
    return this.#library.tracks(this.#programme?.targetLufs);
  }

  measuring(): number {
    return this.#library.left;
  }

  get #heardVolume(): number {
    return Math.min(this.#volume, this.#programme?.loudest ?? 100);
  }
}

function programmeRequest({ loudest: _, ...programme }: MusicProgramme): AudioRequest {
  return { type: 'musicProgramme', programme };
}
