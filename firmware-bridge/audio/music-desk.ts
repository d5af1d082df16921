import { randomInt } from 'node:crypto';
import type { AudioEvent, AudioSettings } from './audio-messages.ts';
import { writeDemoTrack } from './demo-track.ts';
import type { Mixer, MusicReader } from './mixer.ts';
import type { MusicReport, MusicRequest } from './music-messages.ts';
import { framesToMs, LEVEL_FRAMES, msToFrames } from './pcm-format.ts';
import { PLAIN_PROGRAMME, Playlist } from './playlist.ts';
import { seededRandom } from './seeded-random.ts';
import { SilenceWatch } from './silence-watch.ts';

/** With no music to be found, the folders are looked at again after this much silence. */
const SEARCH_AGAIN_FRAMES = msToFrames(5_000);

const LARGEST_SEED = 2 ** 31;
/** One measurement of the mixer. */
const LEVEL_MS = framesToMs(LEVEL_FRAMES);
/** Tracks of a silent list that are tried before the list is given up. */
const TRACKS_TRIED = 2;

/** The music side of the engine: keeps the mixer supplied and tells what plays and what cannot. */
export class MusicDesk {
  readonly #settings: AudioSettings;
  readonly #post: (event: AudioEvent) => void;
  readonly #playlist: Playlist;
  readonly #unreadable = new Map<string, string>();
  #mixer: Mixer | undefined;
  #searchAtFrame = 0;
  #reported = '';
  #silent = false;
  #noMusic = false;
  #wanted = false;
  #demoDue: boolean;
  #volume = 1;
  readonly #watch = new SilenceWatch(PLAIN_PROGRAMME.silence);
  /** How often in a row nothing was heard of one list for too long. */
  #silences = 0;
  #lamp = false;
  #trying: Promise<void> | undefined;
  #closed = false;

  constructor(settings: AudioSettings, post: (event: AudioEvent) => void) {
    this.#settings = settings;
    this.#post = post;
    this.#demoDue = settings.demoFolder !== undefined;
    const folders = [...settings.musicFolders, ...(settings.demoFolder === undefined ? [] : [settings.demoFolder])];
    this.#playlist = new Playlist(
      folders,
      {
        unreadable: (file, reason) => this.#nameUnreadable(file, reason),
        readable: (file) => this.#nameUnreadable(file, undefined),
        music: (found) => this.#found(found),
      },
      seededRandom(settings.seed ?? randomInt(LARGEST_SEED)),
    );
  }

  /** What the mixer reads from. */
  get reader(): MusicReader {
    return this.#playlist;
  }

  /** The mixer that reads from here. */
  feed(mixer: Mixer): void {
    this.#mixer = mixer;
  }

  async answer(request: MusicRequest): Promise<undefined> {
    switch (request.type) {
      case 'playMusic':
        this.#wanted = true;
        await this.#find();
        // A pause meanwhile wins.
        if (this.#wanted) this.#mixer?.playMusic();
        break;
      case 'pauseMusic':
        this.#wanted = false;
        this.#mixer?.pauseMusic();
        break;
      case 'hideMusic':
        await this.#playlist.setAbsent(request.hidden);
        break;
      case 'musicProgramme':
        this.#watch.settings = request.programme.silence;
        await this.#playlist.follow(request.programme);
        break;
      case 'skipTrack':
        await this.#playlist.skip();
        break;
      case 'trackLoudness':
        this.#playlist.levels.learn(request.tracks);
    }
    this.report();
  }

  /** Whether a block of this length would be rendered without music that is there. */
  lacks(frames: number): boolean {
    return this.due && this.#playlist.bufferedFrames < frames;
  }

  /** The mixer takes music, and it is time to look for more. */
  get due(): boolean {
    return this.#mixer?.takesMusic === true && this.#mixer.frame >= this.#searchAtFrame;
  }

  async refill(): Promise<void> {
    await this.#playlist.fill();
    if (this.#playlist.bufferedFrames === 0 && this.#mixer !== undefined)
      this.#searchAtFrame = this.#mixer.frame + SEARCH_AGAIN_FRAMES;
  }

  /** A stretch has been rendered, with these peaks (0–1). */
  measured(music: number, voice: number): void {
    // Silence needs no report of where it is.
    const silent = music === 0 && voice === 0;
    if (!silent || !this.#silent) this.report(true);
    this.#silent = silent;
    this.#listen(music);
  }

  /** Music that nobody can hear is turned down on purpose. @param volume 0–100 */
  turnedTo(volume: number): void {
    this.#volume = volume;
  }

  /** Tells what plays, if that has changed. */
  report(always = false): void {
    const { track, path, next, fallback, positionFrames, bufferedFrames } = this.#playlist;
    const playing = this.#mixer?.musicState ?? 'paused';
    const state: MusicReport['state'] = this.#noMusic && bufferedFrames === 0 ? 'none' : playing;
    const key = [state, path, next, fallback].join('\n');
    if (this.#closed || (!always && key === this.#reported)) return;
    this.#reported = key;
    this.#post({
      type: 'music',
      state,
      positionFrames,
      fallback,
      ...(track === undefined || path === undefined ? {} : { track, path }),
      ...(next === undefined ? {} : { next }),
    });
  }

  /** No more is looked for or told. */
  quieten(): void {
    this.#closed = true;
  }

  async close(): Promise<void> {
    await this.#playlist.close();
  }

  /** Music first, so that it starts as soon as there is any; the demo track is only made when there is none. */
  async #find(): Promise<void> {
    await this.#playlist.fill();
    const { demoFolder } = this.#settings;
    if (this.#playlist.bufferedFrames > 0 || demoFolder === undefined || !this.#demoDue || this.#closed) return;
    // Where it cannot be written, the search that follows finds nothing and says so.
    await writeDemoTrack(demoFolder).catch(() => undefined);
    this.#demoDue = false;
    await this.#playlist.fill();
  }

  /** Wanted music that is not heard: first the next tracks are tried, then wider lists, the product's own music at last. */
  #listen(music: number): void {
    const state = this.#mixer?.musicState;
    // Speech is no music, and its silence counts neither way.
    if (state === 'ducked') return;
    if (state !== 'playing' || this.#noMusic || this.#volume === 0) {
      this.#watch.rest();
      if (!this.#wanted) this.#showSilent(false);
      return;
    }
    const heard = this.#watch.heard(music, LEVEL_MS);
    if (heard === 'sound') {
      this.#silences = 0;
      if (!this.#playlist.passingOver) this.#showSilent(false);
    } else if (heard === 'silent') {
      this.#showSilent(true);
      this.#trying ??= this.#tryOther().finally(() => {
        this.#trying = undefined;
      });
    }
  }

  async #tryOther(): Promise<void> {
    if (++this.#silences <= TRACKS_TRIED) return this.#playlist.skip();
    this.#silences = 0;
    const { demoFolder } = this.#settings;
    // Where it cannot be written, there is one list less to try.
    if (demoFolder !== undefined) await writeDemoTrack(demoFolder).catch(() => undefined);
    await this.#playlist.passOver();
  }

  #showSilent(active: boolean): void {
    if (this.#lamp === active) return;
    this.#lamp = active;
    const detail = active ? (this.#playlist.track ?? '') : '';
    this.#post({ type: 'fault', code: 'music/silent', active, detail });
  }

  #found(found: boolean): void {
    if (!found && this.#demoDue) return;
    this.#noMusic = !found;
    this.#post({ type: 'fault', code: 'music/none', active: !found, detail: this.#settings.musicFolders.join(', ') });
  }

  #nameUnreadable(file: string, reason: string | undefined): void {
    if (reason === undefined) this.#unreadable.delete(file);
    else this.#unreadable.set(file, reason);
    const detail = [...this.#unreadable.keys()].join(', ');
    this.#post({ type: 'fault', code: 'music/unreadable', active: this.#unreadable.size > 0, detail });
  }
}
