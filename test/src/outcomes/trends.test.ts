import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { departmentMonth, monthsInARow } from '../../../src/outcomes/actions.ts';
import { monthOutcome } from '../../../src/outcomes/month-view.ts';
import { chen, type OutcomesRoom, openRoom, wang, zhang } from './room-fixture.ts';

// Breaking it on purpose: hand `months` on newest first in monthsInARow, or leave the early minutes out of pointOf (red).

let room: OutcomesRoom;
beforeEach(() => {
  room = openRoom([wang, zhang, chen], '2026-12-01T23:50:00+08:00');
});
afterEach(() => room.dispose());

describe('months in a row', () => {
  it('have a point for every month, oldest first, also of months before anybody tapped', async () => {
    room.punch(wang.id, '2026-10-12', 'in 08:34', 'out 17:55');
    room.punch(wang.id, '2026-11-20', 'in 08:36', 'out 18:00');
    room.punch(wang.id, '2026-11-23', 'in 08:30');
    const { months, rows } = await monthsInARow(room.outcomes, '2026-12', 6);
    expect(months).toEqual(['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12']);
    expect(rows.map(({ name, points }) => `${name} ${points.length}`)).toEqual(['陈静 6', '王芳 6', '张伟 6']);
    const wangs = rows.find(({ personId }) => personId === wang.id)?.points ?? [];
    expect(wangs.map(({ offMinutes }) => offMinutes)).toEqual([0, 0, 0, 9, 6, 0]);
    expect(wangs.map(({ missed }) => missed)).toEqual([0, 0, 0, 0, 1, 0]);
    expect(wangs[2]?.absentDays).toBe(0);
    expect(wangs[4]?.absentDays).toBeGreaterThan(0);
  });
});

describe('a month that has not begun', () => {
  it('is refused', async () => {
    await expect(monthsInARow(room.outcomes, '2027-01', 6)).rejects.toMatchObject({
      code: 'outcomes/no-such-month',
    });
  });
});

describe('the days of everybody', () => {
  it('have the colours the month of each has', async () => {
    room.punch(wang.id, '2026-11-20', 'in 08:36', 'out 18:00');
    room.punch(wang.id, '2026-11-23', 'in 08:30', 'out 18:00');
    for (const _again of ['judged', 'remembered']) {
      const rows = await departmentMonth(room.outcomes, '2026-11', undefined);
      for (const { personId, states } of rows)
        expect(states).toEqual(monthOutcome(room.outcomes, personId, '2026-11').days.map(({ state }) => state));
      const wangs = rows.find(({ personId }) => personId === wang.id)?.states ?? [];
      expect([wangs[18], wangs[19], wangs[20], wangs[22], wangs[23]]).toEqual([
        'before',
        'late',
        'rest',
        'good',
        'absent',
      ]);
    }
  });
});
