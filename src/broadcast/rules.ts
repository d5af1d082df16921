import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart, MusicState, OnAir } from '../ports/public-address.ts';

/** Higher stands first: a call of a higher class cuts one of a lower class, never the other way round (requirements §4.3). */
export const CLASSES = ['lost-person', 'lost-object', 'service'] as const;
export type AirClass = (typeof CLASSES)[number];

export type AnnouncementState = 'armed' | 'on-air' | 'completed' | 'cut' | 'withdrawn' | 'failed' | 'interrupted';

/** What happens to an announcement between the touch and the end of its last round. */
export type AirInput =
  | { readonly type: 'windowEnded' }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'ended'; readonly ending: 'completed' | 'cut'; readonly code?: string; readonly rounds: number }
  | { readonly type: 'failed'; readonly code: string }
  | { readonly type: 'restarted' };

export interface AirStep {
  readonly state: AnnouncementState;
  readonly effect?: 'announce';
  readonly code?: string;
  readonly rounds?: number;
}

/**
 * The life of one announcement. `undefined` means the input does not fit the state and changes nothing.
 * After a restart nothing goes on the air by itself: what was armed or on the air is `interrupted`, and a person decides.
 */
export function nextAir(state: AnnouncementState, input: AirInput): AirStep | undefined {
  switch (input.type) {
    case 'windowEnded':
      return state === 'armed' ? { state: 'on-air', effect: 'announce' } : undefined;
    case 'withdrawn':
      return state === 'armed' ? { state: 'withdrawn' } : undefined;
    case 'ended':
      if (state !== 'on-air') return undefined;
      return { state: input.ending, rounds: input.rounds, ...(input.code === undefined ? {} : { code: input.code }) };
    case 'failed':
      return state === 'on-air' || state === 'armed' ? { state: 'failed', code: input.code } : undefined;
    case 'restarted':
      return state === 'on-air' || state === 'armed' ? { state: 'interrupted', code: 'air/restart' } : undefined;
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
  readonly class: AirClass;
  readonly title: Sentence;
  readonly parts: readonly AnnouncementPart[];
  readonly times: number;
  readonly gapMs: number;
  readonly state: AnnouncementState;
  readonly code: string | null;
  readonly rounds: number;
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  /** When the cancel window ends. */
  readonly airAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

export type CallState = 'open' | 'found' | 'closed' | 'withdrawn';

/** A call as screens show it; `phone` is masked for them. */
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

/** The state of the air for every page: what is armed, what is on, and the music. */
export interface AirView {
  readonly armed: AnnouncementView | null;
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
}
