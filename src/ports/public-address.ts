import type { Device, FaultSwitchboard, Sentence } from './device.ts';
import type { MusicPlayer } from './music-player.ts';

export type AnnouncementPart =
  | { readonly kind: 'chime' }
  | {
      readonly kind: 'speech';
      readonly text: string;
      readonly language: 'zh' | 'en';
      /** What is said, where that is settled already; otherwise `text` is read aloud when it is made ready. */
      readonly spoken?: readonly SpokenPiece[];
      /** No word in it is about a person: its sound may be kept on the card. Absent: in memory only. */
      readonly cacheable?: boolean;
      /** Id of the recording that is heard in its place while no engine can say it; absent: the attention tone. */
      readonly fallback?: string;
    }
  | { readonly kind: 'pause'; readonly durationMs: number }
  /** A whole recording the device keeps, by its id; see {@link PublicAddress.recordings}. */
  | {
      readonly kind: 'recording';
      readonly recording: string;
      /** Id of the recording that is heard when that one cannot be; absent: the attention tone. */
      readonly fallback?: string;
    }
  /** The desk's microphone, until {@link PublicAddress.endLive} or this long. Only in a single round, as its last part. */
  | { readonly kind: 'live'; readonly limitMs: number };

/** A stretch of what is said: written out for the ear (幺三八, 两点), and for a taught word how it sounds. */
export interface SpokenPiece {
  readonly text: string;
  /** Numbered pinyin of a taught word, `shan4 xiong2 xin4`. */
  readonly pinyin?: string;
  /** Characters or letters that sound like a taught word, for engines that read no pinyin. */
  readonly soundsLike?: string;
}

/** Turns a written text into what is said. */
export type ReadAloud = (text: string, language: 'zh' | 'en') => readonly SpokenPiece[];

/** One thing to put on the air. Priority policy lives in the desk: the device airs what it is given, one at a time. */
export interface Announcement {
  readonly id: string;
  /** One round, e.g. chime, Chinese, pause, English. */
  readonly parts: readonly AnnouncementPart[];
  /** Rounds, at least 1. */
  readonly times: number;
  /** Silence (music back up to ducked level) between two rounds. */
  readonly gapMs: number;
  /** Names of the zones it is heard in; absent: everywhere. */
  readonly zones?: readonly string[];
  /** How far below its full level everything of it is heard, dB, 0 or less; absent: full. Music makes as much more room. */
  readonly gainDb?: number;
  /** Goes on from here instead of from its beginning, as an earlier `airEnded` told it: milliseconds of its timeline. */
  readonly fromMs?: number;
}

/** The announcement drawn to scale: where each part starts and how long it lasts, rounds and gaps included. */
export interface AnnouncementTimeline {
  readonly totalMs: number;
  readonly segments: readonly {
    readonly kind: 'chime' | 'speech' | 'pause' | 'gap' | 'recording' | 'live';
    /** Round, from 1. */
    readonly round: number;
    readonly startMs: number;
    readonly durationMs: number;
    /** As written. */
    readonly text?: string;
    /** As said. */
    readonly spoken?: readonly SpokenPiece[];
    /** Id of the recording that is heard here. */
    readonly recording?: string;
    /** No engine could say the words: a recorded fallback is heard in their place. Why, e.g. `speech/no-engine`. */
    readonly unsaid?: string;
  }[];
}

/** A whole recording the device can air. */
export interface Recording {
  /** What a part of kind `recording` names. */
  readonly id: string;
  readonly name: Sentence;
  /** 0 when it cannot be read. */
  readonly seconds: number;
  /** `own`: the product's own sounds. `folder`: supplied with the plaza. `kept`: by {@link PublicAddress.keepRecording}. The last one wins. */
  readonly source: 'own' | 'folder' | 'kept';
  /** Why it cannot be aired; absent when it can. */
  readonly unreadable?: Sentence;
}

/** Recordings every public address has, composed by the product itself. */
export const OWN_RECORDINGS = ['alarm', 'all-clear', 'attention', 'welcome', 'farewell'] as const;

export type AirEvent =
  | { readonly type: 'airStarted'; readonly id: string; readonly timeline: AnnouncementTimeline }
  | { readonly type: 'roundStarted'; readonly id: string; readonly round: number }
  /**
   * `completed`, or `cut` by a stop, a newer announcement or a fault (`code`). `rounds` counts rounds heard to the end. `resumeFromMs`: where
   * the sentence began that was cut, whole milliseconds of its timeline; absent when nothing was heard. `unsaid`: why words of it were not said.
   */
  | {
      readonly type: 'airEnded';
      readonly id: string;
      readonly ending: 'completed' | 'cut';
      readonly code?: string;
      readonly rounds: number;
      readonly resumeFromMs?: number;
      readonly unsaid?: string;
    }
  /**
   * What the ear at the amplifier says of one that has ended: whether there was sound while there was speech. `no-check`: nothing could be
   * said, or it did not hear. Only where the amplifier's monitor output is wired.
   */
  | { readonly type: 'soundChecked'; readonly id: string; readonly heard: 'heard' | 'not-heard' | 'no-check' }
  /** The microphone is heard from now on: the ready light. */
  | { readonly type: 'liveOpened'; readonly id: string }
  | { readonly type: 'musicChanged'; readonly music: MusicState };

export interface MusicState {
  readonly state: 'playing' | 'paused' | 'ducked' | 'none';
  readonly track?: string;
  readonly positionMs: number;
  /** 0–100. */
  readonly volume: number;
}

/** Peaks of the last tenth of a second, 0–1 of full scale. */
export interface SoundLevel {
  readonly music: number;
  readonly speech: number;
}

/** A group of loudspeakers behind one relay. */
export interface Zone {
  /** What {@link Announcement.zones} names. */
  readonly id: string;
  readonly name: Sentence;
}

/** The desk's microphone, for recordings that are heard before they are aired. Live on the air it is a part of an announcement. */
export interface DeskMicrophone {
  /** Records, at most so long; resolves with the first sound. @throws DeviceError `microphone/…` */
  startTake(limitMs: number): Promise<void>;
  /** What was recorded, as a 16-bit WAV. @throws DeviceError `take/none` when nothing is being recorded */
  endTake(): Promise<Uint8Array>;
  /** How loud the take is (peak, 0–1), ten times a second. */
  onLevel(listener: (level: { readonly peak: number; readonly lengthMs: number }) => void): () => void;
  /** The take has ended by itself; `code`: why, where it is not its length. What was recorded is there until {@link endTake}. */
  onTakeEnded(listener: (code?: string) => void): () => void;
}

export interface OnAir {
  readonly id: string;
  readonly round: number;
  readonly positionMs: number;
  readonly timeline: AnnouncementTimeline;
}

export interface PublicAddress extends Device {
  readonly kind: 'public-address';
  /** Absent: there is no microphone. */
  readonly microphone?: DeskMicrophone | undefined;
  /** Absent: it is heard everywhere. */
  readonly zones?: readonly Zone[] | undefined;
  /** How texts are read aloud from now on; until told, as they are written. */
  readBy(reading: ReadAloud): void;
  /**
   * Renders speech ahead of time; the answer is what {@link announce} will air. Words that no engine can say stand in it as `unsaid`, so that
   * a person knows before the air. @throws DeviceError `speech/empty`, `recording/…`
   */
  prepare(announcement: Announcement): Promise<AnnouncementTimeline>;
  /** The rendered round as a 16-bit WAV for listening at the desk. @throws DeviceError also `speech/…`: at the desk nothing stands in for words */
  listen(announcement: Announcement): Promise<Uint8Array>;
  /** Puts it on the air now; resolves when the first sample is queued in the mixer. Anything on the air is cut. @throws DeviceError */
  announce(announcement: Announcement): Promise<void>;
  /**
   * Stops speech at once, or at the end of the sentence that is being said; music resumes where it was, if it was playing. Resolves when it
   * is asked for, also when nothing is on the air; the end itself is an `airEnded`.
   */
  stopAnnouncement(code: string, when?: 'at-once' | 'at-sentence'): Promise<void>;
  /** The hand has left the button: a live part ends here, and with it the announcement. Resolves also when nothing is live. */
  endLive(): Promise<void>;
  /**
   * Silences everything at once, music too, until {@link unmute}; what is on the air is cut with `code`. Holds over a stop and a trouble of
   * the device, and before its start. What would be aired meanwhile is refused with `audio/muted`. Never throws.
   */
  mute(code: string): void;
  /** Music goes on where it was, if it was playing. Never throws. */
  unmute(): void;
  /** How loud it is now. */
  level(): SoundLevel;
  onAir(): OnAir | undefined;
  /** All there are by their ids, the unreadable ones too. */
  recordings(): Promise<readonly Recording[]>;
  /**
   * Keeps a WAV as the recording of this id, in place of an older one; it is kept wholly or not at all.
   * @throws DeviceError `recording/name`, `recording/unreadable`, `recording/too-long`, `recording/disk-full`, `recording/not-kept`
   */
  keepRecording(id: string, wav: Uint8Array): Promise<Recording>;
  /** Takes away one that was kept. @throws DeviceError `recording/unknown` when there is none, `recording/not-kept` */
  removeRecording(id: string): Promise<void>;
  /** The background music by lists. */
  readonly player: MusicPlayer;
  music(): MusicState;
  playMusic(): Promise<void>;
  pauseMusic(): Promise<void>;
  /** 0–100. */
  setMusicVolume(volume: number): Promise<void>;
  onEvent(listener: (event: AirEvent) => void): () => void;
}

/** Bench side: what the loudspeakers would have played, as level over time. */
export interface PublicAddressSimulator extends FaultSwitchboard {
  /** Peak level 0–1 per 100 ms block, for music and for speech, newest last, at most the last 60 s. */
  levels(): { readonly blockMs: number; readonly music: readonly number[]; readonly speech: readonly number[] };
  /** Which relays of zones are on, at the far end of their wires. */
  zones(): readonly (Zone & { readonly on: boolean })[];
}
