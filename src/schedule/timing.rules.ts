import { Temporal } from 'temporal-polyfill';
import type { OccurrenceRecord } from './rules.ts';

/** The plaza's hours and where they are counted. */
export interface PlazaHours {
  /** `HH:MM`; closing not after opening lies on the next day. */
  readonly opens: string;
  readonly closes: string;
  /** IANA name. */
  readonly timeZone: string;
}

const TIME = /^(?:(\d{2}:\d{2}:\d{2})|(opening|closing)(?:([+-])(\d{2}):(\d{2}):(\d{2}))?)$/;

/**
 * The instant an item is due on a date, UTC milliseconds. A time that the clocks skip in spring is due as much later as they skip; one
 * that comes twice in autumn is due the first time.
 * @throws Error when `at` is no time of day
 */
export function dueAt(at: string, day: string, { opens, closes, timeZone }: PlazaHours): number {
  const [, fixed, anchor, sign, hours = '0', minutes = '0', seconds = '0'] = TIME.exec(at) ?? [];
  const on = (date: string, time: string) => Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone);
  if (fixed !== undefined) return on(day, fixed).epochMilliseconds;
  if (anchor === undefined) throw new Error(`${at} is no time of day`);
  const next = anchor === 'closing' && closes <= opens ? dayAfter(day) : day;
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return on(next, anchor === 'opening' ? opens : closes).epochMilliseconds + (sign === '-' ? -offsetMs : offsetMs);
}

/** The date of an instant, `YYYY-MM-DD`. */
export function dateOf(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

export function dayAfter(day: string, days = 1): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Dates from the first to the last, both included. */
export function datesBetween(first: string, last: string): string[] {
  const count = Temporal.PlainDate.from(first).until(last, { largestUnit: 'days' }).days;
  return Array.from({ length: Math.max(0, count + 1) }, (_, days) => dayAfter(first, days));
}

/** `HH:MM` of an instant. */
export function minuteOfDay(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** How one occurrence is timed. */
export interface Timing {
  readonly dueMs: number;
  /** Sent on its way so long before. */
  readonly aheadMs: number;
  /** Worth airing late for so long. */
  readonly graceMs: number;
  readonly withinGrace: 'air' | 'report';
}

/**
 * What is to be done about an occurrence now. `settled`: nothing any more. One reported as missed is looked at again, because a clock that
 * is put back may bring its time back: it was not heard.
 */
export type Move = 'wait' | 'send' | 'send-late' | 'miss' | 'settled';

export function nextMove(timing: Timing, record: Pick<OccurrenceRecord, 'state'> | undefined, nowMs: number): Move {
  if (record?.state === 'sent' || record?.state === 'skipped') return 'settled';
  const { dueMs, aheadMs, graceMs, withinGrace } = timing;
  if (nowMs < dueMs - aheadMs) return 'wait';
  if (nowMs <= dueMs) return 'send';
  if (nowMs <= dueMs + graceMs && withinGrace === 'air') return 'send-late';
  return record?.state === 'missed' ? 'settled' : 'miss';
}
