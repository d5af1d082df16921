import { inForce } from '../../config/ruled.ts';
import { decisionOn } from './month.rules.ts';
import { cycleOf, lastDayOf, mondayOf, sundayOf } from './months.rules.ts';
import { keptDays, type Outcomes } from './open-outcomes.ts';
import { judgeDays, judgePersonMonth, type PersonMonth } from './person-month.ts';
import { type Consequence, consequenceOf, type DayState, dayState, wantsDecision } from './picture.rules.ts';
import { noSuchPerson } from './refusals.ts';
import type { DayOutcome, Decision, Finding } from './rules.ts';
import type { DayView, MonthView } from './view.rules.ts';
import { overtimeOf, weeksOf } from './week.rules.ts';

/** @param month `YYYY-MM` @throws DeskError `outcomes/no-such-person` */
export function monthOutcome(outcomes: Outcomes, personId: number, month: string): MonthView {
  const person = outcomes.needs.personById(personId);
  if (person === undefined) throw noSuchPerson();
  const judged = judgePersonMonth(outcomes, personId, month);
  const { rules, outcome, days } = judged;
  const cycle = cycleOf(month, rules.overtime.value.cycleFromDay);
  const around = judgeDays(outcomes, personId, mondayOf(cycle.from), sundayOf(lastDayOf(month)));
  const ofWeeks = around.days.filter(({ day }) => day >= mondayOf(`${month}-01`));
  return {
    personId,
    staffNo: person.staffNo,
    name: person.name,
    department: days.at(-1)?.line.department ?? person.department,
    month,
    rulesFrom: rules.from,
    limits: {
      lateMinutes: rules.monthLateMinutes,
      lateAndEarly: rules.lateAndEarly.value,
      missed: rules.monthMissedPunches,
    },
    days: dayViews(outcomes, judged),
    outcome,
    weeks: weeksOf(ofWeeks, rules),
    overtime: overtimeOf(around.days, around.forms, cycle, rules),
    forms: around.forms,
    decisions: judged.decisions.map((decision) => named(outcomes, decision)),
  };
}

/** What the days of a person come to, from and until included; nothing is decided here. */
export function dayOutcomes(outcomes: Outcomes, personId: number, from: string, until: string): readonly DayOutcome[] {
  return judgeDays(outcomes, personId, from, until).days;
}

/** How many findings of a month somebody is still to decide on. */
export function undecidedOf(month: PersonMonth): number {
  return findingsOf(month).filter(({ undecided }) => undecided).length;
}

/** What colour each day of a month has. */
export function statesOf(outcomes: Outcomes, { days, outcome, decisions }: PersonMonth): DayState[] {
  const kept = keptDays(outcomes);
  return days.map((day) => dayState(day, outcome, decisions, kept));
}

/** The findings of a month with what they lead to. */
export function findingsOf({ days, outcome, decisions }: PersonMonth): (Finding & Judged)[] {
  return days.flatMap(({ findings }) => findings).map((finding) => ({ ...finding, ...judgedBy(finding) }));

  function judgedBy(finding: Finding): Judged {
    const consequence = consequenceOf(finding, outcome, decisions);
    const undecided = wantsDecision(consequence) && decisionOn(finding, decisions) === undefined;
    return { consequence, undecided };
  }
}

interface Judged {
  readonly consequence: Consequence;
  readonly undecided: boolean;
}

/** The days of a month with their colour, their findings and what was decided. */
export function dayViews(outcomes: Outcomes, month: PersonMonth): DayView[] {
  const states = statesOf(outcomes, month);
  const findings = findingsOf(month);
  return month.days.map((day, at) => ({
    ...day,
    state: states[at] ?? 'before',
    findings: findings
      .filter((finding) => finding.day === day.day)
      .map((finding) => {
        const decision = decisionOn(finding, month.decisions);
        return { ...finding, decision: decision === undefined ? null : named(outcomes, decision) };
      }),
  }));
}

function named<D extends Decision>({ needs }: Outcomes, decision: D): D & { readonly byName: string } {
  return { ...decision, byName: needs.personById(decision.byPersonId)?.name ?? '' };
}

/** Whether a month has begun at the desk. */
export function hasBegun(outcomes: Outcomes, month: string): boolean {
  return `${month}-01` <= keptDays(outcomes).today;
}

/** The rules a month is added up by. */
export function rulesOfMonth({ needs }: Outcomes, month: string) {
  return inForce(needs.rules, lastDayOf(month));
}
