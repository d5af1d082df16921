import { Temporal } from 'temporal-polyfill';
import type { RosterShift } from '../roster/rules.ts';
import type { SwapAnswer, SwapCheck } from './rules.ts';

/** Somebody one could change with, and the day that would be taken for it. */
export interface SwapPartner {
  readonly personId: number;
  readonly name: string;
  readonly otherDay: string;
  /** The shifts one would take. */
  readonly shifts: readonly RosterShift[];
  /** The rules that count, with how many are used: `李敏 11 月已换 1 / 2 次`. */
  readonly counts: readonly SwapCheck[];
}

/** With whom the shifts of a day could be changed. */
export interface SwapOffers {
  /** The nearest day first. */
  readonly partners: readonly SwapPartner[];
  /** Where there is nobody: what speaks against it whoever the other one is. */
  readonly against: readonly SwapCheck[];
}

/** Somebody who can be asked to change shifts. */
export interface SwapColleague {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
}

/** One working day of somebody who is asked to change. */
export interface SwapDay {
  readonly otherDay: string;
  /** The shifts one would take. */
  readonly shifts: readonly RosterShift[];
  readonly passed: boolean;
  /** What speaks against it; where nothing does, the rules that count. */
  readonly tells: readonly SwapCheck[];
}

/** The working days of somebody around the given day, each with what the rules say to it. */
export interface SwapDays {
  readonly personId: number;
  readonly name: string;
  /** From today on: those that can be taken, then the others, each in their order. */
  readonly days: readonly SwapDay[];
}

/** Days before and after the given shift that are looked at. */
const LOOKED_AROUND_DAYS = 10;

/** The day itself, then the days around it by their distance. */
export function nearestDays(day: string): string[] {
  const date = Temporal.PlainDate.from(day);
  const days = [day];
  for (let away = 1; away <= LOOKED_AROUND_DAYS; away++)
    days.push(date.add({ days: away }).toString(), date.subtract({ days: away }).toString());
  return days;
}

/** The same days in their order, without those that are over: nobody can work them any more. */
export function comingDays(day: string, today: string): string[] {
  return nearestDays(day)
    .filter((one) => one >= today)
    .sort();
}

/** Of those that failed before, the ones that fail in the same words. */
export function alike(before: readonly SwapCheck[], now: readonly SwapCheck[]): SwapCheck[] {
  return before.filter(
    ({ kind, passed, says }) =>
      !passed && now.some((check) => check.kind === kind && !check.passed && check.says.zh === says.zh),
  );
}

/** What is worth telling of an answer: all that speaks against it, or how many are used of what is counted. */
export function tellsOf({ passed, checks }: SwapAnswer): SwapCheck[] {
  const told = checks.filter((check) => (passed ? check.limit !== undefined : !check.passed));
  // A shift of one's own on that day is next to nothing else: the rest between the two says the same again.
  return told.some(({ kind }) => kind === 'there-is-a-shift')
    ? told.filter(({ kind }) => kind !== 'rest-between')
    : told;
}

/** Days that can be taken before those that cannot. */
export function possibleFirst(days: readonly SwapDay[]): SwapDay[] {
  return [...days.filter(({ passed }) => passed), ...days.filter(({ passed }) => !passed)];
}
