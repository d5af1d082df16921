import { setImmediate } from 'node:timers/promises';
import type { Person } from '../staff/actions.ts';
import type { KnownMonth } from './known-months.ts';
import { hasBegun, statesOf, undecidedOf } from './month-view.ts';
import { lastMonths } from './months.rules.ts';
import { keptDays, type Outcomes } from './open-outcomes.ts';
import { judgePersonMonth, type PersonMonth } from './person-month.ts';
import { noSuchMonth } from './refusals.ts';
import { trendsOf } from './trend.rules.ts';
import type { MonthRow, Trends } from './view.rules.ts';

/** People judged before others get their turn: a tap waits for no report. */
const PEOPLE_AT_ONCE = 4;

/** The month of everybody, or of one department. @param month `YYYY-MM` */
export async function departmentMonth(
  outcomes: Outcomes,
  month: string,
  department: string | undefined,
): Promise<MonthRow[]> {
  const rows: MonthRow[] = [];
  await forEverybody(outcomes, (person) => {
    const { punched: came, ...known } = knownMonth(outcomes, person, month);
    if (!person.active && !came) return;
    if (department !== undefined && known.department !== department) return;
    const { id: personId, staffNo, name } = person;
    rows.push({ personId, staffNo, name, ...known });
  });
  return rows;
}

/** The months of everybody up to and with one, so many of them. @param until `YYYY-MM` @throws DeskError `outcomes/no-such-month` */
export async function monthsInARow(outcomes: Outcomes, until: string, count: number): Promise<Trends> {
  if (!hasBegun(outcomes, until)) throw noSuchMonth();
  const months = lastMonths(until, count);
  const rows: MonthRow[][] = [];
  for (const month of months) rows.push(await departmentMonth(outcomes, month, undefined));
  return { months, rows: trendsOf(rows) };
}

function knownMonth(outcomes: Outcomes, person: Person, month: string): KnownMonth {
  const before = outcomes.known.find(month, person.id);
  if (before !== undefined) return before;
  const judged = judgePersonMonth(outcomes, person.id, month);
  const last = judged.days.at(-1);
  const known: KnownMonth = {
    outcome: judged.outcome,
    undecided: undecidedOf(judged),
    states: statesOf(outcomes, judged),
    department: last?.line.department ?? person.department,
    punched: punched(judged),
  };
  if (last !== undefined && last.day < keptDays(outcomes).today && judged.days.every(({ open }) => !open))
    outcomes.known.keep(month, person.id, known);
  return known;
}

/** Goes through all people in slices. */
export function forEverybody({ needs }: Outcomes, visit: (person: Person) => void): Promise<void> {
  return visitAll(needs.people(), visit);
}

/** Goes through these people in slices. */
export async function visitAll(people: readonly Person[], visit: (person: Person) => void): Promise<void> {
  for (const [at, person] of people.entries()) {
    if (at > 0 && at % PEOPLE_AT_ONCE === 0) await setImmediate();
    visit(person);
  }
}

/** Somebody who left is on the list of the months they were there. */
export function punched({ days }: PersonMonth): boolean {
  return days.some(({ punches }) => punches.length > 0);
}
