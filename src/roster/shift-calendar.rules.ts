import { Temporal } from 'temporal-polyfill';
import type { ShiftRules, ShiftSpan } from './rules.ts';

/** Days and shifts in the desk's time zone. Answers are remembered, because a tap asks for the same few days again and again. */
export interface ShiftCalendar {
  /** The date of an instant, `YYYY-MM-DD`. */
  dayOf(ms: number): string;
  /** First and last-plus-one ms of a date. */
  dayBounds(day: string): { readonly startMs: number; readonly endMs: number };
  dayBefore(day: string): string;
  dayAfter(day: string): string;
  /** The shift that starts on this date. */
  span(shift: ShiftRules, day: string): ShiftSpan;
  /** The shift on the day before, the day of and the day after an instant. */
  spansAround(shift: ShiftRules, ms: number): readonly ShiftSpan[];
  /** First days of the month and of the week (Monday) a date is in, and the earlier of the two. */
  periodsOf(day: string): { readonly month: string; readonly week: string; readonly earlier: string };
}

/** More than a year of days for a few shifts. */
const REMEMBERED = 2_000;
/** Today, the days around it and one a page looks back to. */
const LAST_DAYS = 4;

/** @param timeZone IANA name */
export function createShiftCalendar(timeZone: string): ShiftCalendar {
  const bounds = remember((day: string) => {
    const date = Temporal.PlainDate.from(day);
    return {
      startMs: date.toZonedDateTime({ timeZone }).epochMilliseconds,
      endMs: date.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds,
    };
  });
  const around = remember((day: string) => {
    const date = Temporal.PlainDate.from(day);
    return [date.subtract({ days: 1 }).toString(), day, date.add({ days: 1 }).toString()];
  });
  const instantOf = remember((dayAndTime: string) => {
    return Temporal.PlainDateTime.from(dayAndTime).toZonedDateTime(timeZone).epochMilliseconds;
  });
  const periods = remember((day: string) => {
    const date = Temporal.PlainDate.from(day);
    const month = date.with({ day: 1 }).toString();
    const week = date.subtract({ days: date.dayOfWeek - 1 }).toString();
    const [earlier = month] = [month, week].sort();
    return { month, week, earlier };
  });
  const lastDays: { readonly day: string; readonly startMs: number; readonly endMs: number }[] = [];

  function dayOf(ms: number): string {
    for (const { day, startMs, endMs } of lastDays) if (ms >= startMs && ms < endMs) return day;
    const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString();
    lastDays.unshift({ day, ...bounds(day) });
    lastDays.length = Math.min(lastDays.length, LAST_DAYS);
    return day;
  }

  function span(shift: ShiftRules, day: string): ShiftSpan {
    const overnight = shift.ends <= shift.starts;
    const endDay = overnight ? (around(day)[2] ?? day) : day;
    return {
      shift,
      day,
      endDay,
      startMs: instantOf(`${day}T${shift.starts}`),
      endMs: instantOf(`${endDay}T${shift.ends}`),
    };
  }

  return {
    dayOf,
    dayBounds: bounds,
    dayBefore: (day) => around(day)[0] ?? day,
    dayAfter: (day) => around(day)[2] ?? day,
    span,
    spansAround: (shift, ms) => around(dayOf(ms)).map((day) => span(shift, day)),
    periodsOf: periods,
  };
}

function remember<Answer>(ask: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, Answer>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
}
