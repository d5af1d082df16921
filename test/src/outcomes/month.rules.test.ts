import { describe, expect, it } from 'vitest';
import { judgeMonth, type MonthOutcome } from '../../../src/outcomes/month.rules.ts';
import { type DayCase, judged, rules, rulesWith } from './outcomes-fixture.ts';

type Values = Parameters<typeof rulesWith>[0];

/** A month of reception days from 2 November 2026 on, each judged from its punches. */
function month(days: readonly Omit<DayCase, 'name' | 'finds'>[], values: Values = {}): MonthOutcome {
  const dated = days.map((day, index) =>
    judged({ name: '', finds: [], day: `2026-11-${String(index + 2).padStart(2, '0')}`, ...day }),
  );
  return judgeMonth({ days: dated, decisions: [] }, Object.keys(values).length > 0 ? rulesWith(values) : rules);
}

const late = (minutes: number) => ({ punches: [`in 08:${30 + minutes}`, 'out 18:00'] });
const confirmedOut = { punches: ['in 08:30'], forms: [{ exception: 'out' }] } as const;
const nobody = { punches: [] };
const whole = { punches: ['in 08:30', 'out 18:00'] };

describe('a month is added up', () => {
  // Break it: `<=` to `<` in deductionsOf, and ten minutes cost an hour.
  it('forgives ten minutes and deducts from the eleventh by begun hours', () => {
    expect(month([late(4), late(6)]).deductions).toEqual([]);
    expect(month([late(5), late(6)]).deductions).toMatchObject([
      { minutes: 1, deductedMinutes: 60, clause: 'R2 3(3)' },
    ]);
    expect(month([late(5), late(6)], { lateDeducts: 'all' }).deductions).toMatchObject([{ minutes: 11 }]);
  });

  it('takes late and early together or apart, by setting', () => {
    const days = [late(8), { punches: ['in 08:30', 'out 17:52'] }];
    expect(month(days).deductions).toHaveLength(1);
    expect(month(days, { lateAndEarly: 'apart' }).deductions).toEqual([]);
  });

  it('takes confirmed missed punches as normal up to the third, which is a setting', () => {
    expect(month([confirmedOut, confirmedOut, confirmedOut]).absences).toEqual([]);
    expect(month([confirmedOut, confirmedOut, confirmedOut, confirmedOut]).absences).toMatchObject([
      { day: '2026-11-05', days: 1, clause: 'R2 3(5)' },
    ]);
    const strict = { missedAtLimit: 'absent' };
    expect(month([confirmedOut, confirmedOut], strict).absences).toEqual([]);
    expect(month([confirmedOut, confirmedOut, confirmedOut], strict).absentDays).toBe(1);
  });

  it('asks for a review after three days of absence running, rest or not, and six in three months', () => {
    const rest = { shifts: [], punches: [] };
    expect(month([nobody, nobody, whole, nobody]).reviews).toEqual([]);
    expect(month([nobody, rest, rest, nobody, nobody]).reviews).toMatchObject([{ why: 'running', days: 3 }]);
    const six = [nobody, nobody, whole, nobody, nobody, whole, nobody, nobody];
    expect(month(six).reviews).toMatchObject([{ why: 'total', days: 6, clause: 'R2 3(6)' }]);
    expect(month(six.slice(1)).reviews).toEqual([]);
  });

  it('counts nothing that somebody excused', () => {
    const day = judged({ name: '', finds: [], punches: [] });
    const decision = {
      findingKey: `${day.day}/reception/no-punch`,
      verdict: 'excused',
      byPersonId: 1,
      atMs: 0,
      reason: '',
    } as const;
    expect(judgeMonth({ days: [day], decisions: [] }, rules).absentDays).toBe(1);
    expect(judgeMonth({ days: [day], decisions: [decision] }, rules).absentDays).toBe(0);
    expect(
      judgeMonth({ days: [day], decisions: [decision, { ...decision, verdict: 'stands' }] }, rules).absentDays,
    ).toBe(1);
  });
});
