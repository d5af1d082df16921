import { inForce } from '../../config/ruled.ts';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormFact } from '../forms/rules.ts';
import { type RosterLine, rosterLineFor } from '../roster/actions.ts';
import { type AbsenceDay, absenceDaysOf, reviewsFrom } from './absence.rules.ts';
import { judgeDay } from './day.rules.ts';
import { judgeMonth, type MonthOutcome } from './month.rules.ts';
import { lastDayOf, monthOf, monthsBetween } from './months.rules.ts';
import { keptDays, type Outcomes } from './open-outcomes.ts';
import { placePunches } from './place.rules.ts';
import { reshifted } from './reshift.rules.ts';
import type { DayOutcome, PunchFact } from './rules.ts';
import type { StoredDecision } from './store.ts';

/** Days of one person, and the forms that touch them. */
export interface JudgedDays {
  readonly days: readonly DayOutcome[];
  readonly forms: readonly FormFact[];
}

/** A month of one person as it stands. */
export interface PersonMonth extends JudgedDays {
  readonly month: string;
  readonly rules: AttendanceRules;
  readonly outcome: MonthOutcome;
  readonly decisions: readonly StoredDecision[];
}

/**
 * Judges the days of a person, from until included.
 *
 * @param versions other rules than those in force, to try them
 */
export function judgeDays(
  outcomes: Outcomes,
  personId: number,
  from: string,
  until: string,
  versions: readonly AttendanceRules[] = outcomes.needs.rules,
): JudgedDays {
  const { desk, needs } = outcomes;
  const { dayAfter, dayBefore } = needs.roster.shiftCalendar;
  const around = [dayBefore(from), dayAfter(until)] as const;
  const rulesOn = (day: string): AttendanceRules => inForce(versions, day);
  const lines = linesOf(outcomes, personId, ...around, versions);
  const forms = needs.formsTouching(personId, ...around);
  const punches = byDay(placePunches(lines, needs.punchesOf(personId, ...around), rulesOn));
  const { since } = keptDays(outcomes);
  const proxies = needs.proxiesOf(personId, from, until);
  const nowMs = desk.clock.read().wallMs;
  const days = lines.slice(1, -1).map((line) => {
    const facts = {
      line,
      punches: punches.get(line.day) ?? [],
      forms,
      nowMs,
      proxies: proxies.filter(({ day }) => day === line.day),
    };
    const day = judgeDay(facts, rulesOn(line.day));
    return line.day < since ? { ...day, findings: [], workedMinutes: 0 } : day;
  });
  return { days, forms };
}

/** Judges a month of a person; of the months before only what a review of absences asks for. */
export function judgePersonMonth(
  outcomes: Outcomes,
  personId: number,
  month: string,
  versions: readonly AttendanceRules[] = outcomes.needs.rules,
): PersonMonth {
  const rules = inForce(versions, lastDayOf(month));
  const { days, forms } = judgeDays(outcomes, personId, `${month}-01`, lastDayOf(month), versions);
  const decisions = outcomes.store.decisions(personId, `${month}-01`, lastDayOf(month));
  const alone = judgeMonth({ month, days, decisions }, rules);
  const outcome =
    alone.absences.length === 0
      ? alone
      : judgeMonth({ month, days, decisions, before: absencesBefore(outcomes, personId, month, versions) }, rules);
  return { month, days, forms, rules, outcome, decisions };
}

function absencesBefore(
  outcomes: Outcomes,
  personId: number,
  month: string,
  versions: readonly AttendanceRules[],
): AbsenceDay[] {
  const from = monthOf(reviewsFrom(month, inForce(versions, lastDayOf(month))));
  return monthsBetween(from, month).flatMap((earlier) => {
    const { days } = judgeDays(outcomes, personId, `${earlier}-01`, lastDayOf(earlier), versions);
    const decisions = outcomes.store.decisions(personId, `${earlier}-01`, lastDayOf(earlier));
    const { absences } = judgeMonth({ month: earlier, days, decisions }, inForce(versions, lastDayOf(earlier)));
    return absenceDaysOf(days, absences);
  });
}

function linesOf(
  { needs }: Outcomes,
  personId: number,
  from: string,
  until: string,
  versions: readonly AttendanceRules[],
): RosterLine[] {
  const { roster } = needs;
  const person = needs.personById(personId) ?? { id: personId, department: '', shiftId: '' };
  const lines: RosterLine[] = [];
  for (let day = from; day <= until; day = roster.shiftCalendar.dayAfter(day))
    lines.push(rosterLineFor(roster, person, day));
  if (versions === needs.rules) return lines;
  return lines.map((line) =>
    reshifted(line, inForce(needs.rules, line.day), inForce(versions, line.day), roster.shiftCalendar.span),
  );
}

function byDay(punches: readonly PunchFact[]): ReadonlyMap<string, PunchFact[]> {
  const days = new Map<string, PunchFact[]>();
  for (const punch of punches) {
    const of = days.get(punch.shiftDay);
    if (of === undefined) days.set(punch.shiftDay, [punch]);
    else of.push(punch);
  }
  return days;
}
