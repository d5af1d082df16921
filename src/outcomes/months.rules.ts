import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM` of a date. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function lastDayOf(month: string): string {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${String(daysInMonth).padStart(2, '0')}`;
}

/** From included, until not. */
export function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  for (let month = from; month < until; month = monthAfter(month)) months.push(month);
  return months;
}

/** So many months, the named one last. */
export function lastMonths(until: string, count: number): string[] {
  const from = Temporal.PlainYearMonth.from(until)
    .subtract({ months: count - 1 })
    .toString();
  return [...monthsBetween(from, until), until];
}

/** The Monday on or before a date. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** The Sunday on or after a date. */
export function sundayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.add({ days: 7 - date.dayOfWeek }).toString();
}

/** The cycle that ends in a month: from its day of the month before until the day before it. */
export function cycleOf(month: string, fromDay: number): { readonly from: string; readonly until: string } {
  const next = Temporal.PlainYearMonth.from(month).toPlainDate({ day: fromDay });
  return { from: next.subtract({ months: 1 }).toString(), until: next.subtract({ days: 1 }).toString() };
}

function monthAfter(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
}
