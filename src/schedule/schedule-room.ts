import { inForce } from '../../config/ruled.ts';
import type { ScheduleRules } from '../../config/rules/schedule.ts';
import type { Broadcast } from '../broadcast/actions.ts';
import type { AnnouncementView } from '../broadcast/rules.ts';
import type { Calendar } from '../calendar/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { Occurrence, OccurrenceRecord, PlannedItem, ScheduleNow } from './rules.ts';
import { isOn } from './rules.ts';
import type { ScheduleStore } from './store.ts';
import { dateOf, dueAt } from './timing.rules.ts';

/** What this room needs of others. */
export interface ScheduleParts {
  readonly rules: readonly ScheduleRules[];
  readonly calendar: Calendar;
  readonly broadcast: Broadcast;
  /** `HH:MM` */
  readonly hours: { readonly opens: string; readonly closes: string };
  /** What became of an announcement that was sent to the air. */
  announcement(id: string): AnnouncementView | undefined;
  /** The name behind `staff:12`. */
  nameOf(actor: string): string | undefined;
  /** Hears of what failed behind the scenes, for the service log. */
  report(error: unknown): void;
}

/** The schedule with its stored memory, without the hand that airs it. */
export interface ScheduleBook {
  readonly desk: Desk;
  readonly store: ScheduleStore;
  readonly parts: ScheduleParts;
}

export interface Schedule extends ScheduleBook {
  /** What every page shows of it. */
  now(): ScheduleNow;
  /** Looks at once what is to be done, after somebody changed something. */
  look(): void;
  /** Takes the clock for right until it jumps or the service stops. */
  trustClock(): void;
  /** Whether the wall clock is known to be good, or vouched for; true or false from the first moment on, whatever the rules make of it. */
  clockTrusted(): boolean;
  /** Airs nothing any more. */
  stop(): void;
}

export function todayOf({ desk }: Pick<ScheduleBook, 'desk'>): string {
  return dateOf(desk.clock.read().wallMs, desk.timeZone);
}

/** The rules in force on a day. */
export function scheduleRulesOf({ parts }: Pick<ScheduleBook, 'parts'>, day: string): ScheduleRules {
  return inForce(parts.rules, day);
}

/** Every item in force on a day, on its plan or not. */
export function itemsOn(book: ScheduleBook, day: string): PlannedItem[] {
  const written = new Map<string, PlannedItem | null>();
  for (const { id, version, fromDay, item, writtenAtMs } of book.store.versions()) {
    if (fromDay <= day) written.set(id, item && { ...item, version, writtenAtMs });
  }
  const fromRules = scheduleRulesOf(book, day).items.map((item) => ({ ...item, version: 0, writtenAtMs: null }));
  return [...fromRules, ...[...written.values()].filter((item) => item !== null)];
}

/** An item that is in force no more, as it stood last. */
function lastKnown({ store, parts }: ScheduleBook, id: string): PlannedItem[] {
  const written = store.versions().findLast((one) => one.id === id && one.item !== null);
  if (written !== undefined && written.item !== null) {
    return [{ ...written.item, version: written.version, writtenAtMs: Number.POSITIVE_INFINITY }];
  }
  const ruled = parts.rules.flatMap(({ items }) => items).findLast((item) => item.id === id);
  return ruled === undefined ? [] : [{ ...ruled, version: 0, writtenAtMs: Number.POSITIVE_INFINITY }];
}

/** What is due on a day, in its order: the plan, and whatever a record says of it. */
export function occurrencesOn(book: ScheduleBook, day: string): Occurrence[] {
  const { desk, store, parts } = book;
  const records = new Map(store.ofDay(day).map((record) => [record.itemId, record]));
  const calendarDay = parts.calendar.day(day);
  const hours = { ...parts.hours, timeZone: desk.timeZone };
  const sinceMs = store.watched()?.sinceMs ?? 0;
  const planned = itemsOn(book, day);
  // What was heard stays on its day, also when the item is gone.
  const gone = [...records.keys()].flatMap((id) => (planned.some((item) => item.id === id) ? [] : lastKnown(book, id)));
  return [...planned, ...gone]
    .flatMap((item) => {
      const record = records.get(item.id);
      const plannedMs = dueAt(item.at, day, hours);
      // Nothing was ever due before it was written, nor before this desk began.
      const due = isOn(item, calendarDay) && plannedMs >= Math.max(sinceMs, item.writtenAtMs ?? 0);
      return due || record !== undefined ? [{ item, day, plannedMs, dueMs: record?.dueMs ?? plannedMs, record }] : [];
    })
    .sort((one, other) => one.dueMs - other.dueMs);
}

/** True while its announcement waits for its air or is on it, or was heard to the end. */
export function isUnderway(book: ScheduleBook, record: OccurrenceRecord | undefined): boolean {
  if (record?.state !== 'sent' || record.announcementId === null) return false;
  const state = book.parts.announcement(record.announcementId)?.state;
  return state === 'armed' || state === 'queued' || state === 'on-air' || state === 'completed';
}
