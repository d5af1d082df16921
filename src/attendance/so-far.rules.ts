import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { MonthOutcome } from '../outcomes/month.rules.ts';
import type { DayOutcome } from '../outcomes/rules.ts';
import type { SoFar } from './rules.ts';

/** What of a month a tap tells; each adds up over its days. */
export type DaySums = Pick<MonthOutcome, 'lateMinutes' | 'earlyMinutes' | 'missed' | 'workedMinutes'>;

/** What one day comes to so far. */
export interface DayTally extends DaySums {
  readonly day: string;
  /** Not over: it may come to something else with time alone. */
  readonly open: boolean;
}

/**
 * Adds up month and week until and including a day, in the words of the outcomes: minutes over the limit of once are an absence and not
 * counted, and a missed punch counts when its shift is over.
 *
 * @param days in any order; days without punches and forms may be left out
 * @param from first days of the month and of the week `today` is in
 */
export function soFar(
  days: Iterable<DayTally>,
  today: string,
  from: { readonly month: string; readonly week: string },
  rules: Pick<AttendanceRules, 'lateAndEarly' | 'monthLateMinutes' | 'monthMissedPunches' | 'weekHours'>,
): SoFar {
  let lateMinutes = 0;
  let earlyMinutes = 0;
  let missed = 0;
  let workedMinutes = 0;
  for (const one of days) {
    if (one.day > today) continue;
    if (one.day >= from.month) {
      lateMinutes += one.lateMinutes;
      earlyMinutes += one.earlyMinutes;
      missed += one.missed.confirmed + one.missed.waiting + one.missed.unconfirmed;
    }
    if (one.day >= from.week) workedMinutes += one.workedMinutes;
  }
  return {
    month: {
      lateMinutes:
        rules.lateAndEarly.value === 'summed' ? lateMinutes + earlyMinutes : Math.max(lateMinutes, earlyMinutes),
      limit: rules.monthLateMinutes.value,
      clause: rules.monthLateMinutes.clause,
      missed,
      missedLimit: rules.monthMissedPunches.value,
      missedClause: rules.monthMissedPunches.clause,
    },
    week: {
      hours: Math.round(workedMinutes / 6) / 10,
      limit: rules.weekHours.value,
      clause: rules.weekHours.clause,
    },
  };
}

/** Minutes a punch makes somebody late or early by. */
export function offMinutes({ findings }: DayOutcome, punchId: number): { late: number; early: number } {
  const off = { late: 0, early: 0 };
  for (const { kind, minutes, evidence } of findings) {
    const way =
      kind === 'late' || kind === 'late-absent'
        ? 'late'
        : kind === 'early' || kind === 'early-absent'
          ? 'early'
          : undefined;
    if (way !== undefined && evidence.some((one) => one.kind === 'punch' && one.punchId === punchId))
      off[way] = minutes;
  }
  return off;
}
