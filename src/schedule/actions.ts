import type { Desk } from '../journal/desk.ts';
import type { Schedule, ScheduleBook, ScheduleParts } from './schedule-room.ts';
import { openScheduleStore } from './store.ts';
import { startWatch } from './watch.ts';

export { scheduleDay } from './day-view.ts';
export {
  airOccurrenceNow,
  confirmClock,
  postponeOccurrence,
  restoreOccurrence,
  skipOccurrence,
} from './exceptions.ts';
export { addItem, changeItem, type ItemDraft, listenToItem, retireItem, scheduledItems } from './items.ts';
export type { Schedule, ScheduleParts } from './schedule-room.ts';

/** Opens the schedule: it airs by itself what is due, and reports what it missed while the service was off. */
export function openSchedule(desk: Desk, parts: ScheduleParts): Schedule {
  const book: ScheduleBook = { desk, store: openScheduleStore(desk.database), parts };
  return { ...book, ...startWatch(book) };
}
