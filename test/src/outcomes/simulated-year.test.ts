import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgePersonMonth } from '../../../src/outcomes/person-month.ts';
import { FINDING_KINDS } from '../../../src/outcomes/rules.ts';
import { type SimulatedYear, simulateYear } from './simulated-year.ts';

/*
 * 120 people on mixed shifts for a year. Break it: any number or comparison of the rules; the day is then not found, or one too many.
 */

const MONTHS = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`);

let year: SimulatedYear;
beforeAll(() => {
  year = simulateYear();
});
afterAll(() => year.room.dispose());

describe('a simulated year', () => {
  it('finds every planted irregularity and nothing else', { timeout: 120_000 }, () => {
    const { planted, people, room } = year;
    const found: string[] = [];
    const expected: string[] = [];
    const absent: string[] = [];
    const reviews: string[] = [];
    for (const { id } of people) {
      for (const text of planted.get(id) ?? []) expected.push(`${id} ${text}`);
      for (const month of MONTHS) {
        const { days, outcome } = judgePersonMonth(room.outcomes, id, month);
        for (const { findings } of days)
          for (const { key, minutes, confirmation } of findings)
            found.push([id, key, minutes, ...(confirmation === undefined ? [] : [confirmation])].join(' '));
        if (outcome.absentDays !== year.absentDays.get(`${id} ${month}`))
          absent.push(`${id} ${month} ${outcome.absentDays}`);
        for (const { why } of outcome.reviews) reviews.push(`${id} ${month} ${why}`);
      }
    }
    expect(year.punches).toBeGreaterThan(50_000);
    expect(expected.length).toBeGreaterThan(2_000);
    expect(new Set(found.map((text) => text.split('/')[2]?.split(' ')[0])).size).toBe(FINDING_KINDS.length);
    const wanted = new Set(expected);
    const seen = new Set(found);
    expect({
      missing: expected.filter((one) => !seen.has(one)),
      tooMany: found.filter((one) => !wanted.has(one)),
    }).toEqual({
      missing: [],
      tooMany: [],
    });
    expect(absent).toEqual([]);
    expect(reviews.sort()).toEqual([...year.reviews].sort());
  });
});
