import { describe, expect, it } from 'vitest';
import { coverCases } from './cases/covers.ts';
import { edgeCases } from './cases/edges.ts';
import { elsewhereCases } from './cases/elsewhere.ts';
import { missedCases } from './cases/missed.ts';
import { found, judged } from './outcomes-fixture.ts';

/*
 * Break it: `>` to `>=` in offTime of shift.rules.ts (thirty minutes turn red) · leave cameBack out of edges (left, came back, no OUT) ·
 * judge open leave as none in judgeWithPaper (on its way) · `sure` always true in offTimes (unsure clocks).
 */
describe.each([
  ['late and early', edgeCases],
  ['missed punches', missedCases],
  ['leave and business', coverCases],
  ['rest and unsure clocks', elsewhereCases],
])('a day is judged: %s', (_what, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const outcome = judged(one);
    expect(found(outcome)).toEqual(one.finds);
    if (one.workedMinutes !== undefined) expect(outcome.workedMinutes).toBe(one.workedMinutes);
    for (const { evidence, clause } of outcome.findings) {
      expect(evidence).toContainEqual(expect.objectContaining({ kind: 'roster', day: outcome.day }));
      expect(clause).not.toBe('');
    }
  });
});
