import { setImmediate } from 'node:timers/promises';
import type { Person } from '../staff/actions.ts';
import type { MonthOutcome } from './month.rules.ts';
import { undecidedOf } from './month-view.ts';
import type { Outcomes } from './open-outcomes.ts';
import { judgePersonMonth, type PersonMonth } from './person-month.ts';

/** One person's month in a list. */
export interface MonthRow {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  /** On the last day of the month. */
  readonly department: string;
  readonly outcome: MonthOutcome;
  /** Findings somebody is still to decide on. */
  readonly undecided: number;
}

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
    const judged = judgePersonMonth(outcomes, person.id, month);
    if (!person.active && !punched(judged)) return;
    const of = judged.days.at(-1)?.line.department ?? person.department;
    if (department !== undefined && of !== department) return;
    const { id: personId, staffNo, name } = person;
    rows.push({
      personId,
      staffNo,
      name,
      department: of,
      outcome: judged.outcome,
      undecided: undecidedOf(judged),
    });
  });
  return rows;
}

/** Goes through all people in slices. */
export async function forEverybody({ needs }: Outcomes, visit: (person: Person) => void): Promise<void> {
  for (const [at, person] of needs.people().entries()) {
    if (at > 0 && at % PEOPLE_AT_ONCE === 0) await setImmediate();
    visit(person);
  }
}

/** Somebody who left is on the list of the months they were there. */
export function punched({ days }: PersonMonth): boolean {
  return days.some(({ punches }) => punches.length > 0);
}
