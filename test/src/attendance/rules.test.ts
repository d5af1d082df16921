import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRepeat, minutesEarly, minutesLate, placeTap, proposeDirection } from '../../../src/attendance/rules.ts';
import type { ShiftRules } from '../../../src/roster/rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { testRules } from './attendance-fixture.ts';

const rules = testRules[0];
if (rules === undefined) throw new Error('no attendance rules');
const calendar = createShiftCalendar('Asia/Shanghai');

function shift(id: string): ShiftRules {
  const found = rules?.shifts.find((known) => known.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

const shanghai = (when: string) => Date.parse(`${when.replace(' ', 'T')}+08:00`);

/** One tap after earlier arrivals on these shift days. */
function propose(shiftId: string, when: string, arrivedOn: readonly string[] = []) {
  const atMs = shanghai(when);
  const { span, inWindow } = placeTap(atMs, calendar.spansAround(shift(shiftId), atMs), testRules[0] ?? never());
  const direction = proposeDirection(atMs, span, arrivedOn.includes(span.day));
  return {
    day: span.day,
    direction,
    late: minutesLate(direction, atMs, span),
    early: minutesEarly(direction, atMs, span),
    inWindow,
  };
}

function never(): never {
  throw new Error('no rules');
}

describe('which shift a tap belongs to, and in or out', () => {
  it.each([
    // shift, tap, arrived already on, shift day, direction, late, early
    ['reception', '2026-11-23 08:27', [], '2026-11-23', 'in', 0, 0],
    ['reception', '2026-11-23 08:30:59', [], '2026-11-23', 'in', 0, 0],
    ['reception', '2026-11-23 08:31', [], '2026-11-23', 'in', 1, 0],
    ['reception', '2026-11-23 09:05', [], '2026-11-23', 'in', 35, 0],
    ['reception', '2026-11-23 08:10', ['2026-11-23'], '2026-11-23', 'in', 0, 0],
    ['reception', '2026-11-23 12:00', ['2026-11-23'], '2026-11-23', 'out', 0, 360],
    ['reception', '2026-11-23 17:50', ['2026-11-23'], '2026-11-23', 'out', 0, 10],
    ['reception', '2026-11-23 18:00', ['2026-11-23'], '2026-11-23', 'out', 0, 0],
    ['reception', '2026-11-23 22:59', ['2026-11-23'], '2026-11-23', 'out', 0, 0],
    // the arrival was forgotten: leaving stays a leaving
    ['reception', '2026-11-23 18:02', [], '2026-11-23', 'out', 0, 0],
    // the leaving was forgotten: next morning is an arrival
    ['reception', '2026-11-24 08:25', ['2026-11-23'], '2026-11-24', 'in', 0, 0],
    ['reception', '2026-11-24 04:31', ['2026-11-23'], '2026-11-24', 'in', 0, 0],
    ['hotline-day', '2026-11-23 16:30', ['2026-11-23'], '2026-11-23', 'out', 0, 0],
    ['hotline-night', '2026-11-23 16:25', [], '2026-11-23', 'in', 0, 0],
    ['hotline-night', '2026-11-23 16:42', [], '2026-11-23', 'in', 12, 0],
    // after midnight it is still the shift of the evening before
    ['hotline-night', '2026-11-24 00:10', ['2026-11-23'], '2026-11-23', 'out', 0, 500],
    ['hotline-night', '2026-11-24 08:30', ['2026-11-23'], '2026-11-23', 'out', 0, 0],
    ['hotline-night', '2026-11-24 09:40', ['2026-11-23'], '2026-11-23', 'out', 0, 0],
    // the night's leaving was forgotten: next evening is an arrival
    ['hotline-night', '2026-11-24 16:20', ['2026-11-23'], '2026-11-24', 'in', 0, 0],
    // both windows hold 12:45: the nearer shift wins
    ['hotline-night', '2026-11-24 12:45', ['2026-11-23'], '2026-11-24', 'in', 0, 0],
    ['hotline-night', '2026-12-31 23:59', ['2026-12-31'], '2026-12-31', 'out', 0, 511],
    ['hotline-night', '2027-01-01 08:31', ['2026-12-31'], '2026-12-31', 'out', 0, 0],
  ] as const)(
    '%s, tap %s after arriving on %j: %s %s, %i late, %i early',
    (id, when, arrived, day, direction, late, early) => {
      expect(propose(id, when, arrived)).toEqual({ day, direction, late, early, inWindow: true });
    },
  );

  it('stores a tap outside every window with the nearest shift and says so', () => {
    expect(propose('reception', '2026-11-23 23:30')).toMatchObject({
      day: '2026-11-23',
      direction: 'out',
      inWindow: false,
    });
    expect(propose('reception', '2026-11-24 03:00')).toMatchObject({
      day: '2026-11-24',
      direction: 'in',
      inWindow: false,
    });
  });

  it('a forgotten leaving never changes what the next shift’s taps mean', () => {
    const shiftIds = fc.constantFrom('reception', 'hotline-day', 'hotline-night');
    fc.assert(
      fc.property(
        shiftIds,
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: -230, max: 500 }),
        (id, day, minutes) => {
          const yesterday = calendar.span(shift(id), addDays('2026-01-01', day));
          const today = calendar.span(shift(id), addDays('2026-01-01', day + 1));
          const atMs = today.startMs + minutes * 60_000;
          const placed = placeTap(atMs, calendar.spansAround(shift(id), atMs), testRules[0] ?? never());
          const forgot = proposeDirection(atMs, placed.span, placed.span.day === yesterday.day);
          // Fewer than half of the free hours before the start may still belong to yesterday's late leaving.
          const nearToday = today.startMs - atMs < atMs - yesterday.endMs;
          if (nearToday && atMs < today.endMs) {
            expect(placed.span.day).toBe(today.day);
            expect(forgot).toBe('in');
          }
        },
      ),
    );
  });

  it('late and early are never negative, never both, and a tap always has a shift', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.boolean(), (atMs, arrived) => {
        for (const known of testRules[0]?.shifts ?? []) {
          const { span } = placeTap(atMs, calendar.spansAround(known, atMs), testRules[0] ?? never());
          const direction = proposeDirection(atMs, span, arrived);
          const late = minutesLate(direction, atMs, span);
          const early = minutesEarly(direction, atMs, span);
          expect(Math.min(late, early)).toBe(0);
          expect(Math.max(late, early) * 60_000).toBeLessThanOrEqual(span.endMs - span.startMs);
          expect(span.endMs).toBeGreaterThan(span.startMs);
        }
      }),
    );
  });
});

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
    const berlin = createShiftCalendar('Europe/Berlin');
    const night = berlin.span(shift('hotline-night'), '2026-10-24');
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

function addDays(day: string, days: number): string {
  return calendar.dayOf(calendar.dayBounds(day).startMs + days * 86_400_000 + 3_600_000);
}
