import type { Acted, Change, Command } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import { airOccurrence } from './air-occurrence.ts';
import type { Occurrence, OccurrenceRecord } from './rules.ts';
import { isUnderway, occurrencesOn, type Schedule, scheduleRulesOf } from './schedule-room.ts';

const MS_PER_MINUTE = 60_000;

/** One item on one day, by touch. */
export interface OccurrenceKey {
  readonly itemId: string;
  readonly day: string;
}

/** Leaves an item out on this one day; also answers for one that was missed. @throws DeskError `schedule/unknown`, `schedule/under-way` */
export function skipOccurrence(
  schedule: Schedule,
  command: Command,
  key: OccurrenceKey,
  reason: string,
): Acted<{ state: string }> {
  return decided(schedule, command, 'schedule/skip', (change) => {
    const occurrence = openOne(schedule, key);
    const words = plainWords(reason);
    put(schedule, change, occurrence, { state: 'skipped', reason: words });
    // Free words may name somebody.
    record(change, 'schedule/skipped', occurrence, {}, { reason: words });
    return { state: 'skipped' };
  });
}

/** Puts an item back on this day's plan, at its own time. @throws DeskError `schedule/unknown`, `schedule/under-way`, `schedule/past` */
export function restoreOccurrence(
  schedule: Schedule,
  command: Command,
  key: OccurrenceKey,
): Acted<{ state: string; dueMs: number }> {
  return decided(schedule, command, 'schedule/restore', (change) => {
    const occurrence = openOne(schedule, key);
    const { plannedMs: dueMs } = occurrence;
    if (dueMs <= change.at.wallMs) {
      throw new DeskError('wrong-state', 'schedule/past', {
        zh: '这条的时间已经过了，请按“现在播”。',
        en: 'Its time is over. Press “Air now”.',
      });
    }
    put(schedule, change, occurrence, { state: 'planned', dueMs });
    record(change, 'schedule/restored', occurrence, { due: dueMs });
    return { state: 'planned', dueMs };
  });
}

/** Moves one occurrence by so many minutes, counted from its time or from now if that is over. @throws DeskError `schedule/too-far` … */
export function postponeOccurrence(
  schedule: Schedule,
  command: Command,
  key: OccurrenceKey,
  minutes: number,
): Acted<{ state: string; dueMs: number }> {
  return decided(schedule, command, 'schedule/postpone', (change) => {
    const occurrence = openOne(schedule, key);
    const dueMs = Math.max(occurrence.dueMs, change.at.wallMs) + minutes * MS_PER_MINUTE;
    const { value, clause } = scheduleRulesOf(schedule, key.day).postponeMinutes;
    if (dueMs - Math.max(occurrence.plannedMs, change.at.wallMs) > value.most * MS_PER_MINUTE) {
      throw new DeskError(
        'invalid',
        'schedule/too-far',
        {
          zh: `最多推迟 ${value.most} 分钟。不播了请按“今天不播”。`,
          en: `At most ${counted(value.most, 'minute')} later. If it is not wanted, press “Not today”.`,
        },
        { field: 'minutes', facts: { clause } },
      );
    }
    put(schedule, change, occurrence, { state: 'planned', dueMs });
    record(change, 'schedule/postponed', occurrence, { minutes, due: dueMs });
    return { state: 'planned', dueMs };
  });
}

/** Airs one occurrence when its cancel window ends, also one that was missed or skipped; it is not aired again at its own time. */
export function airOccurrenceNow(
  schedule: Schedule,
  command: Command,
  key: OccurrenceKey,
): Acted<{ announcementId: string; airAtMs: number }> {
  return decided(schedule, command, 'schedule/air-now', (change) =>
    airOccurrence(schedule, change, openOne(schedule, key), { atDue: false, code: null }),
  );
}

/** A person has looked at the clock and says that it is right. */
export function confirmClock(schedule: Schedule, command: Command): Acted<{ wallMs: number }> {
  return decided(schedule, command, 'schedule/confirm-clock', (change) => {
    const { wallMs } = change.at;
    change.record({ kind: 'schedule/clock-confirmed', subject: 'clock', body: { wall: wallMs } });
    change.afterCommit(() => schedule.trustClock());
    return { wallMs };
  });
}

/** Every decision changes what is due next. */
function decided<Answer extends { readonly [key: string]: string | number }>(
  schedule: Schedule,
  command: Command,
  kind: string,
  work: (change: Change) => Answer,
): Acted<Answer> {
  return schedule.desk.act(command, kind, (change) => {
    const answer = work(change);
    change.afterCommit(() => schedule.look());
    return answer;
  });
}

/** One that can still be decided about. */
function openOne(schedule: Schedule, { itemId, day }: OccurrenceKey): Occurrence {
  const found = occurrencesOn(schedule, day).find(({ item }) => item.id === itemId);
  if (found === undefined) {
    throw new DeskError('not-found', 'schedule/unknown', {
      zh: '这一天的日程里没有这条。',
      en: 'This is not on the schedule of that day.',
    });
  }
  if (!isUnderway(schedule, found.record)) return found;
  throw new DeskError('wrong-state', 'schedule/under-way', {
    zh: '这条马上要播、正在播或已经播完了。要停请按停播。',
    en: 'It is about to air, on the air or aired already. To end it press stop.',
  });
}

function put(
  { store }: Schedule,
  change: Change,
  { item, day, dueMs, record: before }: Occurrence,
  after: Pick<OccurrenceRecord, 'state'> & Partial<Pick<OccurrenceRecord, 'dueMs' | 'reason'>>,
): void {
  store.put({
    itemId: item.id,
    day,
    dueMs,
    announcementId: before?.announcementId ?? null,
    attempts: before?.attempts ?? 0,
    code: before?.code ?? null,
    reason: null,
    decidedBy: change.actor,
    decidedAtMs: change.at.wallMs,
    ...after,
  });
}

function record(
  change: Change,
  kind: string,
  { item, day }: Occurrence,
  body: { readonly [key: string]: string | number },
  personal?: { readonly reason: string },
): void {
  const subject = `schedule:${item.id}@${day}`;
  change.record({ kind, subject, body, ...(personal === undefined ? {} : { personal }) });
}
