import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { lateByShift, placeAll, placedTexts, shiftsOn, type TestRoster } from './placing.ts';

const reception: TestRoster = { '2026-11-23': ['reception'], '2026-11-24': ['reception'], '2026-11-25': ['reception'] };
const night: TestRoster = { '2026-11-23': ['hotline-night'], '2026-11-26': ['hotline-night'] };
const nightly: TestRoster = {
  '2026-11-22': ['hotline-night'],
  '2026-11-23': ['hotline-night'],
  '2026-11-24': ['hotline-night'],
};
const split: TestRoster = { '2026-11-23': ['split-morning', 'split-evening'] };
const double: TestRoster = { '2026-11-23': ['hotline-day', 'hotline-night'], '2026-11-25': ['hotline-day'] };

/** Roster, taps, and what each of them is. */
const CASES: readonly (readonly [string, TestRoster, readonly string[], readonly string[]])[] = [
  ['a day', reception, ['23 08:27', '23 18:02'], ['in reception 23', 'out reception 23']],
  ['twice in the morning', reception, ['23 08:10', '23 08:20'], ['in reception 23', 'in reception 23']],
  ['late', reception, ['23 09:05', '23 18:00'], ['in reception 23', 'out reception 23']],
  ['the arrival was forgotten', reception, ['23 18:02'], ['out reception 23']],
  ['forgotten, and left a little early', reception, ['23 17:40'], ['out reception 23']],
  ['the leaving was forgotten', reception, ['23 08:25', '24 08:25'], ['in reception 23', 'in reception 24']],
  ['forgotten, and in early', reception, ['23 08:25', '24 04:31'], ['in reception 23', 'in reception 24']],
  [
    'out on the way and back',
    reception,
    ['23 08:25', '23 14:00', '23 16:30', '23 18:01'],
    ['in reception 23', 'out reception 23', 'in reception 23', 'out reception 23'],
  ],
  [
    'back shortly before the end is a leaving',
    reception,
    ['23 08:25', '23 12:00', '23 17:31'],
    ['in reception 23', 'out reception 23', 'out reception 23'],
  ],
  ['one tap before, back', reception, ['23 12:00', '23 17:29'], ['in reception 23', 'out reception 23']],
  ['outside every window', reception, ['23 23:30'], ['out reception 23 outside']],
  ['outside, before the next', reception, ['24 03:00'], ['in reception 24 outside']],
  ['a night', night, ['23 16:25', '24 08:31'], ['in hotline-night 23', 'out hotline-night 23']],
  ['a night, left after midnight', night, ['23 16:25', '24 00:10'], ['in hotline-night 23', 'out hotline-night 23']],
  [
    'the night’s leaving was forgotten',
    nightly,
    ['22 16:20', '23 16:20'],
    ['in hotline-night 22', 'in hotline-night 23'],
  ],
  ['both windows hold it: the nearer', nightly, ['23 12:45'], ['in hotline-night 23']],
  [
    'left twice after a night',
    night,
    ['23 16:25', '24 08:31', '24 09:40'],
    ['in hotline-night 23', 'out hotline-night 23', 'out hotline-night 23'],
  ],
  [
    'work on the day of rest after a night',
    night,
    ['23 16:25', '24 08:31', '24 11:00', '24 12:30', '24 15:00'],
    ['in hotline-night 23', 'out hotline-night 23', 'in rest 24', 'out rest 24', 'in rest 24'],
  ],
  [
    'both halves of a split day',
    split,
    ['23 08:55', '23 13:01', '23 17:20', '23 21:31'],
    ['in split-morning 23', 'out split-morning 23', 'in split-evening 23', 'out split-evening 23'],
  ],
  [
    'the first half’s leaving was forgotten',
    split,
    ['23 08:55', '23 17:20', '23 21:31'],
    ['in split-morning 23', 'in split-evening 23', 'out split-evening 23'],
  ],
  [
    'one shift right after the other',
    double,
    ['23 08:25', '23 16:31', '23 16:33', '24 08:30'],
    ['in hotline-day 23', 'out hotline-day 23', 'in hotline-night 23', 'out hotline-night 23'],
  ],
  [
    'one right after the other, at the very change',
    double,
    ['23 08:25', '23 16:30', '23 16:32'],
    ['in hotline-day 23', 'out hotline-day 23', 'in hotline-night 23'],
  ],
  ['only the second of two came', double, ['23 16:25', '24 08:30'], ['in hotline-night 23', 'out hotline-night 23']],
  ['a day of rest', reception, ['21 09:00', '21 12:00'], ['in rest 21', 'out rest 21']],
  [
    'rest, four taps',
    reception,
    ['21 09:00', '21 10:00', '21 11:00', '21 12:00'],
    ['in rest 21', 'out rest 21', 'in rest 21', 'out rest 21'],
  ],
  ['rest over midnight', reception, ['20 22:00', '21 02:00'], ['in rest 20', 'out rest 20']],
  [
    'rest until the night before a shift',
    reception,
    ['22 20:00', '23 02:00', '23 08:20'],
    ['in rest 22', 'out rest 22', 'in reception 23'],
  ],
  [
    'rest until long before a shift',
    reception,
    ['22 22:00', '23 06:00', '23 08:20'],
    ['in rest 22', 'out rest 22', 'in reception 23'],
  ],
  ['rest, the leaving forgotten', reception, ['22 18:00', '23 08:20'], ['in rest 22', 'in reception 23']],
  ['rest, the leaving forgotten, rest again', reception, ['20 09:00', '21 09:00'], ['in rest 20', 'in rest 21']],
];

describe('which shift a tap belongs to, and in or out', () => {
  it.each(CASES)('%s', (_name, roster, taps, expected) => {
    expect(placedTexts(roster, taps)).toEqual(expected);
  });
});

const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const FIRST = '2026-03-01';
const DAYS = 14;
const MINUTE = 60_000;
const ids = fc.constantFrom<readonly string[]>(
  [],
  ['reception'],
  ['hotline-day'],
  ['hotline-night'],
  ['split-morning', 'split-evening'],
  ['hotline-day', 'hotline-night'],
);

/** Two weeks of anybody's roster and taps, where clocks are changed in between (8 and 29 March, 5 April 2026). */
const weeks = fc.record({
  zone: fc.constantFrom(...ZONES),
  from: fc.constantFrom(FIRST, '2026-03-22', '2026-03-29', '2026-10-18'),
  rostered: fc.array(ids, { minLength: DAYS, maxLength: DAYS }),
  minutes: fc.uniqueArray(fc.integer({ min: 0, max: DAYS * 1440 - 1 }), { minLength: 1, maxLength: 40 }),
});

function world({ zone, from, rostered, minutes }: typeof weeks extends fc.Arbitrary<infer W> ? W : never) {
  const calendar = createShiftCalendar(zone);
  const days: string[] = [from];
  while (days.length < DAYS) days.push(calendar.dayAfter(days.at(-1) ?? from));
  const roster: TestRoster = Object.fromEntries(days.map((day, at) => [day, rostered[at] ?? []]));
  const { startMs } = calendar.dayBounds(from);
  const taps = minutes.toSorted((a, b) => a - b).map((minute) => startMs + minute * MINUTE);
  return { calendar, roster, taps, days };
}

describe('whatever the roster and wherever clocks are changed', () => {
  it('every tap has a shift or a day of rest near it, and nobody leaves before coming is possible', () => {
    fc.assert(
      fc.property(weeks, (week) => {
        const { calendar, roster, taps } = world(week);
        for (const { atMs, day, direction, shift, shiftId } of placeAll(roster, taps, calendar)) {
          expect([
            calendar.dayBefore(calendar.dayOf(atMs)),
            calendar.dayOf(atMs),
            calendar.dayAfter(calendar.dayOf(atMs)),
          ]).toContain(day);
          expect(shift === undefined).toBe(shiftId === '');
          if (shift === undefined) continue;
          if (atMs < shift.startMs) expect(direction).toBe('in');
          if (atMs >= shift.endMs) expect(direction).toBe('out');
        }
      }),
    );
  });

  // Break: swap `earlier` and `later` at the end of backToBack() → an added tap takes the arrival of a shift that has begun.
  it('one tap more never makes an earlier shift later', () => {
    fc.assert(
      fc.property(weeks, fc.integer({ min: 0, max: DAYS * 1440 - 1 }), (week, minute) => {
        const { calendar, roster, taps } = world(week);
        const addedMs = calendar.dayBounds(week.from).startMs + minute * MINUTE;
        const without = placeAll(roster, taps, calendar);
        const more = placeAll(
          roster,
          [...taps.filter((ms) => ms <= addedMs), addedMs, ...taps.filter((ms) => ms > addedMs)],
          calendar,
        );
        const before = lateByShift(without);
        const after = lateByShift(more);
        for (const day of Object.keys(roster)) {
          for (const { shiftId, startMs } of shiftsOn(roster, day, calendar)) {
            const was = before.get(`${day}/${shiftId}`);
            if (startMs > addedMs || was === undefined) continue;
            expect(after.get(`${day}/${shiftId}`) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(was);
          }
        }
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  // Break: carry the direction over from the last tap of all, as a toggle does → a forgotten OUT turns the next IN round.
  it('a forgotten leaving never turns the next arrival round', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom('reception', 'hotline-day', 'hotline-night'),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: -230, max: 0 }),
        fc.boolean(),
        (zone, id, at, minutes, left) => {
          const calendar = createShiftCalendar(zone);
          const days = ['2026-03-22'];
          while (days.length < DAYS) days.push(calendar.dayAfter(days.at(-1) ?? ''));
          const roster = Object.fromEntries(days.map((day) => [day, [id]]));
          const [yesterday] = shiftsOn(roster, days[at] ?? '', calendar);
          const [today] = shiftsOn(roster, days[at + 1] ?? '', calendar);
          if (yesterday === undefined || today === undefined) return;
          const arrivesMs = today.startMs + minutes * MINUTE;
          // Nearer to the end of the night before it may still be that leaving.
          fc.pre(today.startMs - arrivesMs < arrivesMs - yesterday.endMs);
          const taps = [yesterday.startMs, ...(left ? [yesterday.endMs] : []), arrivesMs];
          expect(placeAll(roster, taps, calendar).at(-1)).toMatchObject({ direction: 'in', day: today.day });
        },
      ),
    );
  });
});
