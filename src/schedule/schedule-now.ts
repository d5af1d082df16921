import { graceOf } from './air-occurrence.ts';
import type { Occurrence, ScheduleNow } from './rules.ts';
import { occurrencesOn, type ScheduleBook, scheduleRulesOf } from './schedule-room.ts';
import { dateOf, dayAfter, minuteOfDay } from './timing.rules.ts';

/** What every page shows: today's broadcasts, whom to stand ready for, and what nobody has heard. */
export function scheduleNow(book: ScheduleBook, held: boolean): ScheduleNow {
  const { desk } = book;
  const nowMs = desk.clock.read().wallMs;
  const today = dateOf(nowMs, desk.timeZone);
  const todays = occurrencesOn(book, today);
  // An item due just after midnight is cued before it.
  const soon = [...occurrencesOn(book, dayAfter(today, -1)), ...todays, ...occurrencesOn(book, dayAfter(today))];
  const cued = held ? undefined : soon.find((one) => isCued(book, one, nowMs));
  return {
    ticks: todays.flatMap(({ dueMs, record }) =>
      record?.state === 'skipped' ? [] : [minuteOfDay(dueMs, desk.timeZone)],
    ),
    standReady: cued === undefined ? null : { itemId: cued.item.id, title: cued.item.title, dueMs: cued.dueMs },
    held,
    missed: todays.flatMap(({ item, record }) => (record?.state === 'missed' ? [item.title] : [])),
  };
}

/** From the cue until it is heard, or will not be. */
function isCued(book: ScheduleBook, occurrence: Occurrence, nowMs: number): boolean {
  const { dueMs, day, record } = occurrence;
  const cueMs = scheduleRulesOf(book, day).standReadySeconds.value * 1000;
  if (nowMs < dueMs - cueMs || nowMs > dueMs + graceOf(book, occurrence)) return false;
  if (record === undefined || record.state === 'planned') return nowMs <= dueMs;
  if (record.state !== 'sent' || record.announcementId === null) return false;
  const sent = book.parts.announcement(record.announcementId);
  return sent !== undefined && sent.startedAtMs === null && (sent.state === 'armed' || sent.state === 'queued');
}
