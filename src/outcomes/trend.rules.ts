import type { MonthRow, TrendPoint, TrendRow } from './view.rules.ts';

/** What the months of everybody came to, one after the other; somebody who was not there in a month has nothing in it. */
export function trendsOf(months: readonly (readonly MonthRow[])[]): TrendRow[] {
  const people = new Map<number, MonthRow>();
  for (const row of months.flat()) people.set(row.personId, row);
  return [...people.values()]
    .map(({ personId, staffNo, name, department }) => ({
      personId,
      staffNo,
      name,
      department,
      points: months.map((rows) => pointOf(rows.find((row) => row.personId === personId))),
    }))
    .sort((a, b) => a.staffNo.localeCompare(b.staffNo));
}

function pointOf(row: MonthRow | undefined): TrendPoint {
  if (row === undefined) return { offMinutes: 0, missed: 0, absentDays: 0 };
  const { lateMinutes, earlyMinutes, missed, absentDays } = row.outcome;
  return {
    offMinutes: lateMinutes + earlyMinutes,
    missed: missed.confirmed + missed.waiting + missed.unconfirmed,
    absentDays,
  };
}
