import { describe, expect, it } from 'vitest';
import { datedMs, isRepeat } from '../../../src/attendance/rules.ts';
import { soFar } from '../../../src/attendance/so-far.rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { rules } from '../outcomes/outcomes-fixture.ts';
import { testRules } from './attendance-fixture.ts';

const calendar = createShiftCalendar('Asia/Shanghai');

describe('the calendar', () => {
  it('knows month and week of a day', () => {
    expect(calendar.periodsOf('2026-11-01')).toEqual({
      month: '2026-11-01',
      week: '2026-10-26',
      earlier: '2026-10-26',
    });
    expect(calendar.periodsOf('2026-11-23')).toEqual({
      month: '2026-11-01',
      week: '2026-11-23',
      earlier: '2026-11-01',
    });
  });

  it('gives the day it is in Shanghai', () => {
    expect(calendar.dayOf(Date.parse('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
    expect(calendar.dayOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });

  it('keeps shifts in order where clocks are changed', () => {
    const nightShift = testRules[0]?.shifts.find(({ id }) => id === 'hotline-night');
    if (nightShift === undefined) throw new Error('no night shift');
    const berlin = createShiftCalendar('Europe/Berlin');
    const night = berlin.span(nightShift, '2026-10-24');
    expect((night.endMs - night.startMs) / 3_600_000).toBe(17);
  });
});

describe('the repeat window', () => {
  const first = { wallMs: 1_000_000, monotonicMs: 5_000, bootId: 'a' };
  it.each([
    ['59.999 s later', { wallMs: 1_059_999, monotonicMs: 64_999, bootId: 'a' }, true],
    ['60 s later', { wallMs: 1_060_000, monotonicMs: 65_000, bootId: 'a' }, false],
    ['5 s later with the wall clock set a day ahead', { wallMs: 87_405_000, monotonicMs: 10_000, bootId: 'a' }, true],
    ['a day later with the wall clock set back', { wallMs: 1_000_001, monotonicMs: 86_405_000, bootId: 'a' }, false],
    ['30 s later after a reboot', { wallMs: 1_030_000, monotonicMs: 9, bootId: 'b' }, true],
    ['2 min later after a reboot', { wallMs: 1_120_000, monotonicMs: 9, bootId: 'b' }, false],
  ] as const)('%s: %s', (_when, tap, expected) => {
    expect(isRepeat(first, tap, 60)).toBe(expected);
  });
});

describe('the time of a punch by an unsure clock', () => {
  it('is found by the monotonic clock, whatever the wall clock said', () => {
    const known = { wallMs: 1_700_000_000_000, monotonicMs: 90_500.4, bootId: 'a' };
    expect(datedMs({ monotonicMs: 30_500.4 }, known)).toBe(known.wallMs - 60_000);
  });
});

// Break it: add late and early up under either setting.
it('tells late and early minutes as the month holds them to the limit: together, or the more of the two', () => {
  const { monthLateMinutes, monthMissedPunches, weekHours } = rules;
  const days = [6, 7].map((minutes, at) => ({
    day: `2026-11-0${at + 2}`,
    open: false,
    lateMinutes: minutes,
    earlyMinutes: at * 8,
    missed: { confirmed: 0, waiting: 0, unconfirmed: 0 },
    workedMinutes: 0,
  }));
  const told = (value: 'summed' | 'apart') => {
    const ruled = { lateAndEarly: { value, clause: 'R2 3(3)' }, monthLateMinutes, monthMissedPunches, weekHours };
    return soFar(days, '2026-11-20', { month: '2026-11-01', week: '2026-11-16' }, ruled).month.lateMinutes;
  };
  expect([told('summed'), told('apart')]).toEqual([21, 13]);
});
