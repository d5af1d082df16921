import { Temporal } from 'temporal-polyfill';

const local = (atMs: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);

/** `2026-11-21 14:32`, as papers show a moment. */
export function paperDateTime(atMs: number, timeZone: string): string {
  return `${paperDate(atMs, timeZone)} ${paperTime(atMs, timeZone)}`;
}

/** `2026-11-21` */
export function paperDate(atMs: number, timeZone: string): string {
  return local(atMs, timeZone).toPlainDate().toString();
}

/** `14:32` */
export function paperTime(atMs: number, timeZone: string): string {
  return local(atMs, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** UTC milliseconds of the first and the first-after moment of a local day (`YYYY-MM-DD`). */
export function dayBounds(day: string, timeZone: string): { readonly fromMs: number; readonly untilMs: number } {
  const date = Temporal.PlainDate.from(day);
  const start = (of: Temporal.PlainDate) => of.toZonedDateTime(timeZone).epochMilliseconds;
  return { fromMs: start(date), untilMs: start(date.add({ days: 1 })) };
}
