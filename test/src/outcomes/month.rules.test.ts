import { describe, expect, it } from 'vitest';
import { absenceDaysOf } from '../../../src/outcomes/absence.rules.ts';
import { decisionOn, judgeMonth, type MonthOutcome } from '../../../src/outcomes/month.rules.ts';
import type { DayOutcome, Decision } from '../../../src/outcomes/rules.ts';
import { absenceCases, type DayWord, dayOf, minuteCases } from './cases/months.ts';
import { reviewCases } from './cases/reviews.ts';
import { judged, type RuleValues, rules, rulesWith } from './outcomes-fixture.ts';

/*
 * Break it: `<=` to `<` in deductionsOf (ten minutes) · `'all'` and `'over'` changed about · `>` to `>=` in isOver (three missed) · no cap in
 * absencesOf (that day) · `>` to `>=` in the window of reviewsOf (as long ago as the window is) · count from `days[0]` on in reviewsOf (over
 * before the month).
 */

const dayIn = (month: string, date: number): string => `${month}-${String(date).padStart(2, '0')}`;
const november = (words: readonly DayWord[]): DayOutcome[] =>
  words.map((word, at) => judged({ name: '', finds: [], day: dayIn('2026-11', at + 2), ...dayOf(word) }));
const added = (
  days: readonly DayOutcome[],
  values: RuleValues = {},
  decisions: readonly Decision[] = [],
): MonthOutcome => judgeMonth({ month: '2026-11', days, decisions }, rulesWith(values));

describe.each([
  ['minutes', minuteCases],
  ['absences', absenceCases],
])('a month is added up: %s', (_what, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const month = added(november(one.days), one.rules);
    expect(month.deductions.map(({ deductedMinutes }) => deductedMinutes)).toEqual(one.deducted ?? []);
    expect(month.absentDays).toBe(one.absentDays ?? 0);
    expect(Object.values(month.missed)).toEqual(one.missed ?? [0, 0, 0]);
    if (one.clauses !== undefined)
      expect([...month.deductions, ...month.absences].map(({ clause }) => clause)).toEqual(one.clauses);
  });
});

describe('absences call for a review', () => {
  it.each(reviewCases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const version = rulesWith(one.rules ?? {});
    const worked = (month: string): DayOutcome[] =>
      Array.from({ length: month.endsWith('10') || month.endsWith('08') ? 31 : 30 }, (_, at) => dayIn(month, at + 1))
        .filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
        .map((day) => {
          const word = one.rest?.includes(day) ? 'rest' : one.absent.includes(day) ? 'absent' : 'whole';
          return judged({ name: '', finds: [], day, ...dayOf(word) });
        });
    const before = ['2026-08', '2026-09', '2026-10'].flatMap((month) => {
      const days = worked(month);
      return absenceDaysOf(days, judgeMonth({ month, days, decisions: [] }, version).absences);
    });
    const { reviews } = judgeMonth({ month: '2026-11', days: worked('2026-11'), decisions: [], before }, version);
    expect(reviews.map(({ why, days }) => `${why} ${days}`)).toEqual(one.reviews);
    for (const { clause, findingKeys } of reviews)
      expect([clause, findingKeys.length > 2 || findingKeys.length]).toEqual(['R2 3(6)', expect.anything()]);
  });
});

// Break it: ask absenceDaysOf() only for days with a shift.
it('counts absence for punching for another on a day of rest like any other', () => {
  const days = november(['absent', 'absent', 'whole', 'whole', 'absent']);
  const rest = judged({ name: '', finds: [], day: '2026-11-07', shifts: [], punches: [] });
  const finding = {
    key: '2026-11-07/-/proxy/1',
    kind: 'proxy',
    day: '2026-11-07',
    shiftId: null,
    minutes: 0,
    absentDays: 1,
    clause: 'R2 3(7)',
    evidence: [{ kind: 'audit', flagId: 1 }],
  } as const;
  const later = ['2026-11-10', '2026-11-12'].map((day) => judged({ name: '', finds: [], day, punches: [] }));
  const month = added([...days, { ...rest, findings: [finding] }, ...later]);
  expect(month.absentDays).toBe(6);
  expect(month.reviews.map(({ why, days: of }) => `${why} ${of}`)).toContain('total 6');
});

describe('what somebody decided', () => {
  const days = november(['absent']);
  const excused: Decision = {
    findingKey: '2026-11-02/reception/no-punch',
    minutes: 0,
    verdict: 'excused',
    byPersonId: 3,
    atMs: 0,
    reason: '在岗',
  };

  it('counts for nothing once excused, and again when it stands after all', () => {
    expect(added(days).absentDays).toBe(1);
    expect(added(days, {}, [excused]).absentDays).toBe(0);
    expect(added(days, {}, [excused, { ...excused, verdict: 'stands' }]).absentDays).toBe(1);
  });

  it('holds for the finding as it was', () => {
    const [late] = november(['late 11']);
    const [finding] = late?.findings ?? [];
    if (finding === undefined) throw new Error('nothing was found');
    const decided = { ...excused, findingKey: finding.key, minutes: 11 };
    expect(decisionOn(finding, [decided])).toBe(decided);
    expect(decisionOn({ ...finding, minutes: 12 }, [decided])).toBeUndefined();
  });

  it('moves the count of missed punches on', () => {
    const four = november(['missed', 'missed', 'missed', 'missed']);
    const first = { ...excused, findingKey: '2026-11-02/reception/missed-out' };
    expect(added(four).absentDays).toBe(1);
    expect(added(four, {}, [first])).toMatchObject({ absentDays: 0, missed: { confirmed: 3 } });
  });
});

it('adds up leave and business by kind', () => {
  const month = added(november(['leave', 'leave', 'whole']));
  expect(month).toMatchObject({ leaveMinutes: { annual: 1140 }, businessMinutes: 0, workedMinutes: 480 });
  expect(rules.clauses.leave).toBe('R2 4');
});
