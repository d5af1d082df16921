import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { isOn, partsOf } from '../../../src/schedule/rules.ts';
import { dueAt, nextMove } from '../../../src/schedule/timing.rules.ts';
import { item, shippedCalendar } from './schedule-fixture.ts';

// Breaking it on purpose: `disambiguation: 'reject'` or `'later'` in dueAt; compare a season over New Year like any other; let a sent
// occurrence move again.

const plaza = { opens: '08:30', closes: '18:00', timeZone: 'Asia/Shanghai' };
const calendar = openCalendar(shippedCalendar);
const time = (ms: number) => new Date(ms).toISOString();

describe('when an item is due', () => {
  it.each([
    ['09:15:30', '2026-12-01T01:15:30.000Z'],
    ['opening', '2026-12-01T00:30:00.000Z'],
    ['opening-00:02:00', '2026-12-01T00:28:00.000Z'],
    ['closing-00:15:00', '2026-12-01T09:45:00.000Z'],
    ['closing+01:00:05', '2026-12-01T11:00:05.000Z'],
  ])('%s', (at, due) => {
    expect(time(dueAt(at, '2026-12-01', plaza))).toBe(due);
  });

  it('counts a closing after midnight to the day that opened', () => {
    expect(time(dueAt('closing-00:30:00', '2026-12-01', { ...plaza, closes: '02:00' }))).toBe(
      '2026-12-01T17:30:00.000Z',
    );
  });

  it('is once where the clocks change: skipped times come later, double ones the first time', () => {
    const berlin = { ...plaza, timeZone: 'Europe/Berlin' };
    expect(time(dueAt('02:30:00', '2026-03-29', berlin))).toBe('2026-03-29T01:30:00.000Z');
    expect(time(dueAt('02:30:00', '2026-10-25', berlin))).toBe('2026-10-25T00:30:00.000Z');
  });

  it('refuses what is no time of day', () => {
    expect(() => dueAt('noon', '2026-12-01', plaza)).toThrow('noon is no time of day');
  });
});

describe('whether an item is on the plan', () => {
  const on = (day: string, more: Parameters<typeof item>[2]) => isOn(item('x', '10:00:00', more), calendar.day(day));

  it('by weekday', () => {
    expect(on('2026-12-01', { weekdays: [2] })).toBe(true);
    expect(on('2026-12-02', { weekdays: [2] })).toBe(false);
  });

  it('by season, also over New Year, both ends included', () => {
    const winter = { seasons: [{ from: '11-15', to: '03-15' }] };
    const days = ['2026-11-14', '2026-11-15', '2026-12-31', '2027-01-01', '2027-03-15', '2027-03-16'];
    expect(days.map((day) => on(day, winter))).toEqual([false, true, true, true, true, false]);
    expect(on('2026-06-01', { seasons: [{ from: '05-01', to: '06-01' }, ...winter.seasons] })).toBe(true);
  });

  // 2026-10-01, a Thursday, is National Day; Saturday 2026-10-10 is worked for it.
  it.each([
    ['as-usual', undefined, true, true],
    ['skip', undefined, false, true],
    ['only', undefined, true, false],
    ['use-weekend-day', [6, 7], true, false],
    ['use-weekend-day', [1, 2, 3, 4, 5], false, true],
    ['as-usual', [6, 7], false, true],
  ] as const)('by public holiday: %s on %s', (holidays, weekdays, onHoliday, onMakeUpDay) => {
    const rule = { holidays, ...(weekdays === undefined ? {} : { weekdays: [...weekdays] }) };
    expect([on('2026-10-01', rule), on('2026-10-10', rule)]).toEqual([onHoliday, onMakeUpDay]);
  });
});

describe('one round', () => {
  it('is chime, recording, Chinese and English with a breath between', () => {
    const parts = partsOf({ chime: true, recording: 'farewell-tune', text: { zh: '再见', en: 'Goodbye' } });
    expect(parts.map(({ kind }) => kind)).toEqual(['chime', 'recording', 'pause', 'speech', 'pause', 'speech']);
    expect(partsOf({ chime: false, text: { zh: '再见' } }).map(({ kind }) => kind)).toEqual(['speech']);
  });
});

describe('what is to be done', () => {
  const timing = { dueMs: 100_000, aheadMs: 10_000, graceMs: 300_000, withinGrace: 'air' } as const;

  it.each([
    [89_999, 'wait'],
    [90_000, 'send'],
    [100_000, 'send'],
    [100_001, 'send-late'],
    [400_000, 'send-late'],
    [400_001, 'miss'],
  ])('at %i ms: %s', (nowMs, move) => {
    expect(nextMove(timing, undefined, nowMs)).toBe(move);
  });

  it('reports within the grace where the rule says so', () => {
    expect(nextMove({ ...timing, withinGrace: 'report' }, undefined, 100_001)).toBe('miss');
  });

  it('never moves again what was sent or skipped, whatever the clock says, and reports nothing twice', () => {
    const state = fc.constantFrom('sent', 'skipped', 'missed', 'planned', undefined);
    fc.assert(
      fc.property(state, fc.integer({ min: -1e9, max: 1e9 }), (stored, nowMs) => {
        const move = nextMove(timing, stored === undefined ? undefined : { state: stored }, nowMs);
        if (stored === 'sent' || stored === 'skipped') expect(move).toBe('settled');
        if (stored === 'missed') expect(move).not.toBe('miss');
      }),
    );
  });
});
