import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Calendar } from '../../../src/calendar/actions.ts';
import { editDays, openCalendarRoom } from '../../../src/calendar/actions.ts';
import {
  cancelNursingHour,
  changeDays,
  personRoster,
  type Roster,
  rosterLineOf,
  rosterTable,
  setEmployment,
  setNursingHour,
} from '../../../src/roster/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestCalendar, openTestRoster } from './roster-fixture.ts';

let desk: TestDesk;
let calendar: Calendar;
let roster: Roster;
beforeEach(() => {
  desk = openTestDesk('2026-11-20T04:00:00Z');
  calendar = openTestCalendar(desk);
  roster = openTestRoster(
    desk,
    [
      { id: 1, shiftId: 'reception' },
      { id: 7, shiftId: 'hotline-night' },
    ],
    calendar,
  );
});
afterEach(() => desk.dispose());

const moved = { department: '客服中心', postId: 'front-desk', grade: 'staff', patternId: 'reception' } as const;
const shifts = (personId: number, day: string) =>
  rosterLineOf(roster, personId, day).shifts.map(({ shiftId }) => shiftId);

describe('the roster as it is read', () => {
  it('begins with the Monday of this week, and has everybody with their hours', () => {
    const table = rosterTable(roster, {});
    expect([table.from, table.until, table.today]).toEqual(['2026-11-16', '2026-11-22', '2026-11-20']);
    expect(table.rows.map(({ personId, minutes }) => [personId, minutes / 60])).toEqual([
      [1, 40],
      [7, 32],
    ]);
  });

  // Break it: take the department of the first day only.
  it('has somebody who moves within the week in both departments', () => {
    setEmployment(roster, command(), 7, { ...moved, from: '2026-11-18' }, false);
    for (const department of ['客服中心', '热线中心'])
      expect(rosterTable(roster, { department }).rows.map(({ personId }) => personId)).toContain(7);
    expect(rosterTable(roster, {}).departments).toEqual(['客服中心', '热线中心']);
  });

  it('marks holidays, make-up workdays and triple pay', () => {
    const october = rosterTable(roster, { from: '2026-10-01', days: 10 }).days;
    expect(october.filter(({ triplePay }) => triplePay).map(({ calendar: { day } }) => day)).toEqual([
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
    ]);
    expect(october.at(-1)?.calendar).toMatchObject({ day: '2026-10-10', kind: 'make-up-workday' });
  });

  it('has another mark after each change, and the same one until then', () => {
    const marks = [rosterTable(roster, {}).mark, rosterTable(roster, {}).mark];
    changeDays(roster, command(), [{ personId: 7, day: '2026-11-20', shiftIds: [], kind: 'edit', reason: '病' }]);
    marks.push(rosterTable(roster, {}).mark);
    const room = openCalendarRoom(desk, { calendar, nameOf: () => undefined });
    editDays(room, command(), [{ day: '2026-11-20', is: 'holiday', zh: '庆', en: 'Day', triplePay: null }], '通知');
    marks.push(rosterTable(roster, {}).mark);
    expect(new Set(marks).size).toBe(3);
    expect(marks[0]).toBe(marks[1]);
  });
});

describe('what holds for a person', () => {
  // Break it: leave out the row that keeps what the record says, and everything before the transfer is no shift.
  it('keeps the shifts from before a transfer, though nobody had written them down', () => {
    const before = shifts(7, '2026-11-16');
    setEmployment(roster, command(), 7, { ...moved, from: '2026-12-01' }, false);
    expect(shifts(7, '2026-11-16')).toEqual(before);
    expect(shifts(7, '2026-12-01')).toEqual(['reception']);
  });

  // Break it: leave the earlier rows standing, and probation is counted from them.
  it('begins with the first day of work, whatever was said of days before it', () => {
    setEmployment(roster, command(), 7, { ...moved, from: '2026-09-01' }, false);
    setEmployment(roster, command(), 7, { ...moved, from: '2026-11-02' }, true);
    expect(shifts(7, '2026-10-12')).toEqual([]);
    const view = personRoster(roster, 7);
    expect(view).toMatchObject({ joined: '2026-11-02', probation: { until: '2027-02-02', months: 3, clause: 'K' } });
    expect(view.employments.map(({ from, cancelled }) => `${from} ${cancelled}`)).toEqual([
      '2026-11-02 false',
      '2026-09-01 true',
      '2026-09-01 false',
      '1970-01-01 true',
      '1970-01-01 false',
    ]);
    expect(view.employments[0]?.by).toBe('员工1');
  });

  // Break it: allow 13 months in nursingTooLong's condition (red: a day over is taken).
  it('has a nursing hour until the child is one at most, and takes it back', () => {
    const nursing = { from: '2026-11-20', until: '2027-11-20', option: 'leave-earlier' } as const;
    expect(() => setNursingHour(roster, command(), 1, { ...nursing, until: '2027-11-21' })).toThrow(
      expect.objectContaining({ code: 'roster/nursing-too-long' }),
    );
    const end = () => rosterLineOf(roster, 1, '2026-11-20').shifts[0]?.endMs ?? 0;
    const whole = end();
    setNursingHour(roster, command(), 1, nursing);
    expect(whole - end()).toBe(3_600_000);
    cancelNursingHour(roster, command(), 1, nursing.from);
    expect(end()).toBe(whole);
    expect(personRoster(roster, 1).nursing.map(({ cancelled }) => cancelled)).toEqual([true, false]);
  });
});
