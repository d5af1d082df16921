import { describe, expect, it } from 'vitest';
import type { OvertimeForm } from '../../../src/forms/rules.ts';
import { judgeOvertime } from '../../../src/outcomes/overtime.rules.ts';
import type { DayOutcome } from '../../../src/outcomes/rules.ts';
import { overtimeCases, type SlipCase } from './cases/overtime.ts';
import { at, judged, rules } from './outcomes-fixture.ts';

const SATURDAY = '2026-11-21';
const WORKDAYS = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
const WORKED = 2_400;

function slip({ day = SATURDAY, from = '09:00', until = '12:00', ...more }: SlipCase, index: number): OvertimeForm {
  return {
    kind: 'overtime',
    formId: index + 1,
    number: `O-${index}`,
    personId: 7,
    state: more.state ?? 'confirmed',
    filledAtMs: 0,
    filledDay: more.filled ?? '2026-11-20',
    day,
    fromMs: at(from, day),
    untilMs: at(until, day),
    signatures: more.signatures ?? rules.overtime.value.signatures,
  };
}

function week(worked: number, saturday: readonly string[]): DayOutcome[] {
  const days = WORKDAYS.map((day) => judged({ name: '', finds: [], day, punches: ['in 08:30', 'out 18:00'] }));
  const [monday, ...others] = days;
  if (monday === undefined) throw new Error('no Monday');
  const rest = [SATURDAY, '2026-11-22'].map((day) =>
    judged({ name: '', finds: [], day, shifts: [], punches: saturday }),
  );
  return [{ ...monday, workedMinutes: monday.workedMinutes + worked - WORKED }, ...others, ...rest];
}

// Break it: `<= 0` to `< 0` for the week, `>` to `>=` for the day it was filled in, or take the length of the slip instead of the overlap.
describe('overtime', () => {
  it.each(overtimeCases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const outcomes = judgeOvertime(week(one.worked ?? WORKED, one.saturday), one.slips.map(slip), rules);
    expect(outcomes.map(({ minutes, refusal }) => refusal ?? minutes)).toEqual(one.comesTo);
    for (const { clause, refusal, findingKey } of outcomes) {
      expect(clause).toBe('R2 5');
      expect(findingKey === null).toBe(refusal !== null);
    }
  });
});
