import { Temporal } from 'temporal-polyfill';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { DayOutcome, Finding } from './rules.ts';

/** A day, or a part of one, that counts as absence. */
export interface Absence {
  readonly day: string;
  readonly days: number;
  /** Of the first of them. */
  readonly clause: string;
  readonly findingKeys: readonly string[];
}

/** Somebody's absences call for a review of dismissal. */
export interface Review {
  readonly why: 'running' | 'total';
  readonly days: number;
  readonly clause: string;
  readonly findingKeys: readonly string[];
}

/** A rostered day and what of it was absence. */
export interface AbsenceDay {
  readonly day: string;
  readonly absence: Absence | undefined;
}

/**
 * Absences by day. The count of confirmed missed punches goes by the order of the findings. Several on one day add up to that day and no
 * more: nobody is absent for longer than the day was.
 *
 * @param findings of one month in the order of their days, without those that wait for paper
 */
export function absencesOf(findings: readonly Finding[], rules: AttendanceRules): Absence[] {
  let confirmed = 0;
  const byDay = new Map<string, { days: number; largest: number; clause: string; findingKeys: string[] }>();
  for (const finding of findings) {
    if (isMissed(finding) && finding.confirmation === 'confirmed') confirmed += 1;
    const found = absenceBy(finding, confirmed, rules);
    if (found === undefined) continue;
    const before = byDay.get(finding.day);
    if (before === undefined) {
      byDay.set(finding.day, { ...found, largest: found.days, findingKeys: [finding.key] });
      continue;
    }
    before.days += found.days;
    before.largest = Math.max(before.largest, found.days);
    before.findingKeys.push(finding.key);
  }
  return [...byDay].map(([day, { days, largest, clause, findingKeys }]) => ({
    day,
    days: Math.min(days, Math.max(1, largest)),
    clause,
    findingKeys,
  }));
}

function isMissed({ kind }: Finding): boolean {
  return kind === 'missed-in' || kind === 'missed-out';
}

/** @param confirmed confirmed missed punches of the month until and including this one */
function absenceBy(
  { kind, confirmation, clause, absentDays = 1 }: Finding,
  confirmed: number,
  rules: AttendanceRules,
): { readonly days: number; readonly clause: string } | undefined {
  switch (kind) {
    case 'late-absent':
    case 'early-absent':
      return { days: rules.absentOverDays.value, clause };
    case 'no-punch':
      return { days: rules.noPunchDays.value, clause };
    case 'missed-in':
    case 'missed-out':
      if (confirmation !== 'confirmed') return { days: rules.unconfirmedMissedDays.value, clause };
      return isOver(confirmed, rules)
        ? { days: rules.missedOverDays.value, clause: rules.missedOverDays.clause }
        : undefined;
    case 'proxy':
      return { days: absentDays, clause };
    default:
      return undefined;
  }
}

function isOver(nth: number, { monthMissedPunches, missedAtLimit }: AttendanceRules): boolean {
  return nth > monthMissedPunches.value || (nth === monthMissedPunches.value && missedAtLimit.value === 'absent');
}

/** The rostered days that are over, and days of rest that are absence by the audit, with their absences. */
export function absenceDaysOf(days: readonly DayOutcome[], absences: readonly Absence[]): AbsenceDay[] {
  return days.flatMap(({ day, line, open }) => {
    const absence = absences.find((one) => one.day === day);
    return open || (line.shifts.length === 0 && absence === undefined) ? [] : [{ day, absence }];
  });
}

/** The first day whose absences can matter to a month: the window of the review ends in the month. */
export function reviewsFrom(month: string, { absenceReview }: AttendanceRules): string {
  return windowFrom(`${month}-01`, absenceReview.value.withinMonths);
}

/**
 * The longest run of absent days, and the most days of absence within the window, where they reach the limits. What was over before the month
 * is not said again.
 *
 * @param days rostered days of the month and of the window before it, oldest first
 */
export function reviewsOf(
  days: readonly AbsenceDay[],
  month: string,
  { absenceReview }: AttendanceRules,
): readonly Review[] {
  const { clause } = absenceReview;
  const { running, total, withinMonths } = absenceReview.value;
  let run: Absence[] = [];
  let longest: Absence[] = [];
  let most: Absence[] = [];
  for (const [at, { day, absence }] of days.entries()) {
    run = absence === undefined ? [] : [...run, absence];
    if (absence === undefined || day < `${month}-01`) continue;
    if (run.length > longest.length) longest = run;
    const from = windowFrom(day, withinMonths);
    const within = days.slice(0, at + 1).flatMap((one) => (one.day > from && one.absence ? [one.absence] : []));
    if (daysOf(within) > daysOf(most)) most = within;
  }
  const review = (why: Review['why'], found: readonly Absence[], days: number): Review => ({
    why,
    days,
    clause,
    findingKeys: found.flatMap(({ findingKeys }) => findingKeys),
  });
  return [
    ...(longest.length >= running ? [review('running', longest, longest.length)] : []),
    ...(daysOf(most) >= total ? [review('total', most, daysOf(most))] : []),
  ];
}

function daysOf(absences: readonly Absence[]): number {
  return absences.reduce((sum, { days }) => sum + days, 0);
}

/** The same date so many months earlier: days after it are within. */
function windowFrom(day: string, months: number): string {
  return Temporal.PlainDate.from(day).subtract({ months }).toString();
}
