import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormFact, OvertimeForm } from '../forms/rules.ts';
import { judgeOvertime, type OvertimeOutcome } from './overtime.rules.ts';
import type { DayOutcome } from './rules.ts';

/** Hours of one week, Monday to Sunday, whatever months it lies in. */
export interface WeekOutcome {
  readonly from: string;
  readonly until: string;
  readonly workedMinutes: number;
  readonly limitMinutes: number;
  readonly clause: string;
}

/** Overtime of one cycle, from until included. */
export interface OvertimeCycle {
  readonly from: string;
  readonly until: string;
  readonly minutes: number;
  readonly slips: readonly OvertimeOutcome[];
}

const WEEK_DAYS = 7;

/** @param days whole weeks from a Monday on, without a gap */
export function weeksOf(days: readonly DayOutcome[], { weekHours }: AttendanceRules): WeekOutcome[] {
  return weekly(days).map((week) => ({
    from: week[0]?.day ?? '',
    until: week.at(-1)?.day ?? '',
    workedMinutes: week.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
    limitMinutes: weekHours.value * 60,
    clause: weekHours.clause,
  }));
}

/** @param days whole weeks around the cycle, from a Monday on, without a gap */
export function overtimeOf(
  days: readonly DayOutcome[],
  forms: readonly FormFact[],
  { from, until }: { readonly from: string; readonly until: string },
  rules: AttendanceRules,
): OvertimeCycle {
  const slips = forms.filter((form): form is OvertimeForm => form.kind === 'overtime');
  const judged = weekly(days)
    .flatMap((week) => {
      const ofWeek = slips.filter(({ day }) => week.some((one) => one.day === day));
      return ofWeek.length === 0 ? [] : judgeOvertime(week, ofWeek, rules);
    })
    .filter(({ day }) => from <= day && day <= until);
  return { from, until, minutes: judged.reduce((sum, { minutes }) => sum + minutes, 0), slips: judged };
}

function weekly(days: readonly DayOutcome[]): (readonly DayOutcome[])[] {
  return days.flatMap((_day, at) => (at % WEEK_DAYS === 0 ? [days.slice(at, at + WEEK_DAYS)] : []));
}
