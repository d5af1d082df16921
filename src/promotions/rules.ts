import type { AirClass, AnnouncementState } from '../broadcast/rules.ts';
import type { Sentence } from '../ports/device.ts';
import type { WordingWarning } from './wording.rules.ts';

export const PROMOTION_STATES = [
  'requested',
  'deferred',
  'approved',
  'running',
  'done',
  'refused',
  'withdrawn',
  'expired',
] as const;
export type PromotionState = (typeof PROMOTION_STATES)[number];

/** Still of interest to the desk: undecided, or with airings to come. */
export const OPEN_STATES = [
  'requested',
  'deferred',
  'approved',
  'running',
] as const satisfies readonly PromotionState[];

export type Decision = 'approve' | 'refuse' | 'defer';

export type PromotionInput =
  | { readonly type: Decision }
  /** The time until which it was put off has come. */
  | { readonly type: 'askedAgain' }
  /** An airing is on its way. */
  | { readonly type: 'sent' }
  /** No airing is to come any more. */
  | { readonly type: 'settled' }
  | { readonly type: 'windowEnded' }
  | { readonly type: 'withdrawn' };

/** `plan`: its airings are spread over the window. `reply`: the shop gets a paper. `take-back`: nothing more of it is aired. */
export type PromotionEffect = 'plan' | 'reply' | 'take-back';

export interface PromotionStep {
  readonly state: PromotionState;
  readonly effects: readonly PromotionEffect[];
}

/** The life of a promotion. `undefined` means the input does not fit the state and changes nothing. */
export function nextPromotion(state: PromotionState, input: PromotionInput): PromotionStep | undefined {
  const undecided = state === 'requested' || state === 'deferred';
  const planned = state === 'approved' || state === 'running';
  switch (input.type) {
    case 'approve':
      return undecided ? { state: 'approved', effects: ['plan', 'reply'] } : undefined;
    case 'refuse':
      return undecided ? { state: 'refused', effects: ['reply'] } : undefined;
    case 'defer':
      return undecided ? { state: 'deferred', effects: ['reply'] } : undefined;
    case 'askedAgain':
      return state === 'deferred' ? { state: 'requested', effects: [] } : undefined;
    case 'sent':
      return state === 'approved' ? { state: 'running', effects: [] } : undefined;
    case 'settled':
      // Approved and never on its way, e.g. because the desk was off all the time: nothing was done.
      if (state === 'running') return { state: 'done', effects: [] };
      return state === 'approved' ? { state: 'expired', effects: [] } : undefined;
    case 'windowEnded':
      return undecided ? { state: 'expired', effects: [] } : undefined;
    case 'withdrawn':
      if (planned) return { state: 'withdrawn', effects: ['take-back'] };
      return undecided ? { state: 'withdrawn', effects: [] } : undefined;
  }
}

export type AiringState = 'planned' | 'sent' | 'heard' | 'lost' | 'cancelled';

/** One airing of a promotion. Times in UTC ms. */
export interface Airing {
  readonly promotionId: number;
  /** From 1. */
  readonly n: number;
  readonly plannedAtMs: number;
  readonly state: AiringState;
  /** The lost one it stands in for. */
  readonly makesUp: number | null;
  readonly announcementId: string | null;
  readonly sentAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly code: string | null;
  readonly gaveWayTo: AirClass | null;
}

/** What the end of an announcement makes of its airing; `undefined` while it may still be heard. */
export function airingEnd(
  state: AnnouncementState,
  code: string | null,
): { state: 'heard' | 'lost'; code: string | null } | undefined {
  switch (state) {
    case 'armed':
    case 'queued':
    case 'on-air':
      return undefined;
    case 'completed':
      // With a code it ran to its end, but a tone was heard in place of its words.
      return code === null ? { state: 'heard', code } : { state: 'lost', code };
    case 'cut':
    case 'withdrawn':
    case 'expired':
    case 'failed':
    case 'interrupted':
      return { state: 'lost', code: code ?? `air/${state}` };
  }
}

/** A lost airing is made up for, unless a person wanted it silent, its zone is gone, or only a tone would be heard again. */
export function isMadeUp(code: string): boolean {
  return code !== 'air/zone' && code !== 'air/stopped' && code !== 'air/withdrawn' && !code.startsWith('speech/');
}

/** What announces an airing is known by, in the log and in the queue. */
export const airingSource = (promotionId: number, n: number): string => `promotion:${promotionId}@${n}`;

/** A promotion as stored. Times in UTC ms. */
export interface Promotion {
  readonly id: number;
  readonly number: string;
  readonly state: PromotionState;
  readonly shop: string;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly zh: string;
  readonly en: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly times: number;
  /** Times of day, `HH:MM`. */
  readonly wished: readonly string[];
  /** Where it is heard; empty: everywhere. */
  readonly zones: readonly string[];
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly reason: string | null;
  readonly deferredUntilMs: number | null;
  readonly replyJob: number | null;
  readonly endedAtMs: number | null;
}

export interface Who {
  readonly name: string;
  readonly staffNo: string;
}

/** How it went so far. */
export interface Outcome {
  readonly asked: number;
  readonly heard: number;
  /** Planned or on their way. */
  readonly toCome: number;
  readonly lost: number;
  readonly says: Sentence;
}

/** What the desk proposes for one that nobody has decided on; a person decides. */
export interface Proposal {
  /** When it would be aired, UTC ms. */
  readonly plan: readonly number[];
  /** How many of the times asked for find no room. */
  readonly short: number;
  readonly decision: 'approve' | 'defer';
  readonly openJobs: number;
  /** Why it is better put off, and until when. */
  readonly says: Sentence | null;
  readonly clause: string;
  readonly putOffUntilMs: number;
}

/** A promotion as the desk's screens show it. */
export interface PromotionView extends Omit<Promotion, 'requestedBy' | 'decidedBy'> {
  readonly requestedBy: Who;
  readonly decidedBy: Who | null;
  readonly airings: readonly Airing[];
  readonly nextAtMs: number | null;
  readonly outcome: Outcome;
  readonly warnings: readonly WordingWarning[];
  /** Undecided ones only. */
  readonly proposal: Proposal | null;
  /** Kept at least until then. */
  readonly keptUntilMs: number;
}

/** One that is going to be aired, for every screen. */
export interface ComingPromotion {
  readonly promotionId: number;
  readonly n: number;
  readonly shop: string;
  readonly atMs: number;
  readonly state: 'planned' | 'sent';
}

export interface Shop {
  readonly id: number;
  readonly name: string;
  readonly contact: string | null;
  readonly phone: string | null;
}

interface Limit<T> {
  readonly value: T;
  readonly clause: string;
}

/** What the form and the decisions need of the rules. */
export interface PromotionOptions {
  readonly longestTextCharacters: Limit<number>;
  readonly mostTimes: Limit<number>;
  readonly longestWindowDays: Limit<number>;
  readonly samePromotionMinutes: Limit<number>;
  readonly anyPromotionMinutes: Limit<number>;
  readonly quietHours: Limit<
    readonly { readonly from: string; readonly to: string; readonly weekdays?: readonly number[] | undefined }[]
  >;
  readonly reasons: Limit<readonly ({ readonly id: string } & Sentence)[]>;
  readonly deciders: Limit<Readonly<Record<Decision, readonly string[]>>>;
  readonly approvesOwn: Limit<boolean>;
}

/** Whether the holder of these posts may decide so. */
export function mayDecide(posts: readonly string[], allowed: readonly string[]): boolean {
  return posts.includes('administrator') || allowed.some((post) => posts.includes(post));
}
