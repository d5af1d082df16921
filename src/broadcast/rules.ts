import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart, AnnouncementTimeline, MusicState, OnAir } from '../ports/public-address.ts';
import type { ScriptPiece } from './fill-template.rules.ts';

/** Higher stands first: one of a higher class interrupts one of a lower class, never the other way round (requirements §4.3). */
export const CLASSES = ['emergency', 'lost-person', 'lost-object', 'scheduled', 'service', 'promotion'] as const;
export type AirClass = (typeof CLASSES)[number];

export const ANNOUNCEMENT_STATES = [
  'armed',
  'queued',
  'on-air',
  'completed',
  'cut',
  'withdrawn',
  'expired',
  'failed',
  'interrupted',
] as const;
export type AnnouncementState = (typeof ANNOUNCEMENT_STATES)[number];

/** What happens to an announcement between the touch and the end of its last round. */
export type AirInput =
  | { readonly type: 'windowEnded' }
  | { readonly type: 'withdrawn'; readonly code: string }
  | { readonly type: 'ended'; readonly ending: 'completed' | 'cut'; readonly code?: string; readonly rounds: number }
  | { readonly type: 'failed'; readonly code: string; readonly says?: Sentence }
  | { readonly type: 'restarted' };

export interface AirStep {
  readonly state: AnnouncementState;
  readonly effect?: 'announce';
  readonly code?: string;
  readonly says?: Sentence;
  readonly rounds?: number;
}

/**
 * The life of one announcement. `undefined` means the input does not fit the state and changes nothing.
 * After a restart nothing goes on the air by itself: what was armed or on the air is `interrupted`, and a person decides.
 *
 * @param ending why the desk has already asked the device to be silent, if it has: then a failure to go on is that ending
 */
export function nextAir(state: AnnouncementState, input: AirInput, ending: string | null = null): AirStep | undefined {
  if (state !== 'armed' && state !== 'on-air') return undefined;
  switch (input.type) {
    case 'windowEnded':
      return state === 'armed' ? { state: 'on-air', effect: 'announce' } : undefined;
    case 'withdrawn':
      return state === 'armed' ? { state: 'withdrawn', code: input.code } : undefined;
    case 'ended': {
      if (state !== 'on-air') return undefined;
      const { ending: how, rounds } = input;
      const code = how === 'completed' ? undefined : (ending ?? input.code);
      return { state: how, rounds, ...(code === undefined ? {} : { code }) };
    }
    case 'failed':
      if (ending !== null) return { state: 'cut', code: ending };
      return { state: 'failed', code: input.code, ...(input.says === undefined ? {} : { says: input.says }) };
    case 'restarted':
      return { state: 'interrupted', code: 'air/restart' };
  }
}

/** Whether `wanted` may cut what is on the air now. */
export function mayCut(onAir: AirClass, wanted: AirClass): boolean {
  return CLASSES.indexOf(wanted) < CLASSES.indexOf(onAir);
}

/** An announcement as screens and the log show it. */
export interface AnnouncementView {
  readonly id: string;
  readonly callId: number | null;
  /** What else asked for it, e.g. `schedule:farewell@2026-12-01`, `promotion:7`, `emergency:evacuation`. */
  readonly source: string | null;
  readonly class: AirClass;
  readonly title: Sentence;
  readonly parts: readonly AnnouncementPart[];
  /** Names of the zones it is heard in; empty: everywhere. */
  readonly zones: readonly string[];
  readonly times: number;
  readonly gapMs: number;
  readonly state: AnnouncementState;
  /** Why it ended early, e.g. `air/stopped`, `speech/no-engine`; while it is on the air: why it is about to. */
  readonly code: string | null;
  /** The same for the clerk, with the next step. */
  readonly says: Sentence | null;
  /** Rounds heard to the end. */
  readonly rounds: number;
  /** The announcement after whose end it goes on the air, instead of after its cancel window. */
  readonly follows: string | null;
  /** Order among those of its class. */
  readonly place: number;
  /** Pre-empted: where in its timeline it goes on. */
  readonly resumeMs: number | null;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  /** Who took it back or stopped it. */
  readonly endedBy: string | null;
  readonly requestedAtMs: number;
  /** When the cancel window ends; for one that follows another: when that one is expected to have ended. */
  readonly airAtMs: number;
  /** Dropped, and reported, if it has not begun by then; null: waits as long as it must. */
  readonly expiresAtMs: number | null;
  /** First heard. */
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

export type CallState = 'open' | 'found' | 'closed' | 'withdrawn';

/** A call as screens show it; who asked and their number stay on the slip. */
export interface CallView {
  readonly id: number;
  readonly number: string;
  readonly kind: 'lost-person' | 'lost-object';
  readonly state: CallState;
  readonly title: Sentence;
  readonly script: { readonly zh: string; readonly en: string | null };
  readonly nameAired: boolean;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly airings: readonly AnnouncementView[];
}

/** A script as it stands, with the form's words marked. */
export interface CallDraft {
  readonly script: { readonly zh: string; readonly en: string | null };
  readonly pieces: { readonly zh: readonly ScriptPiece[]; readonly en: readonly ScriptPiece[] };
  readonly title: Sentence;
  /** True when the script holds the person's name. */
  readonly nameAired: boolean;
  /** True when a name is given but may only be aired with a supervisor's approval. */
  readonly nameNeedsApproval: boolean;
}

export interface CallPreview extends CallDraft {
  readonly timeline: AnnouncementTimeline;
}

/** The state of the air for every page: what is armed, what is on, and the music. */
export interface AirView {
  /** `leftMs`: until it goes on the air, when this was written. */
  readonly armed: (AnnouncementView & { readonly leftMs: number }) | null;
  /** An empty timeline: the device is just about to begin. */
  readonly onAir:
    | (OnAir & {
        readonly class: AirClass;
        readonly title: Sentence;
        readonly callId: number | null;
        readonly times: number;
        readonly startedAtMs: number | null;
      })
    | null;
  readonly music: MusicState;
  /** A fire contact holds everything silent. */
  readonly muted: { readonly sinceMs: number } | null;
}

interface Named {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}
interface OnKey extends Named {
  /** The word on its key. */
  readonly short: Sentence;
}
interface Limit<T> {
  readonly value: T;
  readonly clause: string;
}

/** Everything the forms need: choices, limits with their clauses, and the sentences to say. */
export interface BroadcastOptions {
  readonly colours: readonly (Named & { readonly hex: string })[];
  readonly places: readonly OnKey[];
  readonly meetingPoints: readonly OnKey[];
  readonly objects: readonly OnKey[];
  readonly longestTextCharacters: Limit<number>;
  readonly cancelWindowSeconds: Limit<number>;
  readonly repeats: Limit<{ readonly default: number; readonly most: number }>;
  readonly gapSeconds: Limit<{ readonly default: number; readonly most: number }>;
  readonly childNameAired: Limit<boolean>;
  readonly adultFromAge: Limit<number>;
  readonly phrases: Readonly<Record<string, Sentence>>;
}
