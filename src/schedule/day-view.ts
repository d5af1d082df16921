import { reasonSentence } from './reasons.rules.ts';
import type { Occurrence, OccurrenceView, ScheduleDay } from './rules.ts';
import { occurrencesOn, type Schedule, type ScheduleBook, scheduleRulesOf, todayOf } from './schedule-room.ts';

/** A day with everything on it and what became of it. */
export function scheduleDay(schedule: Schedule, wanted?: string): ScheduleDay {
  const today = todayOf(schedule);
  const day = wanted ?? today;
  const { calendar } = schedule.parts;
  return {
    day,
    today,
    calendar: calendar.day(day),
    horizon: calendar.horizon(today),
    held: schedule.now().held,
    occurrences: occurrencesOn(schedule, day).map((one) => viewOf(schedule, one)),
    postpone: scheduleRulesOf(schedule, day).postponeMinutes,
  };
}

function viewOf(book: ScheduleBook, { item, day, plannedMs, dueMs, record }: Occurrence): OccurrenceView {
  const sent =
    record?.state === 'sent' && record.announcementId !== null
      ? book.parts.announcement(record.announcementId)
      : undefined;
  const state = record?.state === 'sent' ? (sent?.state ?? 'interrupted') : (record?.state ?? 'planned');
  const code = record?.code ?? null;
  return {
    itemId: item.id,
    day,
    title: item.title,
    plannedMs,
    dueMs,
    state,
    says: sent?.says ?? (code === null ? null : reasonSentence(code)),
    by: record === undefined ? null : (book.parts.nameOf(record.decidedBy) ?? null),
    reason: record?.reason ?? null,
    startedAtMs: sent?.startedAtMs ?? null,
    script: { zh: item.text?.zh ?? null, en: item.text?.en ?? null },
    recording: item.recording ?? null,
    zones: item.zones ?? [],
    fromRules: item.version === 0,
    clause: item.clause,
  };
}
