import { describe, expect, it } from 'vitest';
import { dayCases } from './day-cases.ts';
import { found, judged } from './outcomes-fixture.ts';

// Break it: `>` to `>=` in offTime of day.rules.ts, and the case of thirty minutes turns red.
describe('a day is judged', () => {
  it.each(dayCases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const outcome = judged(one);
    expect(found(outcome)).toEqual(one.finds);
    if (one.workedMinutes !== undefined) expect(outcome.workedMinutes).toBe(one.workedMinutes);
  });

  it('finds nothing without evidence', () => {
    const findings = dayCases.flatMap((one) => judged(one).findings);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
  });
});
