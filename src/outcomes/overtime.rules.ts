import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { OvertimeForm } from '../forms/rules.ts';
import type { DayOutcome, Span } from './rules.ts';

const HOUR_MINUTES = 60;
const MINUTE_MS = 60_000;

/** Why overtime does not count. */
export type OvertimeRefusal =
  | 'not-a-rest-day'
  | 'not-signed'
  | 'filled-afterwards'
  | 'twice'
  | 'nobody-there'
  | 'week-not-over';

/** What one overtime slip comes to. */
export interface OvertimeOutcome {
  readonly formId: number;
  readonly day: string;
  readonly minutes: number;
  readonly clause: string;
  readonly refusal: OvertimeRefusal | null;
  /** The work on the day of rest it counts. */
  readonly findingKey: string | null;
}

/**
 * What the overtime slips of one week come to: only on a day of rest, signed, filled in beforehand, no time twice, as far as somebody was
 * there, and only above the hours of the week.
 *
 * @param days Monday to Sunday
 */
export function judgeOvertime(
  days: readonly DayOutcome[],
  forms: readonly OvertimeForm[],
  { overtime, weekHours }: AttendanceRules,
): OvertimeOutcome[] {
  const limit = weekHours.value * HOUR_MINUTES;
  let worked = days.reduce((sum, day) => sum + day.workedMinutes, 0);
  const counted: Span[] = [];
  const alive = forms.filter(({ state }) => state === 'open' || state === 'confirmed');
  return [...alive]
    .sort((a, b) => a.fromMs - b.fromMs || a.formId - b.formId)
    .map((form) => {
      const day = days.find((one) => one.day === form.day);
      const rest = day?.findings.find(({ kind }) => kind === 'rest-worked');
      const answer = (refusal: OvertimeRefusal | null, minutes = 0): OvertimeOutcome => ({
        formId: form.formId,
        day: form.day,
        minutes,
        clause: overtime.clause,
        refusal,
        findingKey: refusal === null ? (rest?.key ?? null) : null,
      });
      if (overtime.value.onlyRestDays && (day === undefined || day.line.shifts.length > 0))
        return answer('not-a-rest-day');
      if (form.filledDay > form.day) return answer('filled-afterwards');
      if (counted.some(({ fromMs, untilMs }) => form.fromMs < untilMs && form.untilMs > fromMs)) return answer('twice');
      if (form.state !== 'confirmed' || form.signatures < overtime.value.signatures) return answer('not-signed');
      const minutes = minutesThere(form, day?.restWork);
      if (minutes <= 0) return answer('nobody-there');
      counted.push(form);
      const over = Math.min(minutes, worked + minutes - limit);
      worked += minutes;
      return over <= 0 ? answer('week-not-over') : answer(null, over);
    });
}

/** Of the time asked for, what somebody was there. */
function minutesThere(asked: Span, there: Span | undefined): number {
  if (there === undefined) return 0;
  return Math.floor((Math.min(asked.untilMs, there.untilMs) - Math.max(asked.fromMs, there.fromMs)) / MINUTE_MS);
}
