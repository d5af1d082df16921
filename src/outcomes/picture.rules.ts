import { isExcused, type MonthOutcome } from './month.rules.ts';
import type { DayOutcome, Decision, Finding, FindingKind } from './rules.ts';

/** What colour a day has in the picture of a month. */
export type DayState =
  /** The desk did not keep time yet. */
  'before' | 'good' | 'late' | 'missed' | 'absent' | 'leave' | 'business' | 'rest' | 'holiday' | 'open' | 'future';

/** What a finding leads to. `look`: somebody must look; `forgiven`: within the limits; `fact`: leave, business, work on a day of rest. */
export type Consequence = 'absence' | 'deduction' | 'look' | 'waiting' | 'forgiven' | 'excused' | 'fact';

const FACTS: readonly FindingKind[] = ['leave', 'business', 'rest-worked'];
const TO_LOOK_AT: readonly FindingKind[] = ['present-on-leave', 'clock-unsure'];
const OFF_TIME: readonly FindingKind[] = ['late', 'early'];
const MISSED: readonly FindingKind[] = ['missed-in', 'missed-out', 'no-punch', 'late-absent', 'early-absent'];

/** What a finding leads to in its month, as things stand. */
export function consequenceOf(finding: Finding, month: MonthOutcome, decisions: readonly Decision[]): Consequence {
  if (FACTS.includes(finding.kind)) return 'fact';
  if (isExcused(finding, decisions)) return 'excused';
  if (TO_LOOK_AT.includes(finding.kind)) return 'look';
  if (finding.confirmation === 'waiting') return 'waiting';
  const leadsTo = ({ findingKeys }: { readonly findingKeys: readonly string[] }): boolean =>
    findingKeys.includes(finding.key);
  if (month.absences.some(leadsTo)) return 'absence';
  if (month.deductions.some(leadsTo)) return 'deduction';
  return 'forgiven';
}

/** Whether a named person is to decide: it costs something, or nobody can tell without looking. */
export function wantsDecision(consequence: Consequence): boolean {
  return consequence === 'absence' || consequence === 'deduction' || consequence === 'look';
}

/** @param kept the first day the desk kept time, and today; `YYYY-MM-DD` at the desk */
export function dayState(
  { day, line, findings, open }: DayOutcome,
  month: MonthOutcome,
  decisions: readonly Decision[],
  kept: { readonly since: string; readonly today: string },
): DayState {
  if (day < kept.since) return 'before';
  const standing = findings.filter((finding) => !isExcused(finding, decisions));
  const has = (kinds: readonly FindingKind[]): boolean => standing.some(({ kind }) => kinds.includes(kind));
  if (line.shifts.length === 0) return line.calendar.kind === 'holiday' ? 'holiday' : 'rest';
  if (month.absences.some((absence) => absence.day === day)) return 'absent';
  if (has(MISSED)) return 'missed';
  if (has(OFF_TIME)) return 'late';
  if (has(['leave'])) return 'leave';
  if (has(['business'])) return 'business';
  if (day > kept.today) return 'future';
  return open ? 'open' : 'good';
}
