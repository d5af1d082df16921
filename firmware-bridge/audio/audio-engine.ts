import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';
import type {
  AudioAnswer,
  AudioCommand,
  AudioEvent,
  AudioRequest,
  AudioSettings,
  MusicReport,
  ProgrammePlan,
} from './audio-messages.ts';
import { CardPace } from './card-pace.ts';
import { synthesiseChime } from './chime.ts';
import { writeDemoTrack } from './demo-track.ts';
import { Mixer, type MixerEvent } from './mixer.ts';
import { BLOCK_FRAMES, CHANNELS, msToFrames } from './pcm-format.ts';
import { Playlist } from './playlist.ts';
import { type Programme, renderRound, type Segment } from './programme.ts';
import { SinkKeeper } from './sink-keeper.ts';
import { conditionVoice } from './voice-clip.ts';
import { encodeWav } from './wav.ts';

/** With no music to be found, the folders are looked at again after this much silence. */
const SEARCH_AGAIN_FRAMES = msToFrames(5_000);

/** Everything inside the worker thread: mixer, music, clips and sink, driven by commands and answering with events. */
export class AudioEngine {
  readonly #settings: AudioSettings;
  readonly #post: (event: AudioEvent) => void;
  readonly #mixer: Mixer;
  readonly #music: Playlist;
  readonly #sink: SinkKeeper;
  readonly #pace: CardPace | undefined;
  readonly #clips = new Map<string, Int16Array>();
  readonly #unreadable = new Map<string, string>();
  readonly #counters = new Map<string, number>();
  #chime: Int16Array | undefined;
  #owedFrames = 0;
  #draining: Promise<void> | undefined;
  #searchAtFrame = 0;
  #reported = '';
  #silent = false;
  #noMusic = false;
  #musicWanted = false;
  #demoDue: boolean;
  #closed = false;

  constructor(settings: AudioSettings, timers: Timers, post: (event: AudioEvent) => void) {
    this.#settings = settings;
    this.#post = post;
    this.#demoDue = settings.demoFolder !== undefined;
    const folders = [...settings.musicFolders, ...(settings.demoFolder === undefined ? [] : [settings.demoFolder])];
    this.#music = new Playlist(folders, {
      unreadable: (file, reason) => this.#nameUnreadable(file, reason),
      readable: (file) => this.#nameUnreadable(file, undefined),
      music: (found) => this.#musicFound(found),
    });
    this.#mixer = new Mixer(settings.mixer, this.#music, (event) => this.#mixed(event));
    this.#pace = settings.pace === 'card' ? new CardPace(timers, (frames) => this.#advance(frames)) : undefined;
    this.#sink = new SinkKeeper(settings.sink, timers, {
      opened: () => this.#pace?.begin(() => this.#sink.playedFrames()),
      working: () => post({ type: 'fault', code: 'audio/sink-dead', active: false, detail: '' }),
      dead: (reason) => {
        this.#pace?.end();
        this.#mixer.stop('audio/sink-dead');
        post({ type: 'fault', code: 'audio/sink-dead', active: true, detail: reason });
      },
      counted: (name, value) => post({ type: 'counter', name, value }),
    });
    this.#sink.start();
  }

  take(command: AudioCommand): void {
    if (command.type === 'tick') {
      this.#owedFrames += command.frames;
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = undefined;
      });
      return;
    }
    const { id, request } = command;
    this.#answer(request).then(
      (value) => this.#post({ type: 'answered', id, value }),
      (error: unknown) => {
        const { code, retryable } = error instanceof AudioError ? error : { code: 'audio/failed', retryable: true };
        this.#post({
          type: 'refused',
          id,
          code,
          retryable,
          message: error instanceof Error ? error.message : String(error),
        });
      },
    );
  }

  async #answer(request: AudioRequest): Promise<AudioAnswer> {
    switch (request.type) {
      case 'loadClip':
        return this.#loadClip(request.key, request.wav);
      case 'dropClip':
        this.#clips.delete(request.key);
        return undefined;
      case 'air': {
        if (!this.#sink.open || this.#sink.dead)
          throw new AudioError('audio/sink-dead', 'the loudspeakers cannot be reached');
        if (this.#mixer.muted) throw new AudioError('audio/muted', 'the loudspeakers are muted');
        this.#mixer.air(this.#programme(request.plan));
        this.#reportMusic();
        return undefined;
      }
      case 'stop':
        this.#mixer.stop(request.code);
        this.#reportMusic();
        return undefined;
      case 'mute':
        this.#mixer.mute(request.code);
        this.#reportMusic();
        await this.#sink.dropWaiting();
        return undefined;
      case 'unmute':
        this.#mixer.unmute();
        this.#reportMusic();
        return undefined;
      case 'listen':
        return encodeWav(renderRound(this.#programme(request.plan)));
      case 'playMusic':
        this.#musicWanted = true;
        await this.#findMusic();
        // A pause meanwhile wins.
        if (this.#musicWanted) this.#mixer.playMusic();
        this.#reportMusic();
        return undefined;
      case 'pauseMusic':
        this.#musicWanted = false;
        this.#mixer.pauseMusic();
        this.#reportMusic();
        return undefined;
      case 'setVolume':
        this.#mixer.setVolume(request.volume);
        return undefined;
      case 'breakSink':
        await this.#sink.setBroken(request.broken);
        return undefined;
      case 'hideMusic':
        await this.#music.setAbsent(request.hidden);
        this.#reportMusic();
        return undefined;
      case 'drained':
        await this.#draining;
        return undefined;
      case 'close':
        await this.#close();
        return undefined;
    }
  }

  async #loadClip(key: string, wav: Uint8Array): Promise<number> {
    const clip = await conditionVoice(wav).catch((error: unknown) => {
      throw new AudioError('speech/failed', 'the engine gave no WAV', { cause: error });
    });
    if (clip.length === 0) throw new AudioError('speech/silent', 'the engine gave only silence');
    this.#clips.set(key, clip);
    this.#chimePcm();
    return clip.length;
  }

  #programme(plan: ProgrammePlan): Programme {
    const chime = this.#chimePcm();
    const round = plan.round.map((part): Segment => {
      if (part.kind === 'chime') return { kind: 'chime', frames: chime.length, pcm: chime };
      if (part.kind === 'pause') return { kind: 'pause', frames: part.frames };
      const pcm = this.#clips.get(part.clip);
      if (pcm === undefined) throw new AudioError('audio/clip-missing', 'the speech is not loaded');
      return { kind: 'speech', frames: pcm.length, pcm };
    });
    return { id: plan.id, round, times: plan.times, gapFrames: plan.gapFrames };
  }

  /** Made once, with the first clip at the latest: not in the moment of a call. */
  #chimePcm(): Int16Array {
    this.#chime ??= synthesiseChime();
    return this.#chime;
  }

  /** Music first, so that it starts as soon as there is any; the demo track is only made when there is none. */
  async #findMusic(): Promise<void> {
    await this.#music.fill();
    const { demoFolder } = this.#settings;
    if (this.#music.bufferedFrames > 0 || demoFolder === undefined || !this.#demoDue || this.#closed) return;
    // Where it cannot be written, the search that follows finds nothing and says so.
    await writeDemoTrack(demoFolder).catch(() => undefined);
    this.#demoDue = false;
    await this.#music.fill();
  }

  async #drain(): Promise<void> {
    while (this.#owedFrames > 0 && !this.#closed) {
      const frames = Math.min(BLOCK_FRAMES, this.#owedFrames);
      if (this.#mixer.takesMusic && this.#music.bufferedFrames < frames && this.#maySearch()) await this.#refill();
      this.#owedFrames -= frames;
      if (this.#sink.open) this.#render(frames);
    }
  }

  /** Called by the card's pace, which cannot wait. */
  #advance(frames: number): void {
    for (let left = frames; left > 0 && this.#sink.open && !this.#sink.full; left -= BLOCK_FRAMES)
      this.#render(BLOCK_FRAMES);
  }

  #render(frames: number): void {
    const out = new Int16Array(frames * CHANNELS);
    this.#mixer.render(out);
    this.#sink.write(out);
    this.#pace?.wrote(frames);
    if (this.#mixer.takesMusic && this.#maySearch()) void this.#refill();
  }

  #maySearch(): boolean {
    return this.#mixer.frame >= this.#searchAtFrame;
  }

  async #refill(): Promise<void> {
    await this.#music.fill();
    if (this.#music.bufferedFrames === 0) this.#searchAtFrame = this.#mixer.frame + SEARCH_AGAIN_FRAMES;
  }

  #mixed(event: MixerEvent): void {
    this.#post(event);
    if (event.type === 'level') {
      this.#count('starvedFrames', this.#mixer.starvedFrames);
      this.#count('limitedFrames', this.#mixer.limitedFrames);
      // Silence needs no report of where it is.
      const silent = event.music === 0 && event.voice === 0;
      if (!silent || !this.#silent) this.#reportMusic(true);
      this.#silent = silent;
    } else if (event.type === 'airEnded') this.#reportMusic();
  }

  #reportMusic(always = false): void {
    const { track, positionFrames, bufferedFrames } = this.#music;
    const state: MusicReport['state'] = this.#noMusic && bufferedFrames === 0 ? 'none' : this.#mixer.musicState;
    const key = `${state} ${track ?? ''}`;
    if (this.#closed || (!always && key === this.#reported)) return;
    this.#reported = key;
    this.#post({ type: 'music', state, positionFrames, ...(track === undefined ? {} : { track }) });
  }

  #musicFound(found: boolean): void {
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

  #count(name: string, value: number): void {
    if (this.#counters.get(name) === value || (value === 0 && !this.#counters.has(name))) return;
    this.#counters.set(name, value);
    this.#post({ type: 'counter', name, value });
  }

  async #close(): Promise<void> {
    this.#closed = true;
    this.#pace?.end();
    await this.#draining;
    this.#mixer.stop('audio/closed');
    await this.#music.close();
    await this.#sink.close();
  }
}
