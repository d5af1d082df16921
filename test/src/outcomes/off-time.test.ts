import { afterEach, beforeEach, expect, it } from 'vitest';
import { monthOutcome, openOutcomes } from '../../../src/outcomes/actions.ts';
import { offTimesOf } from '../../../src/ui/pages/month-off-time.ts';
import { type OutcomesRoom, openRoom, wang } from './room-fixture.ts';

let room: OutcomesRoom;

beforeEach(() => {
  room = openRoom();
});
afterEach(() => room.dispose());

const shown = (value: 'summed' | 'apart') => {
  const { needs } = room.outcomes;
  const rules = needs.rules.map((one) => ({ ...one, lateAndEarly: { ...one.lateAndEarly, value } }));
  return offTimesOf(monthOutcome(openOutcomes(room.desk, { ...needs, rules }), wang.id, '2026-11')).map(
    ({ kind, minutes, deductedMinutes }) => [kind, minutes, deductedMinutes],
  );
};

// Break it: answer the sum whatever the rule says in month-off-time.ts, or all deductions for each of the two.
it('a month shows late and early minutes as they are held to the limit: together, or each with what it deducts', () => {
  room.punch(wang.id, '2026-11-16', 'in 08:36', 'out 18:00');
  room.punch(wang.id, '2026-11-17', 'in 08:30', 'out 17:55');
  expect(shown('summed')).toEqual([['offTime', 11, 60]]);
  expect(shown('apart')).toEqual([
    ['late', 6, 0],
    ['early', 5, 0],
  ]);
  room.punch(wang.id, '2026-11-18', 'in 08:35', 'out 18:00');
  expect(shown('summed')).toEqual([['offTime', 16, 60]]);
  expect(shown('apart')).toEqual([
    ['late', 11, 60],
    ['early', 5, 0],
  ]);
});
