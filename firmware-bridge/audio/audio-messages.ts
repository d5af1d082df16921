import type { CaptureSettings } from './capture.ts';
import type { ClipRequest } from './clip-messages.ts';
import type { LineInSettings } from './line-in.ts';
import type { LiveEvent, LiveFaultCode, LiveRequest } from './live-messages.ts';
import type { MixerEvent, MixerSettings } from './mixer.ts';
import type { MusicFaultCode, MusicReport, MusicRequest } from './music-messages.ts';
import type { SinkSettings } from './sink.ts';

/** How the worker is set up. */
export interface AudioSettings {
  readonly mixer: MixerSettings;
  readonly sink: SinkSettings;
  /** `card`: the mixer keeps time by itself, ahead of a sound card. `owner`: it renders what `tick` asks for. */
  readonly pace: 'card' | 'owner';
  /** Searched in order; the first with any music is played. */
  readonly musicFolders: readonly string[];
  /** Where the product's own demo track is made when no folder has music. */
  readonly demoFolder?: string;
  /** What the music is shuffled by; absent: by chance. */
  readonly seed?: number;
  /** The desk's microphone, where there is one. */
  readonly microphone?: CaptureSettings;
  /** The amplifier's monitor output, where it is wired. */
  readonly lineIn?: LineInSettings;
}

/** A programme whose speech and recordings are named by the keys of loaded clips. */
export interface ProgrammePlan {
  readonly id: string;
  readonly round: readonly (
    | { readonly kind: 'chime' }
    | { readonly kind: 'speech' | 'recording'; readonly clip: string }
    | { readonly kind: 'pause'; readonly frames: number }
    | { readonly kind: 'live'; readonly frames: number }
  )[];
  readonly times: number;
  readonly gapFrames: number;
  readonly fromFrame?: number;
  readonly gainDb?: number;
}

/** What the owner asks of the mixer; each is answered or refused once. */
export type AudioRequest =
  | ClipRequest
  | { readonly type: 'air'; readonly plan: ProgrammePlan }
  | { readonly type: 'stop'; readonly code: string; readonly when: 'at-once' | 'at-sentence' }
  /** Silence at once and until `unmute`; what would be aired meanwhile is refused with `audio/muted`. */
  | { readonly type: 'mute'; readonly code: string }
  | { readonly type: 'unmute' }
  /** Answers one round as a WAV. */
  | { readonly type: 'listen'; readonly plan: ProgrammePlan }
  | MusicRequest
  | LiveRequest
  /** 0–100. */
  | { readonly type: 'setVolume'; readonly volume: number }
  /** Bench: the sink is dead. */
  | { readonly type: 'breakSink'; readonly broken: boolean }
  /** Answers once everything ticked so far is rendered. */
  | { readonly type: 'drained' }
  | { readonly type: 'close' };

/** The value of an answer; see the request for which. */
export type AudioAnswer = number | Uint8Array | undefined;

/** What goes to the worker. */
export type AudioCommand =
  | { readonly type: 'request'; readonly id: number; readonly request: AudioRequest }
  /** Time has moved on by this many frames. */
  | { readonly type: 'tick'; readonly frames: number };

/** What comes from the worker. */
export type AudioEvent =
  | { readonly type: 'answered'; readonly id: number; readonly value: AudioAnswer }
  | {
      readonly type: 'refused';
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
    }
  | MixerEvent
  | MusicReport
  | LiveEvent
  | { readonly type: 'fault'; readonly code: AudioFaultCode; readonly active: boolean; readonly detail: string }
  | { readonly type: 'counter'; readonly name: string; readonly value: number };

/** Troubles the mixer finds by itself; the codes are stable. */
export type AudioFaultCode = 'audio/sink-dead' | MusicFaultCode | LiveFaultCode;
