import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CalendarRoom, calendarYear, editDays, openCalendarRoom } from '../../../src/calendar/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestCalendar } from '../roster/roster-fixture.ts';

let desk: TestDesk;
let room: CalendarRoom;
beforeEach(() => {
  desk = openTestDesk('2026-11-20T04:00:00Z');
  room = openCalendarRoom(desk, { calendar: openTestCalendar(desk), nameOf: () => '刘洋' });
});
afterEach(() => desk.dispose());

const NOTICE = '国办发明电〔2026〕1 号';
const newYear = { day: '2027-01-04', is: 'holiday', zh: '元旦', en: 'New Year', triplePay: null } as const;
const write = (...days: Parameters<typeof editDays>[2]) => editDays(room, command('staff:3'), days, NOTICE);

describe('the calendar put right at the desk', () => {
  // Break it: leave out `forget()` in editDays: the day that was looked at before stays as it was.
  it('knows a written day at once, and takes it back to the kept table', () => {
    expect(room.calendar.day(newYear.day).kind).toBe('workday');
    write(newYear);
    expect(room.calendar.day(newYear.day)).toMatchObject({ kind: 'holiday', name: { zh: '元旦' }, known: true });
    write({ ...newYear, is: 'table' });
    expect(room.calendar.day(newYear.day)).toMatchObject({ kind: 'workday', name: null });
  });

  it('makes a weekend a workday, and a day one of triple pay or none', () => {
    write({ ...newYear, day: '2027-01-09', is: 'workday', triplePay: true });
    expect(room.calendar.day('2027-01-09').kind).toBe('make-up-workday');
    expect(room.calendar.isTriplePay('2027-01-09')).toBe(true);
    expect(room.calendar.isTriplePay('2027-01-01')).toBe(true);
    write({ ...newYear, day: '2027-01-01', triplePay: false });
    expect(room.calendar.isTriplePay('2027-01-01')).toBe(false);
  });

  it('keeps everything that was written, with who, when and by which notice', () => {
    write(newYear);
    write({ ...newYear, is: 'workday' });
    const told = calendarYear(room, 2027).days.find(({ calendar }) => calendar.day === newYear.day)?.told;
    expect(told?.map(({ is, by, notice }) => `${is} ${by} ${notice}`)).toEqual([
      `workday 刘洋 ${NOTICE}`,
      `holiday 刘洋 ${NOTICE}`,
    ]);
    expect(() => desk.database.prepare("UPDATE calendar_days SET zh = 'x'").run({})).toThrow(/never changed/);
    expect(() => desk.database.prepare('DELETE FROM calendar_days').run({})).toThrow(/never deleted/);
  });

  // Break it: write the days before looking for one that is there twice, outside of the transaction.
  it('writes all days or none, and once for a command', () => {
    expect(() => write(newYear, { ...newYear, is: 'workday' })).toThrow(
      expect.objectContaining({ code: 'calendar/same-day-twice' }),
    );
    expect(room.calendar.day(newYear.day).kind).toBe('workday');
    const once = command('staff:3');
    expect(editDays(room, once, [newYear], NOTICE).repeated).toBe(false);
    expect(editDays(room, once, [newYear], NOTICE).repeated).toBe(true);
    expect(room.store.told('2027-01-01', '2027-12-31')).toHaveLength(1);
  });

  it('lists the days of a year that are something', () => {
    const { days, horizon } = calendarYear(room, 2026);
    expect(days.find(({ calendar }) => calendar.day === '2026-10-01')).toMatchObject({ triplePay: true, told: [] });
    expect(days.some(({ calendar }) => calendar.day === '2026-11-18')).toBe(false);
    expect(horizon.until).toBe('2026-12-31');
  });
});
