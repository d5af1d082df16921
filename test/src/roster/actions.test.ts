import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cancelEmployment,
  changeDays,
  employmentsOf,
  type Roster,
  rosterLineFor,
  rosterLineOf,
  rosterLinesOf,
  setEmployment,
  setNursingHour,
} from '../../../src/roster/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestRoster } from './roster-fixture.ts';

const people = [
  { id: 7, shiftId: 'reception' },
  { id: 8, shiftId: 'hotline-day' },
];
const hired = {
  from: '2026-03-02',
  department: '客服中心',
  postId: 'front-desk',
  grade: 'staff',
  patternId: 'reception',
} as const;

let desk: TestDesk;
let roster: Roster;
beforeEach(() => {
  desk = openTestDesk('2026-11-20T00:00:00Z');
  roster = openTestRoster(desk, people);
});
afterEach(() => desk.dispose());

const shiftsOn = (personId: number, day: string): string =>
  rosterLineOf(roster, personId, day)
    .shifts.map(({ shiftId }) => shiftId)
    .join();

describe('the roster room', () => {
  // Break it: leave `away` out of isSameRecord(), and who came back has the shifts of before.
  it('is read anew when somebody came back', () => {
    const person = { id: 7, department: '客服中心', shiftId: 'reception' };
    const shifts = (away?: { readonly leftAtMs: number; readonly backAtMs: number }[]) =>
      rosterLineFor(roster, { ...person, ...(away && { away }) }, '2026-11-18').shifts.length;
    const [leftAtMs, backAtMs] = [Date.parse('2026-11-16T18:00:00+08:00'), Date.parse('2026-11-20T08:00:00+08:00')];
    expect(shifts()).toBe(1);
    expect(shifts([{ leftAtMs, backAtMs }])).toBe(0);
    expect(shifts([{ leftAtMs, backAtMs: leftAtMs + 1 }])).toBe(1);
  });

  it('takes the pattern named as somebody’s shift while nothing else was said', () => {
    expect(shiftsOn(8, '2026-11-20')).toBe('hotline-day');
    expect(rosterLinesOf(roster, 7, '2026-11-20', '2026-11-23').map(({ shifts }) => shifts.length)).toEqual([
      1, 0, 0, 1,
    ]);
  });

  // Break it: leave the two `known.delete` out of tell(), and the transfer is not seen.
  it('sees a transfer from its day on, once it was said, and no more when it was taken back', () => {
    expect(shiftsOn(7, '2026-12-01')).toBe('reception');
    setEmployment(roster, command(), 7, hired, true);
    setEmployment(roster, command(), 7, { ...hired, from: '2026-12-01', patternId: 'hotline-day' });
    expect([shiftsOn(7, '2026-11-30'), shiftsOn(7, '2026-12-01')]).toEqual(['reception', 'hotline-day']);
    cancelEmployment(roster, command(), 7, '2026-12-01');
    expect(shiftsOn(7, '2026-12-01')).toBe('reception');
    expect(employmentsOf(roster, { id: 7, department: '', shiftId: '' })).toEqual([hired]);
  });

  it('keeps what was said before in the book: a correction is a row of its own', () => {
    setEmployment(roster, command(), 7, hired, true);
    setEmployment(roster, command(), 7, { ...hired, patternId: 'split' });
    expect(shiftsOn(7, '2026-11-20')).toBe('split-morning,split-evening');
    const rows = desk.database.prepare<{ pattern_id: string }>('SELECT pattern_id FROM employments ORDER BY id').all();
    expect(rows.map(({ pattern_id }) => pattern_id)).toEqual(['reception', 'split']);
  });

  it('changes days, all or none, and goes back to the pattern', () => {
    const day = { personId: 7, day: '2026-11-21', shiftIds: ['reception'], kind: 'edit', reason: '店庆' } as const;
    changeDays(roster, command(), [day]);
    expect(shiftsOn(7, '2026-11-21')).toBe('reception');
    const wrong = { ...day, day: '2026-11-22', shiftIds: ['no-such'] };
    expect(() => changeDays(roster, command(), [{ ...day, shiftIds: [] }, wrong])).toThrow(
      expect.objectContaining({ code: 'roster/no-such-shift' }),
    );
    expect(shiftsOn(7, '2026-11-21')).toBe('reception');
    changeDays(roster, command(), [{ ...day, shiftIds: null }]);
    expect(shiftsOn(7, '2026-11-21')).toBe('');
  });

  it('acts once for a command', () => {
    const once = command();
    const day = { personId: 7, day: '2026-11-21', shiftIds: ['reception'], kind: 'edit', reason: '店庆' } as const;
    expect(changeDays(roster, once, [day]).repeated).toBe(false);
    expect(changeDays(roster, once, [day]).repeated).toBe(true);
    expect(desk.database.prepare('SELECT id FROM roster_changes').all()).toHaveLength(1);
  });

  it('refuses what does not exist', () => {
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => setEmployment(roster, command(), 99, hired)).toThrow(refused('roster/no-such-person'));
    expect(() => setEmployment(roster, command(), 7, { ...hired, patternId: 'x' })).toThrow(
      refused('roster/no-such-pattern'),
    );
    expect(() => setEmployment(roster, command(), 7, { ...hired, postId: 'x' })).toThrow(
      refused('roster/no-such-post'),
    );
    expect(() => setEmployment(roster, command(), 7, { ...hired, from: 'soon' })).toThrow(refused('roster/wrong-day'));
    const nursing = { from: '2026-11-20', until: '2026-11-19', option: 'start-later' } as const;
    expect(() => setNursingHour(roster, command(), 7, nursing)).toThrow(refused('roster/wrong-day'));
    const until = (day: string) => () => setNursingHour(roster, command(), 7, { ...nursing, until: day });
    expect(until('2027-11-21')).toThrow(refused('roster/nursing-too-long'));
    expect(until('2027-11-20')).not.toThrow();
  });
});
