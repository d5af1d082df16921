import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart, AnnouncementTimeline, MusicState, OnAir } from '../ports/public-address.ts';
import type { ScriptPiece } from './fill-template.rules.ts';
import type { Level } from './level.rules.ts';
import { unsaidSentence } from './reasons.rules.ts';

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

/** Waiting for the air, or on it. */
export const LIVE_STATES = ['armed', 'queued', 'on-air'] as const satisfies readonly AnnouncementState[];

/** What happens to an announcement between the touch and the end of its last round. */
export type AirInput =
  /** The cancel window is over: it goes on the air, or waits for its turn. */
  | { readonly type: 'windowEnded'; readonly begins: boolean }
  | { readonly type: 'turnCame' }
  | { readonly type: 'withdrawn'; readonly code: string }
  | { readonly type: 'waitedTooLong' }
  | {
      readonly type: 'ended';
      readonly ending: 'completed' | 'cut';
      readonly code?: string;
      readonly rounds: number;
      readonly resumeFromMs?: number;
      /** Why words of it were not said and a tone was heard instead. */
      readonly unsaid?: string;
    }
  | { readonly type: 'failed'; readonly code: string; readonly says?: Sentence }
  | { readonly type: 'restarted' };

/** What an interrupted announcement does when the air is free again. */
export type WhenInterrupted = 'resume' | 'repeat' | 'end';

export interface AirStep {
  readonly state: AnnouncementState;
  readonly effect?: 'announce';
  readonly code?: string;
  readonly says?: Sentence;
  readonly rounds?: number;
  /** Where it goes on when its turn comes again. */
  readonly resumeMs?: number;
}

/** What else a step depends on. */
export interface AirContext {
  /** Why the desk has already asked the device to be silent, if it has: then a failure to go on is that ending. */
  readonly ending: string | null;
  readonly whenInterrupted: WhenInterrupted;
  /** Where the round began that was cut, milliseconds of the timeline; for those that repeat it. */
  readonly roundFromMs: number;
}

const ALONE: AirContext = { ending: null, whenInterrupted: 'end', roundFromMs: 0 };

/**
 * The life of one announcement. `undefined` means the input does not fit the state and changes nothing.
 * One that gave way to a more urgent one goes back into the queue where its class says so. After a restart nothing that was on the air or in
 * its cancel window goes on by itself: it is `interrupted`, and a person decides. What was queued still waits.
 */
export function nextAir(state: AnnouncementState, input: AirInput, context: AirContext = ALONE): AirStep | undefined {
  const { ending } = context;
  const waits = state === 'armed' || state === 'queued';
  if (!waits && state !== 'on-air') return undefined;
  switch (input.type) {
    case 'windowEnded':
      if (state !== 'armed') return undefined;
      return input.begins ? { state: 'on-air', effect: 'announce' } : { state: 'queued' };
    case 'turnCame':
      return state === 'queued' ? { state: 'on-air', effect: 'announce' } : undefined;
    case 'withdrawn':
      return waits ? { state: 'withdrawn', code: input.code } : undefined;
    case 'waitedTooLong':
      return state === 'queued' ? { state: 'expired', code: 'air/waited-too-long' } : undefined;
    case 'ended':
      return state === 'on-air' ? ended(input, context) : undefined;
    case 'failed':
      if (ending !== null) return { state: 'cut', code: ending };
      return { state: 'failed', code: input.code, ...(input.says === undefined ? {} : { says: input.says }) };
    case 'restarted':
      return state === 'queued' ? undefined : { state: 'interrupted', code: 'air/restart' };
  }
}

function ended(input: Extract<AirInput, { type: 'ended' }>, context: AirContext): AirStep {
  const { ending: how, rounds } = input;
  if (how === 'completed') {
    const { unsaid } = input;
    return {
      state: 'completed',
      rounds,
      ...(unsaid === undefined ? {} : { code: unsaid, says: unsaidSentence(unsaid) }),
    };
  }
  const code = context.ending ?? input.code;
  // Nobody asked for silence: the device died under it.
  if (context.ending === null && input.code?.startsWith('audio/')) return { state: 'failed', code: input.code, rounds };
  const why = code === undefined ? {} : { code };
  if (code !== CUT_BY_HIGHER || context.whenInterrupted === 'end') return { state: 'cut', rounds, ...why };
  const resumeMs = context.whenInterrupted === 'resume' ? (input.resumeFromMs ?? 0) : context.roundFromMs;
  return { state: 'queued', rounds, resumeMs, ...why };
}

/** The reason of one that gave way to a higher class. */
export const CUT_BY_HIGHER = 'air/cut-by-higher';

/** Whether `wanted` may interrupt what is on the air now. */
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
  /** How loud it would be now. */
  readonly level: Level;
}

/** One that waits for its turn, as every screen shows it. */
export interface QueueEntry {
  readonly id: string;
  readonly class: AirClass;
  readonly title: Sentence;
  /** Its words, where they hold nothing personal. */
  readonly words: string | null;
  readonly callId: number | null;
  readonly state: 'armed' | 'queued';
  readonly follows: string | null;
  readonly times: number;
  /** It was interrupted and goes on. */
  readonly resumes: boolean;
  /** Until it is expected on the air, when this was written; null where that cannot be told. */
  readonly inMs: number | null;
  /** Until it is dropped; null: it waits as long as it must. */
  readonly expiresInMs: number | null;
}

/** The state of the air for every page: what is armed, what is on, what waits, and the music. */
export interface AirView {
  /** `leftMs`: until it goes on the air, when this was written. The most urgent one where there are several. */
  readonly armed: (AnnouncementView & { readonly leftMs: number }) | null;
  /** Everything that waits, in the order of its turns. */
  readonly queue: readonly QueueEntry[];
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
  /** Announcements that are made again and again; `{id}` stands for what is asked for. */
  readonly notices: readonly {
    readonly id: string;
    readonly short: Sentence;
    readonly zh: string;
    readonly en: string;
    readonly asks: readonly { readonly id: string; readonly short: Sentence; readonly example: string }[];
  }[];
  readonly childNameAired: Limit<boolean>;
  readonly adultFromAge: Limit<number>;
  readonly phrases: Readonly<Record<string, Sentence>>;
}
