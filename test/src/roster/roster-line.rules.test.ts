import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { rosterLine } from '../../../src/roster/roster-line.rules.ts';
import type { Employment, RosterParts } from '../../../src/roster/rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';

const { span } = createShiftCalendar('Asia/Shanghai');
const [roster] = readYaml('config/rules/roster.yaml', rosterRules);
const [attendance] = readYaml('config/rules/attendance.yaml', attendanceRules);
const calendar = openCalendar(readYaml('config/rules/calendar.yaml', calendarRules));
if (roster === undefined || attendance === undefined) throw new Error('no rules');

const hired: Employment = {
  from: '2026-01-05',
  department: '客服中心',
  postId: 'front-desk',
  grade: 'staff',
  patternId: 'reception',
};

function lineOn(day: string, parts: Partial<RosterParts> = {}) {
  const whole = {
    personId: 7,
    employments: [hired],
    joined: hired.from,
    left: null,
    away: [],
    nursing: [],
    changes: [],
    ...parts,
  };
  const frame = {
    patterns: roster?.patterns ?? [],
    defaultPattern: roster?.defaultPattern ?? '',
    shifts: attendance?.shifts ?? [],
    nursingMinutes: 60,
    probationMonths: 3,
    calendar: calendar.day(day),
    triplePay: calendar.isTriplePay(day),
    span,
  };
  return rosterLine(whole, frame, day);
}

const shiftsOn = (day: string, parts: Partial<RosterParts> = {}) =>
  lineOn(day, parts).shifts.map(({ shiftId }) => shiftId);

describe('the roster of a day', () => {
  it('is the pattern’s: Monday to Friday at reception', () => {
    expect(shiftsOn('2026-11-20')).toEqual(['reception']);
    expect(shiftsOn('2026-11-21')).toEqual([]);
  });

  // Break it: leave followsCalendar out of plan(), and National Day is worked.
  it('rests on public holidays and works make-up workdays, where the pattern follows the calendar', () => {
    expect(lineOn('2026-10-01')).toMatchObject({ shifts: [], source: { kind: 'holiday' }, triplePay: true });
    expect(lineOn('2026-10-06')).toMatchObject({ shifts: [], source: { kind: 'holiday' }, triplePay: false });
    expect(lineOn('2026-10-10')).toMatchObject({ source: { kind: 'make-up-workday' } });
    expect(shiftsOn('2026-10-10')).toEqual(['reception']);
    const hotline = [{ ...hired, patternId: 'hotline-day' }];
    expect(shiftsOn('2026-10-01', { employments: hotline })).toEqual(['hotline-day']);
  });

  // Break it: `<=` to `<` before parts.left, and the last day has no shift.
  it('ends with the last day of who left, whatever was changed after it', () => {
    const left = '2026-11-19';
    const changes = [{ id: 1, day: '2026-11-20', shiftIds: ['reception'], kind: 'edit', reason: '' }] as const;
    expect(shiftsOn('2026-11-19', { left })).toEqual(['reception']);
    expect(shiftsOn('2026-11-20', { left, changes })).toEqual([]);
  });

  // Break it: leave isAway() out of rosterLine(), or read the day alone in it.
  it('has no shift while somebody was away who left and came back, until the first that begins after it', () => {
    const back = (time: string) => ({
      away: [{ left: '2026-11-17', backMs: Date.parse(`2026-11-19T${time}:00+08:00`) }],
    });
    const week = (parts: Partial<RosterParts>) =>
      ['16', '17', '18', '19', '20'].filter((date) => shiftsOn(`2026-11-${date}`, parts).length > 0);
    expect(week(back('08:30'))).toEqual(['16', '17', '19', '20']);
    expect(week(back('08:31'))).toEqual(['16', '17', '20']);
    expect(week({ ...back('08:30'), left: '2026-11-19' })).toEqual(['16', '17', '19']);
  });

  it('goes round in a cycle from its anchor, before it as well', () => {
    const employments = [{ ...hired, from: '2025-01-01', patternId: 'hotline-rota' }];
    const parts = { employments, joined: '2025-01-01' };
    const days = ['2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];
    expect(days.map((day) => shiftsOn(day, parts).join())).toEqual([
      '',
      'hotline-day',
      'hotline-night',
      '',
      '',
      'hotline-day',
    ]);
  });

  it('has two shifts on a split day, in the order of their start', () => {
    expect(shiftsOn('2026-11-20', { employments: [{ ...hired, patternId: 'split' }] })).toEqual([
      'split-morning',
      'split-evening',
    ]);
  });

  it('is changed by a transfer from its day on', () => {
    const employments = [hired, { ...hired, from: '2026-11-16', department: '热线中心', patternId: 'hotline-day' }];
    expect(lineOn('2026-11-13', { employments })).toMatchObject({ department: '客服中心' });
    expect(lineOn('2026-11-16', { employments })).toMatchObject({ department: '热线中心' });
    expect(shiftsOn('2026-11-16', { employments })).toEqual(['hotline-day']);
  });

  it('has nothing before the first day of work, and probation for three months from it', () => {
    expect(shiftsOn('2026-01-02')).toEqual([]);
    expect(lineOn('2026-04-04').probation).toBe(true);
    expect(lineOn('2026-04-05').probation).toBe(false);
  });

  it('is what somebody changed that day to, also on a holiday', () => {
    const change = { id: 1, day: '2026-10-01', shiftIds: ['reception'], kind: 'edit', reason: '国庆值班' } as const;
    expect(shiftsOn('2026-10-01', { changes: [change] })).toEqual(['reception']);
    const rest = { ...change, day: '2026-11-20', shiftIds: [] };
    expect(lineOn('2026-11-20', { changes: [rest] })).toMatchObject({
      shifts: [],
      source: { kind: 'change', how: 'edit' },
    });
  });

  it('takes the nursing hour off at the start, the end or the pause', () => {
    const minutes = (option: 'start-later' | 'longer-lunch' | 'leave-earlier') => {
      const nursing = [{ from: '2026-11-01', until: '2026-11-30', option }];
      const [shift] = lineOn('2026-11-20', { nursing }).shifts;
      const plain = lineOn('2026-11-20').shifts[0];
      if (shift === undefined || plain === undefined) throw new Error('no shift');
      return [
        (shift.startMs - plain.startMs) / 60_000,
        (shift.endMs - plain.endMs) / 60_000,
        shift.breakMinutes - plain.breakMinutes,
      ];
    };
    expect(minutes('start-later')).toEqual([60, 0, 0]);
    expect(minutes('leave-earlier')).toEqual([0, -60, 0]);
    expect(minutes('longer-lunch')).toEqual([0, 0, 60]);
  });
});

describe('statutory holidays', () => {
  it('are thirteen days of the year, wherever the days off are moved to', () => {
    const days: string[] = [];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (calendar.isTriplePay(day)) days.push(day);
    }
    // 2026: State Council notice; lunar new year on 17 February.
    expect(days).toEqual([
      '2026-01-01',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-04-05',
      '2026-05-01',
      '2026-05-02',
      '2026-06-19',
      '2026-09-25',
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
    ]);
  });
});
