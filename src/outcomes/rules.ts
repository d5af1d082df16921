import type { Direction } from '../attendance/rules.ts';
import type { FormFact, LeaveKind } from '../forms/rules.ts';
import type { RosterLine } from '../roster/rules.ts';

/** A punch as the outcomes are found from. */
export interface PunchFact {
  readonly punchId: number;
  readonly atMs: number;
  readonly direction: Direction;
  /** The shift it was put to, and the day that began. */
  readonly shiftId: string;
  readonly shiftDay: string;
  /** False while nobody vouched for the clock: it counts as a punch and makes nobody late. */
  readonly sure: boolean;
}

/** What an outcome was found from. */
export type Evidence =
  | { readonly kind: 'punch'; readonly punchId: number }
  | { readonly kind: 'roster'; readonly day: string; readonly shiftId: string | null }
  | { readonly kind: 'form'; readonly formId: number }
  | { readonly kind: 'audit'; readonly flagId: number };

export const FINDING_KINDS = [
  'late',
  'early',
  /** Over the limit of once: an absence. */
  'late-absent',
  'early-absent',
  'missed-in',
  'missed-out',
  /** No punch and no form. */
  'no-punch',
  'leave',
  'business',
  /** Came on a day of rest. */
  'rest-worked',
  /** Punched while on leave. */
  'present-on-leave',
  /** The clock was not sure: a person looks. */
  'clock-unsure',
  /** Somebody punched for another, as a named person decided in the audit. */
  'proxy',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Whether a missed punch is confirmed by the superior. `waiting`: a form is on its way, which of any finding may undo it. */
export type Confirmation = 'confirmed' | 'waiting' | 'none' | 'too-late';

/** One thing found about one shift. Proposed, until a person decides. */
export interface Finding {
  /** `2026-11-20/reception/late`: the same thing found again has the same key. */
  readonly key: string;
  readonly kind: FindingKind;
  readonly day: string;
  readonly shiftId: string | null;
  /** Of lateness, leave, business or work; 0 otherwise. */
  readonly minutes: number;
  readonly clause: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly confirmation?: Confirmation;
  readonly leaveKind?: LeaveKind;
  /** Days of absence it comes to, where that was decided with it. */
  readonly absentDays?: number;
}

/** Punching for another that a named person decided on in the audit (R2 3(7)). */
export interface ProxyFact {
  readonly flagId: number;
  readonly day: string;
  readonly absentDays: number;
  readonly clause: string;
}

/** What a named person decided about a finding; the newest holds. */
export interface Decision {
  readonly findingKey: string;
  /** Minutes of the finding that was decided on; where it has others now, it is open again. */
  readonly minutes: number;
  readonly verdict: 'stands' | 'excused';
  readonly byPersonId: number;
  readonly atMs: number;
  readonly reason: string;
}

/** Everything one day is judged from. */
export interface DayFacts {
  readonly line: RosterLine;
  /** All of them put to this day. */
  readonly punches: readonly PunchFact[];
  /** All of this person's that may touch the day. */
  readonly forms: readonly FormFact[];
  /** Of this day. */
  readonly proxies?: readonly ProxyFact[];
  /** What is not over yet is not judged. UTC ms. */
  readonly nowMs: number;
}

/** From until, UTC ms. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One day of one person. */
export interface DayOutcome {
  readonly day: string;
  readonly line: RosterLine;
  readonly findings: readonly Finding[];
  /** All that were put to it, oldest first. */
  readonly punches: readonly PunchFact[];
  /** Inside the shifts, less their pauses; business counts as work. */
  readonly workedMinutes: number;
  /** Some shift of it is not over. */
  readonly open: boolean;
  /** From the first arrival to the last leaving outside the shifts; absent: there were not both. */
  readonly restWork?: Span;
}
