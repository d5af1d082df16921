import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { LeaveKind } from '../forms/rules.ts';
import { type Absence, type AbsenceDay, absenceDaysOf, absencesOf, type Review, reviewsOf } from './absence.rules.ts';
import type { DayOutcome, Decision, Finding, FindingKind } from './rules.ts';

/** Time that is deducted from the pay. */
export interface Deduction {
  /** Over the limit, before it is brought to units. */
  readonly minutes: number;
  /** Whole units, in minutes. */
  readonly deductedMinutes: number;
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
  /** Findings that wait for a form to be signed; they count for nothing yet. */
  readonly waiting: number;
  readonly leaveMinutes: Readonly<Partial<Record<LeaveKind, number>>>;
  readonly businessMinutes: number;
  readonly workedMinutes: number;
}

/** What a month is added up from. */
export interface MonthFacts {
  /** `YYYY-MM` */
  readonly month: string;
  /** Of the month. */
  readonly days: readonly DayOutcome[];
  readonly decisions: readonly Decision[];
  /** Rostered days of the months before, as far as the review looks back; oldest first. */
  readonly before?: readonly AbsenceDay[];
}

/** Adds up a month from its days. Findings that somebody excused count for nothing, and those that wait for paper not yet. */
export function judgeMonth({ month, days, decisions, before = [] }: MonthFacts, rules: AttendanceRules): MonthOutcome {
  const ordered = [...days].sort((a, b) => (a.day < b.day ? -1 : 1));
  const all = ordered.flatMap(({ findings }) => findings);
  const standing = decisions.length === 0 ? all : all.filter((finding) => !isExcused(finding, decisions));
  const counting = standing.filter(({ confirmation }) => confirmation !== 'waiting');
  const of = (...kinds: readonly FindingKind[]): Finding[] => counting.filter(({ kind }) => kinds.includes(kind));
  const late = of('late');
  const early = of('early');
  const missed = standing.filter(({ kind }) => kind === 'missed-in' || kind === 'missed-out');
  const count = (...states: readonly Finding['confirmation'][]): number =>
    missed.filter(({ confirmation }) => states.includes(confirmation)).length;
  const absences = absencesOf(counting, rules);
  return {
    lateMinutes: minutesOf(late),
    earlyMinutes: minutesOf(early),
    deductions: deductionsOf(late, early, rules),
    missed: { confirmed: count('confirmed'), waiting: count('waiting'), unconfirmed: count('none', 'too-late') },
    absences,
    absentDays: absences.reduce((sum, one) => sum + one.days, 0),
    reviews: absences.length === 0 ? [] : reviewsOf([...before, ...absenceDaysOf(ordered, absences)], month, rules),
    waiting: standing.length - counting.length,
    leaveMinutes: leaveOf(of('leave')),
    businessMinutes: minutesOf(of('business')),
    workedMinutes: days.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
  };
}

/** The newest decision on a finding as it is now; one on other minutes was on something else. */
export function decisionOn<D extends Decision>({ key, minutes }: Finding, decisions: readonly D[]): D | undefined {
  const newest = decisions.findLast(({ findingKey }) => findingKey === key);
  return newest?.minutes === minutes ? newest : undefined;
}

/** Whether somebody excused a finding as it is now. */
export function isExcused(finding: Finding, decisions: readonly Decision[]): boolean {
  return decisionOn(finding, decisions)?.verdict === 'excused';
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
