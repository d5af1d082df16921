import { Temporal } from 'temporal-polyfill';

/** A stretch of time, UTC ms; the end is not in it. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Hours of a day on the desk's wall clock; `to` at or before `from` lies on the next day. Weekdays 1 Monday to 7 Sunday. */
export interface LocalSpan {
  readonly from: string;
  readonly to: string;
  readonly weekdays?: readonly number[] | undefined;
}

/** Every stretch of these hours that touches the one asked for, oldest first. */
export function stretchesOf(spans: readonly LocalSpan[], asked: Stretch, timeZone: string): Stretch[] {
  // A span that began the day before may still last.
  const first = dayOf(asked.fromMs, timeZone).subtract({ days: 1 });
  const last = dayOf(asked.untilMs, timeZone);
  const found: Stretch[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const span of spans) {
      if (span.weekdays?.includes(day.dayOfWeek) === false) continue;
      const fromMs = momentOf(day, span.from, timeZone);
      const untilMs = momentOf(span.to > span.from ? day : day.add({ days: 1 }), span.to, timeZone);
      if (untilMs > asked.fromMs && fromMs < asked.untilMs) found.push({ fromMs, untilMs });
    }
  }
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

/** Moments of these times of day (`HH:MM`) inside the stretch, oldest first. */
export function momentsOf(times: readonly string[], asked: Stretch, timeZone: string): number[] {
  const found: number[] = [];
  const last = dayOf(asked.untilMs, timeZone);
  for (
    let day = dayOf(asked.fromMs, timeZone);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const time of times) {
      const atMs = momentOf(day, time, timeZone);
      if (atMs >= asked.fromMs && atMs < asked.untilMs) found.push(atMs);
    }
  }
  return found.sort((a, b) => a - b);
}

function dayOf(atMs: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
}

function momentOf(day: Temporal.PlainDate, time: string, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}
