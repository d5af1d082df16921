import { Temporal } from 'temporal-polyfill';
import type { LeaveRules } from '../../config/rules/leave.ts';
import type { FormState, LeaveKind, LeaveTaken } from '../forms/rules.ts';
import type { Sentence } from '../ports/device.ts';
import type { Grade } from '../roster/rules.ts';

/** A year of somebody's account, both days included. */
export interface AccountYear {
  readonly from: string;
  readonly until: string;
  /** Whole years of work before it. */
  readonly served: number;
}

/** What HR added to an account, or took from it. */
export interface LeaveAdjustment {
  readonly halfDays: number;
  readonly reason: string;
  readonly saidBy: string;
  readonly atMs: number;
}

/** A person's leave in the year a day is in. Half days; one is four hours. */
export interface LeaveAccount {
  readonly personId: number;
  readonly year: AccountYear;
  /** `null`: nobody has told the roster. */
  readonly joined: string | null;
  readonly grade: Grade;
  readonly entitled: number;
  /** Hours of a half day. */
  readonly halfDayHours: number;
  readonly adjusted: number;
  /** Signed by everybody. */
  readonly used: number;
  /** On its way. */
  readonly pending: number;
  readonly left: number;
  /** Half days that expire soon; 0 otherwise. */
  readonly expiring: number;
  /** The day before which none may be taken; `null`: it may. */
  readonly availableFrom: string | null;
  readonly clause: string;
  readonly adjustments: readonly LeaveAdjustment[];
  /** Of every kind in this year. */
  readonly kinds: readonly LeaveKindSum[];
}

export interface LeaveKindSum extends Sentence {
  readonly leaveKind: LeaveKind;
  readonly counts: 'calendar' | 'roster';
  /** Of the wage, in percent. */
  readonly pay: number;
  /** Half days it is taken by. */
  readonly unit: number;
  readonly used: number;
  readonly pending: number;
  /** Documents that go with what was taken, and how many of them were seen. */
  readonly documents: number;
  readonly seen: number;
}

const ORDER = [
  'annual',
  'sick',
  'casual',
  'marriage',
  'prenatal',
  'maternity',
  'paternity',
  'bereavement',
] as const satisfies readonly LeaveKind[];

/**
 * The year of an account that a day is in: from the day somebody joined, or from January. Where nobody knows that day, January, and the first
 * year counts as over.
 */
export function accountYear(joined: string | null, day: string, begins: 'joined' | 'calendar'): AccountYear {
  const date = Temporal.PlainDate.from(day);
  if (joined === null || begins === 'calendar') {
    const from = date.with({ month: 1, day: 1 });
    const served = joined === null ? 1 : wholeYears(Temporal.PlainDate.from(joined), from);
    return { from: from.toString(), until: date.with({ month: 12, day: 31 }).toString(), served };
  }
  const start = Temporal.PlainDate.from(joined);
  const served = wholeYears(start, date);
  const next = start.add({ years: served + 1 });
  return { from: start.add({ years: served }).toString(), until: next.subtract({ days: 1 }).toString(), served };
}

/** Half days of annual leave in a year: the first one, the later ones, and what each further year adds up to the cap. */
export function entitledHalfDays({ annual }: LeaveRules, grade: Grade, { served }: AccountYear): number {
  const { yearOne, after, growsPerYear, cap } = annual.value[grade];
  const days = served === 0 ? yearOne : Math.min(cap, after + growsPerYear * (served - 1));
  return Math.floor(days * 2);
}

/** Adds up what was used and what is on its way. */
export function sumsOf(rules: LeaveRules, entries: readonly LeaveTaken[]): LeaveKindSum[] {
  return ORDER.map((leaveKind) => {
    const { zh, en, counts, pay, unitHalfDays: unit } = rules.kinds[leaveKind];
    const own = entries.filter((entry) => entry.leaveKind === leaveKind);
    const sum = (state: FormState): number =>
      total(
        own.filter((entry) => entry.state === state),
        'halfDays',
      );
    return {
      leaveKind,
      zh,
      en,
      counts,
      pay,
      unit,
      used: sum('confirmed'),
      pending: sum('open'),
      documents: total(own, 'documents'),
      seen: total(own, 'seen'),
    };
  });
}

function total(entries: readonly LeaveTaken[], of: 'halfDays' | 'documents' | 'seen'): number {
  return entries.reduce((sum, entry) => sum + entry[of], 0);
}

/** Whether a day is so near the end of the year that unused leave is told of. */
export function isExpiring({ until }: AccountYear, day: string, warnDays: number): boolean {
  return Temporal.PlainDate.from(day).add({ days: warnDays }).toString() >= until;
}

function wholeYears(from: Temporal.PlainDate, until: Temporal.PlainDate): number {
  return Math.max(0, from.until(until, { largestUnit: 'years' }).years);
}
