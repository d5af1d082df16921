import type { Sentence } from './device.ts';

/** Which music is played, and how. */
export interface MusicProgramme {
  /** Folder below the music folder; absent: everything in it. */
  readonly folder?: string;
  /** In an order of chance, every track once before one comes again; otherwise in the order of their names. */
  readonly shuffle: boolean;
  /** How long one track fades into the next; 0: without a gap. */
  readonly crossfadeMs: number;
  /** How another list takes over: by a crossfade now, or when the track that is heard has ended. */
  readonly change: 'crossfade' | 'track-end';
  /** Every track is brought to this loudness, as far as its peak allows. */
  readonly targetLufs: number;
  /** The volume is never above this, 0–100. */
  readonly loudest: number;
  /** Music that stays below this peak (dB below full scale) for so long is taken for a fault. */
  readonly silence: { readonly afterMs: number; readonly belowDb: number };
}

/** One file of the music folder. */
export interface MusicTrack {
  readonly name: string;
  /** Below the music folder; empty: directly in it. */
  readonly folder: string;
  /** Absent until it has been measured. */
  readonly seconds?: number;
  /** Integrated loudness (EBU R128); absent until it has been measured. */
  readonly lufs?: number;
  /** What it is made louder (or softer, below 0) by; absent until it has been measured. */
  readonly gainDb?: number;
  /** Why it cannot be played. */
  readonly unreadable?: Sentence;
}

/** What is heard of the music. */
export interface MusicNow {
  readonly track?: string;
  /** Below the music folder. Absent also when the product's own music is heard. */
  readonly folder?: string;
  readonly positionMs: number;
  /** Of the track; absent until it has been measured. */
  readonly durationMs?: number;
  readonly next?: string;
  /** The list that was asked for has nothing to play, or gives only silence: this is from a wider one. */
  readonly fallback: boolean;
}

/** Plays background music by lists. */
export interface MusicPlayer {
  /** Plays this from now on, also over a trouble of the device and before its start. Never throws. */
  follow(programme: MusicProgramme): void;
  /** The next track takes over by a crossfade. @throws DeviceError */
  skip(): Promise<void>;
  now(): MusicNow;
  /** All files there are, looked up now; new ones are measured in the background. */
  tracks(): Promise<readonly MusicTrack[]>;
  /** Files still to be measured. */
  measuring(): number;
}
