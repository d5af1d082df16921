import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { LeaveKind } from '../forms/rules.ts';
import type { DayOutcome, Decision, Finding, FindingKind } from './rules.ts';

/** A day, or a part of one, that counts as absence. */
export interface Absence {
  readonly day: string;
  readonly days: number;
  readonly findingKey: string;
  readonly clause: string;
}

/** Time that is deducted from the pay. */
export interface Deduction {
  /** Over the limit, before it is brought to units. */
  readonly minutes: number;
  /** Whole units, in minutes. */
  readonly deductedMinutes: number;
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

/** One month of one person; everything in it is proposed. */
export interface MonthOutcome {
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly deductions: readonly Deduction[];
  readonly missed: { readonly confirmed: number; readonly waiting: number; readonly unconfirmed: number };
  readonly absences: readonly Absence[];
  readonly absentDays: number;
  readonly reviews: readonly Review[];
  readonly leaveMinutes: Readonly<Partial<Record<LeaveKind, number>>>;
  readonly businessMinutes: number;
  readonly workedMinutes: number;
}

/** What the months before hand on: their rostered days, the absences of those, and the last day of each. */
export interface MonthFacts {
  /** Of the month, oldest first. */
  readonly days: readonly DayOutcome[];
  readonly decisions: readonly Decision[];
  /** Rostered days and absences of the months before, as far as the review looks back; oldest first. */
  readonly before?: readonly AbsenceDay[];
}

/** A rostered day and what of it was absence. */
export interface AbsenceDay {
  readonly day: string;
  readonly absences: readonly Absence[];
}

/** Adds up a month from its days. Findings that somebody excused count for nothing. */
export function judgeMonth({ days, decisions, before = [] }: MonthFacts, rules: AttendanceRules): MonthOutcome {
  const findings = days.flatMap(({ findings: all }) => all).filter((finding) => !isExcused(finding, decisions));
  const of = (...kinds: readonly FindingKind[]): Finding[] => findings.filter(({ kind }) => kinds.includes(kind));
  const missed = of('missed-in', 'missed-out');
  const count = (...states: readonly Finding['confirmation'][]): number =>
    missed.filter(({ confirmation }) => states.includes(confirmation)).length;
  const absences = absencesOf(findings, rules);
  const absenceDays = [...before, ...absenceDaysOf(days, absences)];
  return {
    lateMinutes: minutesOf(of('late')),
    earlyMinutes: minutesOf(of('early')),
    deductions: deductionsOf(of('late'), of('early'), rules),
    missed: {
      confirmed: count('confirmed'),
      waiting: count('waiting'),
      unconfirmed: count('none', 'too-late'),
    },
    absences,
    absentDays: absences.reduce((sum, one) => sum + one.days, 0),
    reviews: reviewsOf(absenceDays, rules),
    leaveMinutes: leaveOf(of('leave')),
    businessMinutes: minutesOf(of('business')),
    workedMinutes: days.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
  };
}

/** The rostered days of a month with their absences, for the months after it. */
export function absenceDaysOf(days: readonly DayOutcome[], absences: readonly Absence[]): AbsenceDay[] {
  return days
    .filter(({ line }) => line.shifts.length > 0)
    .map(({ day }) => ({ day, absences: absences.filter((one) => one.day === day) }));
}

function isExcused({ key }: Finding, decisions: readonly Decision[]): boolean {
  return decisions.findLast(({ findingKey }) => findingKey === key)?.verdict === 'excused';
}

function deductionsOf(late: readonly Finding[], early: readonly Finding[], rules: AttendanceRules): Deduction[] {
  const groups = rules.lateAndEarly.value === 'summed' ? [[...late, ...early]] : [late, early];
  return groups.flatMap((group) => {
    const sum = minutesOf(group);
    if (sum <= rules.monthLateMinutes.value) return [];
    const minutes = rules.lateDeducts.value === 'all' ? sum : sum - rules.monthLateMinutes.value;
    const unit = rules.lateUnitMinutes.value;
    return [
      {
        minutes,
        deductedMinutes: Math.ceil(minutes / unit) * unit,
        clause: rules.lateDeducts.clause,
        findingKeys: group.map(({ key }) => key),
      },
    ];
  });
}

/** In the order of their days: the count of confirmed missed punches goes by it. */
function absencesOf(findings: readonly Finding[], rules: AttendanceRules): Absence[] {
  let confirmed = 0;
  return findings.flatMap((finding): Absence[] => {
    const { day, key: findingKey, clause } = finding;
    switch (finding.kind) {
      case 'late-absent':
      case 'early-absent':
        return [{ day, days: rules.absentOverDays.value, findingKey, clause }];
      case 'no-punch':
        return [{ day, days: rules.noPunchDays.value, findingKey, clause }];
      case 'missed-in':
      case 'missed-out': {
        if (finding.confirmation === 'waiting') return [];
        if (finding.confirmation !== 'confirmed')
          return [{ day, days: rules.unconfirmedMissedDays.value, findingKey, clause }];
        confirmed += 1;
        return isOver(confirmed, rules)
          ? [{ day, days: rules.missedOverDays.value, findingKey, clause: rules.missedOverDays.clause }]
          : [];
      }
      default:
        return [];
    }
  });
}

function isOver(nth: number, { monthMissedPunches, missedAtLimit }: AttendanceRules): boolean {
  return nth > monthMissedPunches.value || (nth === monthMissedPunches.value && missedAtLimit.value === 'absent');
}

/** The latest run and the sum of the last months, where they reach the limit. */
function reviewsOf(days: readonly AbsenceDay[], { absenceReview }: AttendanceRules): Review[] {
  const { running, total } = absenceReview.value;
  const { clause } = absenceReview;
  const reviews: Review[] = [];
  let run: Absence[] = [];
  let longest: Absence[] = [];
  for (const { absences } of days) {
    run = absences.length > 0 ? [...run, ...absences] : [];
    if (new Set(run.map(({ day }) => day)).size > new Set(longest.map(({ day }) => day)).size) longest = run;
  }
  const longestDays = new Set(longest.map(({ day }) => day)).size;
  if (longestDays >= running)
    reviews.push({ why: 'running', days: longestDays, clause, findingKeys: longest.map((one) => one.findingKey) });
  const all = days.flatMap(({ absences }) => absences);
  const sum = all.reduce((days, one) => days + one.days, 0);
  if (sum >= total)
    reviews.push({ why: 'total', days: sum, clause, findingKeys: all.map(({ findingKey }) => findingKey) });
  return reviews;
}

function leaveOf(findings: readonly Finding[]): Partial<Record<LeaveKind, number>> {
  const sums: Partial<Record<LeaveKind, number>> = {};
  for (const { leaveKind, minutes } of findings) {
    if (leaveKind !== undefined) sums[leaveKind] = (sums[leaveKind] ?? 0) + minutes;
  }
  return sums;
}

function minutesOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { minutes }) => sum + minutes, 0);
}
