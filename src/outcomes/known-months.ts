import type { Desk } from '../journal/desk.ts';
import type { ShiftCalendar } from '../roster/actions.ts';
import { forgottenBy } from './forget.rules.ts';
import type { MonthOutcome } from './month.rules.ts';
import { monthOf } from './months.rules.ts';
import type { DayState } from './picture.rules.ts';

/** What a list needs of a person's month. */
export interface KnownMonth {
  readonly outcome: MonthOutcome;
  readonly undecided: number;
  readonly states: readonly DayState[];
  /** On the last day of the month. */
  readonly department: string;
  readonly punched: boolean;
}

/** Months that are over, by month and person: judged once, and again when the journal says that something of them changed. */
export interface KnownMonths {
  find(month: string, personId: number): KnownMonth | undefined;
  /** Only of a month no day of which is open. */
  keep(month: string, personId: number, known: KnownMonth): void;
}

/** 1 kB each. */
const REMEMBERED = 10_000;
/** More records than this since the last report: everything is judged again. */
const READ_AT_MOST = 20_000;

export function openKnownMonths(desk: Desk, { dayBefore }: Pick<ShiftCalendar, 'dayBefore'>): KnownMonths {
  const known = new Map<string, Map<number, KnownMonth>>();
  let count = 0;
  let seq = desk.journal.head().seq;
  let judgedMs = 0;

  function forgetAll(): void {
    known.clear();
    count = 0;
  }

  function forget(personId: number, fromMonth: string): void {
    for (const [month, people] of known) if (month >= fromMonth && people.delete(personId)) count -= 1;
  }

  function catchUp(): void {
    const { wallMs } = desk.clock.read();
    // By a clock that was put back, what was over is not over yet.
    if (wallMs < judgedMs) forgetAll();
    judgedMs = wallMs;
    const head = desk.journal.head().seq;
    if (head === seq) return;
    const rows = count === 0 ? [] : desk.journal.since(seq, READ_AT_MOST);
    if (rows.length === READ_AT_MOST) forgetAll();
    for (const row of rows) {
      const gone = forgottenBy(row);
      if (gone === 'everything') forgetAll();
      else if (gone !== undefined) forget(gone.personId, gone.from === undefined ? '' : monthOf(dayBefore(gone.from)));
    }
    seq = head;
  }

  return {
    find(month, personId) {
      catchUp();
      return known.get(month)?.get(personId);
    },
    keep(month, personId, found) {
      if (count >= REMEMBERED) forgetAll();
      const people = known.get(month) ?? new Map<number, KnownMonth>();
      known.set(month, people.set(personId, found));
      count += 1;
    },
  };
}
