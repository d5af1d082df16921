import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';
import type {
  AudioAnswer,
  AudioCommand,
  AudioEvent,
  AudioRequest,
  AudioSettings,
  ProgrammePlan,
} from './audio-messages.ts';
import { CardPace } from './card-pace.ts';
import { synthesiseChime } from './chime.ts';
import { ClipStore } from './clip-store.ts';
import { LiveDesk } from './live-desk.ts';
import { Mixer, type MixerEvent } from './mixer.ts';
import { MusicDesk } from './music-desk.ts';
import { BLOCK_FRAMES, CHANNELS } from './pcm-format.ts';
import { type Programme, renderRound, type Segment } from './programme.ts';
import { SinkKeeper } from './sink-keeper.ts';
import { encodeWav } from './wav.ts';

/** Everything inside the worker thread: mixer, music, clips and sink, driven by commands and answering with events. */
export class AudioEngine {
  readonly #post: (event: AudioEvent) => void;
  readonly #mixer: Mixer;
  readonly #music: MusicDesk;
  readonly #live: LiveDesk;
  readonly #sink: SinkKeeper;
  readonly #pace: CardPace | undefined;
  readonly #clips = new ClipStore();
  readonly #counters = new Map<string, number>();
  #chime: Int16Array | undefined;
  #owedFrames = 0;
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(settings: AudioSettings, timers: Timers, post: (event: AudioEvent) => void) {
    this.#post = post;
    this.#music = new MusicDesk(settings, post);
    this.#mixer = new Mixer(settings.mixer, this.#music.reader, (event) => this.#mixed(event));
    this.#music.feed(this.#mixer);
    this.#live = new LiveDesk(settings, timers, post);
    this.#live.feed(this.#mixer);
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
      case 'dropClip':
      case 'measureRecording':
        return this.#clips.answer(request).finally(() => this.#chimePcm());
      case 'air': {
        if (!this.#sink.open || this.#sink.dead)
          throw new AudioError('audio/sink-dead', 'the loudspeakers cannot be reached');
        if (this.#mixer.muted) throw new AudioError('audio/muted', 'the loudspeakers are muted');
        const programme = this.#programme(request.plan);
        this.#live.airs(request.plan);
        this.#mixer.air(programme);
        this.#music.report();
        return undefined;
      }
      case 'stop':
        if (request.when === 'at-once') this.#mixer.stop(request.code);
        else this.#mixer.stopAtBreath(request.code);
        this.#music.report();
        return undefined;
      case 'mute':
        this.#mixer.mute(request.code);
        this.#music.report();
        await this.#sink.dropWaiting();
        return undefined;
      case 'unmute':
        this.#mixer.unmute();
        this.#music.report();
        return undefined;
      case 'listen':
        return encodeWav(renderRound(this.#programme(request.plan)));
      case 'playMusic':
      case 'pauseMusic':
      case 'musicProgramme':
      case 'skipTrack':
      case 'trackLoudness':
      case 'hideMusic':
        return this.#music.answer(request);
      case 'openMicrophone':
      case 'endLive':
      case 'startTake':
      case 'endTake':
      case 'troubleMicrophone':
      case 'amplifierOff':
        return this.#live.answer(request);
      case 'setVolume':
        this.#mixer.setVolume(request.volume);
        this.#music.turnedTo(request.volume);
        return undefined;
      case 'breakSink':
        await this.#sink.setBroken(request.broken);
        return undefined;
      case 'drained':
        await this.#draining;
        return undefined;
      case 'close':
        await this.#close();
        return undefined;
    }
  }

  #programme(plan: ProgrammePlan): Programme {
    const chime = this.#chimePcm();
    const round = plan.round.map((part): Segment => {
      if (part.kind === 'chime') return { kind: 'chime', frames: chime.length, pcm: chime };
      if (part.kind === 'pause') return { kind: 'pause', frames: part.frames };
      if (part.kind === 'live') return { ...part, live: this.#live.input };
      const clip = this.#clips.clip(part.clip);
      return { kind: part.kind, frames: clip.pcm.length, ...clip };
    });
    return { ...plan, round };
  }

  /** Made once, with the first clip at the latest: not in the moment of a call. */
  #chimePcm(): Int16Array {
    this.#chime ??= synthesiseChime();
    return this.#chime;
  }

  async #drain(): Promise<void> {
    while (this.#owedFrames > 0 && !this.#closed) {
      const frames = Math.min(BLOCK_FRAMES, this.#owedFrames);
      if (this.#music.lacks(frames)) await this.#music.refill();
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
    this.#live.rendered(out);
    this.#pace?.wrote(frames);
    if (this.#music.due) void this.#music.refill();
  }

  #mixed(event: MixerEvent): void {
    this.#post(event);
    this.#live.mixed(event);
    if (event.type === 'level') {
      this.#count('starvedFrames', this.#mixer.starvedFrames);
      this.#count('limitedFrames', this.#mixer.limitedFrames);
      this.#music.measured(event.music, event.voice);
    } else if (event.type === 'airEnded') this.#music.report();
  }

  #count(name: string, value: number): void {
    if (this.#counters.get(name) === value || (value === 0 && !this.#counters.has(name))) return;
    this.#counters.set(name, value);
    this.#post({ type: 'counter', name, value });
  }

  async #close(): Promise<void> {
    this.#closed = true;
    this.#music.quieten();
    this.#pace?.end();
    await this.#draining;
    this.#mixer.stop('audio/closed');
    this.#live.close();
    await this.#music.close();
    await this.#sink.close();
  }
}
