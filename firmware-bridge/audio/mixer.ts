import { AirChannel, CUT_FRAMES } from './air-channel.ts';
import { Limiter } from './limiter.ts';
import { CHANNELS, dbToGain, FULL_SCALE, LEVEL_FRAMES, msToFrames } from './pcm-format.ts';
import type { Programme } from './programme.ts';
import { Ramp } from './ramp.ts';

/** How music makes room for speech. */
export interface MixerSettings {
  /** How far music goes down under speech, in dB below its own volume: −14 to −18 keeps words clear. */
  readonly duckDb: number;
  /** Music goes down in this time, before the first sound of an announcement. */
  readonly attackMs: number;
  /** Music comes back in this time. */
  readonly releaseMs: number;
  /** `duck`: music plays on quietly; `pause`: music holds its place until speech is over. */
  readonly musicUnderSpeech: 'duck' | 'pause';
}

/** Where music comes from: interleaved stereo samples, pulled. */
export interface MusicReader {
  /** Fills `frames` frames of `out`; answers how many there were. The rest of `out` is untouched. */
  read(out: Int16Array, frames: number): number;
}

/** What happened, with the exact frame (counted from the mixer's start) it happened at. */
export type MixerEvent =
  | { readonly type: 'airStarted'; readonly id: string; readonly atFrame: number }
  | { readonly type: 'roundStarted'; readonly id: string; readonly round: number; readonly atFrame: number }
  /** The first frame of the live part. */
  | { readonly type: 'liveOpened'; readonly id: string; readonly atFrame: number }
  | {
      readonly type: 'airEnded';
      readonly id: string;
      readonly ending: 'completed' | 'cut';
      readonly code?: string;
      readonly rounds: number;
      readonly atFrame: number;
      /** Cut: the frame of its own time at which it can go on; absent when nothing of it was ever heard. */
      readonly resumeFrame?: number;
    }
  /** Peaks 0–1 of 100 ms. */
  | { readonly type: 'level'; readonly music: number; readonly voice: number };

/** Music starts, pauses and changes volume over this long, without a click. */
const MUSIC_FADE_FRAMES = msToFrames(20);

/** The mixer: music and one announcement in, one stream out, pulled block by block. Pure: no clock, no I/O. */
export class Mixer {
  readonly #settings: MixerSettings;
  readonly #music: MusicReader;
  readonly #emit: (event: MixerEvent) => void;
  readonly #limiter = new Limiter();
  readonly #volume = new Ramp(0.5);
  readonly #playing = new Ramp(0);
  readonly #duckDb = new Ramp(0);
  #duckGain = 1;
  /** How far music goes down for what is on the air. */
  #depthDb = 0;
  #wantsMusic = false;
  #muted = false;
  readonly #air: AirChannel;
  #frame = 0;
  #musicPeak = 0;
  #voicePeak = 0;
  #levelFrames = 0;
  /** Frames for which music was due but not decoded yet. */
  starvedFrames = 0;

  constructor(settings: MixerSettings, music: MusicReader, emit: (event: MixerEvent) => void) {
    this.#settings = settings;
    this.#music = music;
    this.#emit = emit;
    this.#air = new AirChannel(emit);
  }

  /** Frames rendered so far. */
  get frame(): number {
    return this.#frame;
  }
  get limitedFrames(): number {
    return this.#limiter.limitedFrames;
  }
  get muted(): boolean {
    return this.#muted;
  }
  get airing(): boolean {
    return this.#air.busy;
  }
  /** Music frames will be taken by the next render. */
  get takesMusic(): boolean {
    return this.#playing.value > 0 || this.#playing.target > 0;
  }
  get musicState(): 'playing' | 'paused' | 'ducked' {
    if (!this.#wantsMusic || this.#muted) return 'paused';
    return this.#air.busy ? 'ducked' : 'playing';
  }

  playMusic(): void {
    this.#wantsMusic = true;
    if (this.#muted) return;
    if (!this.#air.busy || this.#settings.musicUnderSpeech === 'duck') this.#playing.to(1, MUSIC_FADE_FRAMES, 1);
  }

  pauseMusic(): void {
    this.#wantsMusic = false;
    this.#playing.to(0, MUSIC_FADE_FRAMES, 1);
  }

  /** @param volume 0–100; 100 is the file as it is. */
  setVolume(volume: number): void {
    this.#volume.to(Math.min(100, Math.max(0, volume)) / 100, MUSIC_FADE_FRAMES);
  }

  /** Puts a programme on the air; whatever is on the air is cut. Its first sound waits only for music to go down. */
  air(programme: Programme): void {
    this.#air.cut('audio/superseded', this.#frame);
    const attackFrames = msToFrames(this.#settings.attackMs);
    const { musicUnderSpeech } = this.#settings;
    const heard = this.takesMusic;
    // Quieter words are as clear as loud ones: music goes down by as much more.
    this.#depthDb = this.#settings.duckDb + Math.min(0, programme.gainDb ?? 0);
    const rises = this.#depthDb > this.#duckDb.value;
    if (musicUnderSpeech === 'pause') this.#playing.to(0, attackFrames, 1);
    else if (heard) this.#duckDb.to(this.#depthDb, attackFrames, Math.abs(this.#depthDb));
    else this.#setDuck(this.#depthDb);
    const downFrames = rises ? 0 : this.#duckDb.framesLeft;
    const leadFrames = Math.max(downFrames, musicUnderSpeech === 'pause' ? this.#playing.framesLeft : 0);
    this.#air.begin(programme, heard ? leadFrames : 0);
  }

  /** Cuts what is on the air within one block; music comes back. */
  stop(code: string): void {
    if (!this.#air.busy) return;
    this.#air.cut(code, this.#frame);
    this.#release();
  }

  /** Ends what is on the air at its next breath, to the sample; nothing new is begun by then. Music comes back. */
  stopAtBreath(code: string): void {
    if (this.#air.endAtBreath(code, this.#frame)) this.#release();
  }

  /** A live part ends here, and with it the programme. Music comes back. */
  endLive(): void {
    if (this.#air.endLive(this.#frame)) this.#release();
  }

  /** Silence within 5 ms, until {@link unmute}: what is on the air is cut, music holds its place. Nothing must be aired meanwhile. */
  mute(code: string): void {
    this.stop(code);
    this.#muted = true;
    this.#playing.to(0, CUT_FRAMES, 1);
  }

  /** Music goes on where it was, if it was playing. */
  unmute(): void {
    this.#muted = false;
    if (this.#wantsMusic) this.#playing.to(1, MUSIC_FADE_FRAMES, 1);
  }

  /** Renders as many frames as `out` (interleaved) holds. */
  render(out: Int16Array): void {
    const frames = out.length / CHANNELS;
    const voice = new Int16Array(frames);
    const ended = this.#air.read(voice, this.#frame);
    const music = this.#readMusic(frames);
    this.#sum(out, music, voice, frames);
    this.#frame += frames;
    // After the block, not at the exact frame: music never comes up under the last word, and 10 ms of a slow ramp are not heard.
    if (ended && !this.#air.busy) this.#release();
  }

  #readMusic(frames: number): Int16Array | undefined {
    if (!this.takesMusic) return undefined;
    // Exactly the frames that will be heard are taken: a paused track goes on at the very next sample.
    const heard = this.#playing.target === 0 ? Math.min(frames, this.#playing.framesLeft) : frames;
    const music = new Int16Array(frames * CHANNELS);
    const got = this.#music.read(music, heard);
    this.starvedFrames += heard - got;
    return music;
  }

  #sum(out: Int16Array, music: Int16Array | undefined, voice: Int16Array, frames: number): void {
    for (let frame = 0; frame < frames; frame++) {
      const gain = this.#musicGain();
      const left = (music?.[frame * 2] ?? 0) * gain;
      const right = (music?.[frame * 2 + 1] ?? 0) * gain;
      const said = voice[frame] ?? 0;
      const peak = Math.max(Math.abs(left + said), Math.abs(right + said));
      const limit = this.#limiter.gainFor(peak);
      out[frame * 2] = Math.round((left + said) * limit);
      out[frame * 2 + 1] = Math.round((right + said) * limit);
      this.#measure(Math.max(Math.abs(left), Math.abs(right)), Math.abs(said));
    }
  }

  #musicGain(): number {
    if (this.#duckDb.moving) this.#duckGain = dbToGain(this.#duckDb.next());
    return this.#playing.next() * this.#volume.next() * this.#duckGain;
  }

  #measure(music: number, voice: number): void {
    if (music > this.#musicPeak) this.#musicPeak = music;
    if (voice > this.#voicePeak) this.#voicePeak = voice;
    if (++this.#levelFrames < LEVEL_FRAMES) return;
    this.#emit({ type: 'level', music: this.#musicPeak / FULL_SCALE, voice: this.#voicePeak / FULL_SCALE });
    this.#musicPeak = 0;
    this.#voicePeak = 0;
    this.#levelFrames = 0;
  }

  #release(): void {
    const { releaseMs, musicUnderSpeech } = this.#settings;
    const releaseFrames = msToFrames(releaseMs);
    if (musicUnderSpeech === 'pause') {
      if (this.#wantsMusic && !this.#muted) this.#playing.to(1, releaseFrames, 1);
    } else if (this.takesMusic) this.#duckDb.to(0, releaseFrames, Math.abs(this.#depthDb));
    else this.#setDuck(0);
  }

  #setDuck(db: number): void {
    this.#duckDb.to(db, 0);
    this.#duckGain = dbToGain(db);
  }
}
