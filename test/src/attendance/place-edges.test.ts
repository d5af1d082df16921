import { describe, expect, it } from 'vitest';
import { placeTap } from '../../../src/attendance/place.rules.ts';
import type { RosterShift } from '../../../src/roster/rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { testRules } from './attendance-fixture.ts';
import { placeAll, placedTexts, type TestRoster } from './placing.ts';

const MINUTE_MS = 60_000;
const [shippedRules] = testRules;
if (shippedRules === undefined) throw new Error('no attendance rules');
const reception: TestRoster = { '2026-11-23': ['reception'], '2026-11-24': ['reception'] };
const night: TestRoster = { '2026-11-23': ['hotline-night'], '2026-11-26': ['hotline-night'] };
const double: TestRoster = { '2026-11-23': ['hotline-day', 'hotline-night'], '2026-11-25': ['hotline-day'] };

/** The last tap a minute before the edge, at it and a minute after, and what it is each time. */
type Edge = readonly [string, TestRoster, readonly string[], Readonly<Record<string, string>>];

const EDGES: readonly Edge[] = [
  [
    'a shift’s window opens 240 minutes before it',
    reception,
    [],
    { '23 04:29': 'in reception 23 outside', '23 04:30': 'in reception 23', '23 04:31': 'in reception 23' },
  ],
  [
    'and closes 300 minutes after it',
    reception,
    ['23 08:25'],
    { '23 22:59': 'out reception 23', '23 23:00': 'out reception 23', '23 23:01': 'out reception 23 outside' },
  ],
  [
    'nobody leaves a shift before it starts',
    reception,
    ['23 08:20'],
    { '23 08:29': 'in reception 23', '23 08:30': 'out reception 23', '23 08:31': 'out reception 23' },
  ],
  [
    'and nobody arrives for it in its last 30 minutes',
    reception,
    ['23 08:25', '23 12:00'],
    { '23 17:29': 'in reception 23', '23 17:30': 'out reception 23', '23 17:31': 'out reception 23' },
  ],
  [
    'who did not come to the first of two shifts arrives for the second from 30 minutes before the change',
    double,
    [],
    { '23 15:59': 'in hotline-day 23', '23 16:00': 'in hotline-night 23', '23 16:01': 'in hotline-night 23' },
  ],
  [
    'and who came leaves it until 30 minutes after the change',
    double,
    ['23 08:25'],
    { '23 16:59': 'out hotline-day 23', '23 17:00': 'out hotline-day 23', '23 17:01': 'in hotline-night 23' },
  ],
  [
    'a day of rest is left until 120 minutes before the next shift',
    reception,
    ['22 22:00'],
    { '23 06:29': 'out rest 22', '23 06:30': 'in reception 23', '23 06:31': 'in reception 23' },
  ],
  [
    'work on a day of rest begins 120 minutes after a night was left',
    night,
    ['23 16:25', '24 08:31'],
    { '24 10:30': 'out hotline-night 23', '24 10:31': 'in rest 24', '24 10:32': 'in rest 24' },
  ],
  [
    'a day of rest is left within 16 hours',
    reception,
    ['20 09:00'],
    { '21 00:59': 'out rest 20', '21 01:00': 'out rest 20', '21 01:01': 'in rest 21' },
  ],
];

describe('where a tap belongs, a minute before, at and a minute after', () => {
  // Break: any of the minutes of place.rules.ts by one, or the `<` and `<=` they are compared with.
  it.each(EDGES)('%s', (_name, roster, before, expected) => {
    const placed = Object.keys(expected).map((tap) => [tap, placedTexts(roster, [...before, tap]).at(-1)]);
    expect(Object.fromEntries(placed)).toEqual(expected);
  });

  it('in the last 30 minutes one leaves for good, before them on the way', () => {
    const turns = ['17:29', '17:30', '17:31'].map((time) => {
      const taps = ['08:25', time].map((at) => Date.parse(`2026-11-23T${at}+08:00`));
      return placeAll(reception, taps, createShiftCalendar('Asia/Shanghai')).at(-1)?.turn;
    });
    expect(turns).toEqual(['away', 'left', 'left']);
  });

  it('two shifts with 29 minutes between them follow each other, with 30 they do not', () => {
    const startMs = Date.parse('2026-11-23T08:00:00+08:00');
    const endMs = startMs + 4 * 60 * MINUTE_MS;
    const placed = (pause: number) => {
      const [first, second] = [
        testShift('first', startMs, endMs),
        testShift('second', endMs + pause * MINUTE_MS, endMs + 300 * MINUTE_MS),
      ];
      const frame = { shifts: [first, second], day: first.day, dayBefore: '2026-11-22', isRest: false };
      return placeTap(endMs - MINUTE_MS, { ...frame, last: () => undefined }, shippedRules).shiftId;
    };
    expect([29, 30, 31].map(placed)).toEqual(['second', 'first', 'first']);
  });
});

function testShift(shiftId: string, startMs: number, endMs: number): RosterShift {
  const day = '2026-11-23';
  return {
    shiftId,
    name: { zh: shiftId, en: shiftId },
    day,
    endDay: day,
    startMs,
    endMs,
    breakMinutes: 0,
    clause: 'desk',
  };
}
