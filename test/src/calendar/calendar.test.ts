import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';

// Breaking it on purpose: let the kept table come before what a person wrote, or take the first year of the table for its last.

const shipped = calendarRules.parse(parse(readFileSync('config/rules/calendar.yaml', 'utf8')));
const written = (days: object[], more: object = {}) =>
  calendarRules.parse([
    {
      from: '2026-01-01',
      warnDays: { value: 30, clause: 'desk' },
      triplePay: { value: [], clause: 'R2 5' },
      days,
      ...more,
    },
  ]);
const calendar = openCalendar(shipped);

describe('the calendar', () => {
  it.each([
    ['2026-10-01', 'holiday', '国庆节'],
    ['2026-10-07', 'holiday', '国庆节'],
    ['2026-10-08', 'workday', undefined],
    ['2026-10-10', 'make-up-workday', '国庆节'],
    ['2026-02-14', 'make-up-workday', '春节'],
    ['2026-02-17', 'holiday', '春节'],
    ['2026-12-05', 'weekend', undefined],
    ['2026-12-07', 'workday', undefined],
  ])('knows what %s is', (day, kind, name) => {
    const found = calendar.day(day);
    expect([found.kind, found.name?.zh, found.known]).toEqual([kind, name, true]);
  });

  it('names holidays in both languages', () => {
    expect(calendar.day('2026-10-01').name).toEqual({ zh: '国庆节', en: 'National Day' });
  });

  it('says how far it goes, and that it soon ends', () => {
    // 46, 45 and 44 days before its last one. Break it: `<` to `<=` in horizonOf().
    const warned = ['2026-11-15', '2026-11-16', '2026-11-17'].map((day) => calendar.horizon(day));
    expect(warned.map(({ until, endsSoon }) => [until, endsSoon])).toEqual([
      ['2026-12-31', false],
      ['2026-12-31', false],
      ['2026-12-31', true],
    ]);
    expect(calendar.day('2027-01-01')).toMatchObject({ kind: 'workday', known: false });
  });

  it('is put right by hand: days on, days off, and how far they are complete', () => {
    const days = [
      { date: '2027-01-01', is: 'holiday', zh: '元旦', en: 'New Year' },
      { date: '2027-01-03', is: 'workday', zh: '元旦', en: 'New Year' },
      { date: '2026-10-01', is: 'workday', zh: '开业', en: 'Opening' },
    ];
    const corrected = openCalendar(written(days, { completeUntil: '2027-12-31' }));
    expect(corrected.day('2027-01-01')).toMatchObject({ kind: 'holiday', known: true });
    expect(corrected.day('2027-01-03').kind).toBe('make-up-workday');
    expect(corrected.day('2026-10-01').kind).toBe('workday');
    expect(corrected.day('2027-06-01').known).toBe(true);
    expect(corrected.horizon('2026-12-31')).toEqual({ until: '2027-12-31', endsSoon: false });
  });

  it('reads its table with the first question and never again', () => {
    let reads = 0;
    const counted = openCalendar(shipped, {
      read: () => {
        reads += 1;
        return { holidays: { '2026-10-01': 'National Day,国庆节,3' }, workdays: {} };
      },
    });
    expect(reads).toBe(0);
    counted.day('2026-10-01');
    counted.horizon('2026-10-01');
    expect(reads).toBe(1);
  });

  it('answers for every date, and a weekday is a workday unless the country is off', () => {
    const date = fc
      .date({ min: new Date('2004-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, (day) => {
        const { kind, weekday, name } = calendar.day(day);
        if (kind === 'weekend' || kind === 'make-up-workday') expect(weekday).toBeGreaterThanOrEqual(6);
        if (kind === 'workday') expect(weekday).toBeLessThanOrEqual(5);
        if (kind === 'holiday' || kind === 'make-up-workday') expect(name).not.toBeNull();
      }),
    );
  });
});
