import { Temporal } from 'temporal-polyfill';
import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Calendar } from './actions.ts';
import type { CalendarYear, ListedDay, WrittenDay } from './rules.ts';
import { type CalendarStore, openCalendarStore } from './store.ts';

/** The calendar as people at the desk put it right. */
export interface CalendarRoom {
  readonly desk: Desk;
  readonly calendar: Calendar;
  readonly store: CalendarStore;
  /** The name behind an actor such as `staff:12`. */
  nameOf(actor: string): string | undefined;
}

export function openCalendarRoom(
  desk: Desk,
  { calendar, nameOf }: Pick<CalendarRoom, 'calendar' | 'nameOf'>,
): CalendarRoom {
  return { desk, calendar, nameOf, store: openCalendarStore(desk.database) };
}

/**
 * Writes days of the calendar, all of them or none, with the notice they come from; what was written before stays in the book.
 * @throws DeskError `calendar/same-day-twice`
 */
export function editDays(
  room: CalendarRoom,
  command: Command,
  days: readonly WrittenDay[],
  notice: string,
): Acted<{ written: number }> {
  return room.desk.act(command, 'calendar/edit-days', (change) => {
    const twice = days.find(({ day }, at) => days.findIndex((other) => other.day === day) !== at);
    if (twice !== undefined) throw sameDayTwice(twice.day);
    for (const one of days) room.store.insert({ ...one, notice, setBy: change.actor, setAtMs: change.at.wallMs });
    change.record({
      kind: 'calendar/days-written',
      subject: 'calendar',
      body: { days: days.map((one) => ({ ...one })), notice },
    });
    change.publish({ name: 'calendar', payload: { days: days.map(({ day }) => day) } });
    // Within the transaction as well: who reads on in it sees the day; a rolled-back one is read again.
    room.calendar.forget();
    change.afterCommit(() => room.calendar.forget());
    return { written: days.length };
  });
}

/** The days of a year that are not what their weekday says, are paid three times, or were written. @param year absent: this one */
export function calendarYear(room: CalendarRoom, year?: number): CalendarYear {
  const { desk, calendar, store, nameOf } = room;
  const today = Temporal.Instant.fromEpochMilliseconds(desk.clock.read().wallMs)
    .toZonedDateTimeISO(desk.timeZone)
    .toPlainDate();
  const first = Temporal.PlainDate.from({ year: year ?? today.year, month: 1, day: 1 });
  const told = store.told(first.toString(), first.with({ month: 12, day: 31 }).toString());
  const days = Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }).toString());
  return {
    year: first.year,
    today: today.toString(),
    horizon: calendar.horizon(today.toString()),
    days: days.flatMap((day): ListedDay[] => {
      const own = told.filter((one) => one.day === day);
      const listed = { calendar: calendar.day(day), triplePay: calendar.isTriplePay(day) };
      if (listed.calendar.name === null && !listed.triplePay && own.length === 0) return [];
      const written = own.map(({ setBy, setAtMs, ...one }) => ({ ...one, by: nameOf(setBy) ?? setBy, atMs: setAtMs }));
      return [{ ...listed, told: written.toReversed() }];
    }),
  };
}

function sameDayTwice(day: string): DeskError {
  return new DeskError(
    'invalid',
    'calendar/same-day-twice',
    { zh: `${day} 写了两次，请留一次。`, en: `${day} is there twice; keep one.` },
    { field: 'days' },
  );
}
