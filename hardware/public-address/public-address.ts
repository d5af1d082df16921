import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { AudioEvent, AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';
import { measureInWorker } from '../../firmware-bridge/audio/measure-tracks.ts';
import { type MixerLink, openMixerWorker } from '../../firmware-bridge/audio/mixer-link.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import type {
  AirEvent,
  Announcement,
  AnnouncementTimeline,
  MusicState,
  OnAir,
  PublicAddress,
  ReadAloud,
  Recording,
} from '../../src/ports/public-address.ts';
import { createHealth } from '../device-health.ts';
import { Airings } from './airings.ts';
import type { AnnouncementPlan } from './announcement-plan.ts';
import { AroundTheAir } from './around-the-air.ts';
import { showAudioFault } from './audio-faults.ts';
import { type BenchPart, switchRequest } from './bench-switch.ts';
import { inDeskWords } from './in-desk-words.ts';
import { mixerSettings } from './mixer-settings.ts';
import { MixerSupervisor } from './mixer-supervisor.ts';
import { MusicDeck } from './music-deck.ts';
import { openSpeaker } from './open-speaker.ts';
import { OwnerPace } from './owner-pace.ts';
import { publicAddressSentence } from './public-address-sentences.ts';
import { DEFAULT_PUBLIC_ADDRESS, type PublicAddressOptions } from './public-address-settings.ts';
import type { Recordings } from './recordings.ts';
import { soundIn } from './sound-in.ts';
import { SoundMeter } from './sound-meter.ts';
import type { Purpose, Speaker } from './speaker.ts';

/** The loudspeakers of the plaza: one mixer in its own thread, speech rendered before it is aired, real or simulated by its sink. */
export class MixerPublicAddress implements PublicAddress {
  readonly kind = 'public-address';
  readonly id: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly player: MusicDeck;
  readonly around: AroundTheAir;
  readonly microphone;
  readonly zones;
  readonly #clock: Clock;
  readonly #health;
  readonly #supervisor: MixerSupervisor;
  readonly #speaker: Speaker;
  readonly #recordings: Recordings;
  readonly #pace: OwnerPace | undefined;
  readonly #listeners = new Set<(event: AirEvent) => void>();
  readonly #meter = new SoundMeter(() => this.#clock.monotonicMs());
  readonly level = () => this.#meter.level();
  readonly health = () => this.#health.snapshot();
  readonly onHealth = (listener: (health: DeviceHealth) => void) => this.#health.onChange(listener);
  readonly #onLevel: (music: number, speech: number) => void;
  readonly #airings: Airings;
  /** Moves on with every announce and stop: what was being prepared before then must not go on the air. */
  #turn = 0;
  /** Why the loudspeakers are muted, if they are. */
  #muted: string | undefined;
  readonly #switchedOff = new Set<BenchPart>();

  constructor(options: PublicAddressOptions, onLevel: (music: number, speech: number) => void = () => {}) {
    this.id = options.id;
    this.simulated = options.sink.kind !== 'alsa';
    this.model = options.sink.kind;
    this.#clock = options.clock;
    this.#health = createHealth({ clock: options.clock });
    this.#onLevel = onLevel;
    const emit = (event: AirEvent) => this.#emit(event);
    this.#airings = new Airings(() => this.#clock.monotonicMs(), emit);
    const ask = (request: AudioRequest) => this.#supervisor.mixer.ask(request);
    this.around = new AroundTheAir(options, this.#health, ask, emit, () => this.#airings.any);
    this.microphone = this.around.microphone;
    this.zones = this.around.zones;
    ({ speaker: this.#speaker, recordings: this.#recordings } = openSpeaker(options, this.#health));
    const settings = mixerSettings(options);
    this.player = new MusicDeck({
      folders: [...settings.musicFolders, ...(settings.demoFolder === undefined ? [] : [settings.demoFolder])],
      dataFolder: options.dataFolder,
      measure: options.measureTracks ?? measureInWorker,
      volume: options.settings?.musicVolume ?? DEFAULT_PUBLIC_ADDRESS.musicVolume,
      ask: (request) => this.#ask(request),
      tell: (request) => this.#pass(request),
      changed: () => emit({ type: 'musicChanged', music: this.music() }),
    });
    this.#supervisor = new MixerSupervisor(options.openMixer ?? openMixerWorker, settings, options.clock, {
      opened: (link) => this.#begin(link),
      event: (event) => this.#heard(event),
      died: () => this.#lostMixer(),
    });
    if (this.simulated) {
      const tick = (frames: number) => {
        if (this.#supervisor.there) this.#supervisor.mixer.tick(frames);
      };
      this.#pace = new OwnerPace(options.clock, () => this.#airings.any || this.player.wanted, tick);
    }
  }

  async start(): Promise<void> {
    this.#supervisor.start();
    this.player.start();
    await this.around.start();
  }

  async stop(): Promise<void> {
    this.#turn++;
    this.#pace?.end();
    await this.player.stop();
    await this.#supervisor.stop();
    this.#airings.cutAll('audio/closed');
    await this.around.stop();
    this.#speaker.forget();
  }

  readBy(reading: ReadAloud): void {
    this.#speaker.readBy(reading);
  }

  async prepare(announcement: Announcement): Promise<AnnouncementTimeline> {
    return (await inDeskWords(() => this.#plan(announcement, 'ahead'))).timeline;
  }

  async listen(announcement: Announcement): Promise<Uint8Array> {
    return inDeskWords(async () => {
      const { programme } = await this.#plan(announcement, 'desk');
      return soundIn(this.#supervisor.mixer.ask({ type: 'listen', plan: programme }));
    });
  }

  async announce(announcement: Announcement): Promise<void> {
    const turn = ++this.#turn;
    const give = async () => {
      const { programme, timeline } = await this.#plan(announcement, 'air');
      await this.around.ready(announcement);
      if (this.#muted !== undefined) throw new AudioError('audio/muted', 'the loudspeakers are muted');
      if (turn !== this.#turn) throw new AudioError('audio/overtaken', 'stopped or overtaken before it began');
      const asked = this.#supervisor.mixer.ask({ type: 'air', plan: programme });
      this.#airings.add(programme.id, announcement, timeline);
      this.#wake();
      await asked.catch((error: unknown) => {
        this.#airings.refused(programme.id);
        throw error;
      });
    };
    await inDeskWords(() => this.around.giving(give));
  }

  async stopAnnouncement(code: string, when: 'at-once' | 'at-sentence' = 'at-once'): Promise<void> {
    this.#turn++;
    if (this.#supervisor.there) await this.#ask({ type: 'stop', code, when });
  }

  async endLive(): Promise<void> {
    if (this.#supervisor.there) await this.#ask({ type: 'endLive' });
  }

  recordings(): Promise<readonly Recording[]> {
    return inDeskWords(async () => this.#recordings.list(this.#supervisor.mixer));
  }

  keepRecording(id: string, wav: Uint8Array): Promise<Recording> {
    return inDeskWords(async () => this.#recordings.keep(id, wav, this.#supervisor.mixer));
  }

  removeRecording(id: string): Promise<void> {
    return inDeskWords(() => this.#recordings.remove(id));
  }

  mute(code: string): void {
    this.#turn++;
    this.#muted = code;
    this.#tell({ type: 'mute', code });
  }

  unmute(): void {
    this.#muted = undefined;
    this.#tell({ type: 'unmute' });
  }

  onAir(): OnAir | undefined {
    return this.#airings.onAir();
  }

  music(): MusicState {
    return this.player.state();
  }

  playMusic(): Promise<void> {
    return this.player.play();
  }

  pauseMusic(): Promise<void> {
    return this.player.pause();
  }

  setMusicVolume(volume: number): Promise<void> {
    return this.player.setVolume(volume);
  }

  onEvent(listener: (event: AirEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Bench: the speech engine is another one now; what was spoken and what was wrong with it counts no more. */
  forgetSpeech(): void {
    this.#speaker.forget();
    this.#health.clearAll('speech/');
  }

  /** Bench: switches one part of the chain off. */
  async simulate(part: BenchPart, off: boolean): Promise<void> {
    if (off) this.#switchedOff.add(part);
    else this.#switchedOff.delete(part);
    this.#wake();
    // Before the start there is no mixer yet; it is told when it begins.
    if (this.#supervisor.there) await this.#ask(switchRequest(part, off));
  }

  async #plan(announcement: Announcement, purpose: Purpose): Promise<AnnouncementPlan> {
    return this.#speaker.plan(announcement, this.#supervisor.mixer, purpose);
  }

  #begin(mixer: MixerLink): void {
    const ignore = () => {};
    if (this.#muted !== undefined) mixer.ask({ type: 'mute', code: this.#muted }).catch(ignore);
    for (const part of this.#switchedOff) mixer.ask(switchRequest(part, true)).catch(ignore);
    this.player.begin(mixer);
    if (this.player.wanted) this.#tell({ type: 'playMusic' });
    // What cannot be read is found before it is needed.
    this.#recordings.list(mixer).catch(ignore);
  }

  #lostMixer(): void {
    this.#speaker.forget();
    this.#health.count('mixerRestarts');
    this.#health.raise({ code: 'audio/worker-dead', says: publicAddressSentence('audio/worker-dead') });
    this.#airings.cutAll('audio/worker-dead');
    this.around.ended();
    this.around.lostMixer();
  }

  #heard(event: AudioEvent): void {
    switch (event.type) {
      case 'airStarted':
      case 'roundStarted':
      case 'liveOpened':
      case 'airEnded':
        this.#airings.heard(event);
        if (event.type === 'airEnded') this.around.ended();
        return;
      case 'takeLevel':
      case 'takeEnded':
      case 'soundChecked':
        this.around.heard(event);
        return;
      case 'music':
        this.player.heard(event);
        this.around.plays(event.state === 'playing' || event.state === 'ducked');
        return;
      case 'level':
        this.#meter.heard(event.music, event.voice);
        this.#onLevel(event.music, event.voice);
        return;
      case 'fault':
        showAudioFault(this.#health, event);
        return;
      case 'counter':
        this.#health.setCounter(event.name, event.value);
        return;
    }
  }

  #wake(): void {
    if (this.#supervisor.there) this.#pace?.wake();
  }

  /** A mixer that is gone is told when it is back. */
  #tell(request: AudioRequest): void {
    this.#wake();
    this.#pass(request);
  }

  #pass(request: AudioRequest): void {
    if (this.#supervisor.there) this.#supervisor.mixer.ask(request).catch(() => {});
  }

  async #ask(request: AudioRequest): Promise<void> {
    this.#wake();
    await inDeskWords(() => this.#supervisor.mixer.ask(request));
  }

  #emit(event: AirEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
