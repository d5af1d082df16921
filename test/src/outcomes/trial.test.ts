import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TriedValues, tryRules } from '../../../src/outcomes/actions.ts';
import { type OutcomesRoom, openRoom, wang, zhang } from './room-fixture.ts';

let room: OutcomesRoom;

beforeEach(() => {
  room = openRoom([wang, zhang]);
  room.punch(wang.id, '2026-11-30', 'in 08:52', 'out 18:00');
  room.punch(zhang.id, '2026-11-30', 'in 08:30', 'out 18:00');
});
afterEach(() => room.dispose());

const tried = async (values: TriedValues, months = ['2026-11']) => {
  const { rows } = await tryRules(room.outcomes, values, months);
  return rows.map(({ name, changes }) => [name, ...changes]);
};

describe('a changed rule is tried on past months', () => {
  // Break it: hand the old versions to the second judging in trial.ts, and nothing differs.
  it('says for whom something comes out otherwise, side by side, with the clause', async () => {
    expect(await tried({ monthLateMinutes: 30 })).toEqual([
      ['王芳', { what: 'deducted', before: 60, after: 0, clause: 'R2 3(3)' }],
    ]);
    expect(await tried({ monthLateMinutes: 12 })).toEqual([]);
    expect(await tried({ absentOverMinutes: 20 })).toEqual([
      [
        '王芳',
        { what: 'deducted', before: 60, after: 0, clause: 'R2 3(3)' },
        { what: 'absent', before: 0, after: 1, clause: 'R2 3(4)' },
      ],
    ]);
  });

  it('tries other hours of a shift as well', async () => {
    const shifts = room.outcomes.needs.rules[0]?.shifts.map((shift) =>
      shift.id === 'reception' ? { ...shift, starts: '09:00' } : shift,
    );
    expect(await tried({ shifts })).toEqual([
      [
        '王芳',
        { what: 'deducted', before: 60, after: 0, clause: 'R2 3(3)' },
        expect.objectContaining({ what: 'worked' }),
      ],
      ['张伟', { what: 'worked', before: 480, after: 450, clause: 'R2 5' }],
    ]);
  });

  it('writes nothing', async () => {
    const head = room.desk.journal.head();
    await tried({ lateDeducts: 'all', missedAtLimit: 'absent' });
    expect(room.desk.journal.head()).toEqual(head);
    expect(room.outcomes.needs.rules[0]?.lateDeducts.value).toBe('over');
  });

  it.each([
    [{ lateDeducts: 'some' }, 'outcomes/wrong-rules'],
    [{ monthLateMinutes: -1 }, 'outcomes/wrong-rules'],
    [{ noSuchRule: 1 }, 'outcomes/wrong-rules'],
    [{ from: '2026-01-02' }, 'outcomes/wrong-rules'],
  ])('refuses %j', async (values, code) => {
    await expect(tryRules(room.outcomes, values, ['2026-11'])).rejects.toMatchObject({ code });
  });

  it('refuses a month that has not begun', async () => {
    await expect(tryRules(room.outcomes, {}, ['2027-01'])).rejects.toMatchObject({ code: 'outcomes/month-not-begun' });
  });

  // Break it: take `await setImmediate()` out of forEverybody.
  it('lets others have their turn between people', async () => {
    const crowd = Array.from({ length: 40 }, (_, at) => ({ ...wang, id: at + 100, staffNo: `${at}` }));
    const many = openRoom(crowd);
    let turns = 0;
    const count = () => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    let done = false;
    setImmediate(count);
    await tryRules(many.outcomes, { lateDeducts: 'all' }, ['2026-11']);
    done = true;
    expect(turns).toBeGreaterThanOrEqual(9);
    many.dispose();
  });
});
