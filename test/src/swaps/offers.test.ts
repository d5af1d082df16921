import { expect, it } from 'vitest';
import { comingDays, nearestDays, possibleFirst, tellsOf } from '../../../src/swaps/offers.rules.ts';
import type { SwapCheck, SwapCheckKind } from '../../../src/swaps/rules.ts';

const check = (kind: SwapCheckKind, passed: boolean, counted?: { used: number; limit: number }): SwapCheck => ({
  kind,
  passed,
  clause: 'R3',
  says: { zh: kind, en: kind },
  ...counted,
});
const told = (...checks: SwapCheck[]): string[] =>
  tellsOf({ passed: checks.every(({ passed }) => passed), checks, points: 0 }).map(({ kind }) => kind);

it('looks at the day itself, then at ten days on either side, the nearest first', () => {
  expect(nearestDays('2026-03-01').slice(0, 5)).toEqual([
    '2026-03-01',
    '2026-03-02',
    '2026-02-28',
    '2026-03-03',
    '2026-02-27',
  ]);
  expect(nearestDays('2026-03-01')).toHaveLength(21);
});

it('leaves out the days that are over, and keeps today', () => {
  const days = comingDays('2026-03-01', '2026-02-27');
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-02-27', '2026-03-11', 13]);
  expect(comingDays('2026-03-01', '2026-04-01')).toEqual([]);
});

it('tells all that speaks against a swap, or what is counted where nothing does', () => {
  const used = { used: 1, limit: 2 };
  expect(told(check('same-post', true), check('month-limit', true, used))).toEqual(['month-limit']);
  expect(told(check('same-post', false), check('month-limit', true, used), check('no-leave', false))).toEqual([
    'same-post',
    'no-leave',
  ]);
});

it('does not say again, as too little rest, that somebody has a shift already', () => {
  const limit = check('month-limit', false, { used: 2, limit: 2 });
  expect(told(check('there-is-a-shift', false), limit, check('rest-between', false))).toEqual([
    'there-is-a-shift',
    'month-limit',
  ]);
  expect(told(check('there-is-a-shift', true), check('rest-between', false))).toEqual(['rest-between']);
});

it('puts what can be taken first and keeps the order otherwise', () => {
  const day = (otherDay: string, passed: boolean) => ({ otherDay, shifts: [], passed, tells: [] });
  const days = [day('1', false), day('2', true), day('3', false), day('4', true)];
  expect(possibleFirst(days).map(({ otherDay }) => otherDay)).toEqual(['2', '4', '1', '3']);
});
