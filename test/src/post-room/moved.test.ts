import { afterEach, beforeEach, expect, it } from 'vitest';
import { reminderOf } from '../../../src/post-room/actions.ts';
import { tickDelivery } from '../../../src/post-room/tick.ts';
import { boardOf, itemOf } from '../../../src/post-room/views.ts';
import { setEmployment } from '../../../src/roster/actions.ts';
import { command } from '../../desk-fixture.ts';
import { zhang } from '../outcomes/room-fixture.ts';
import { openPostFixture, type PostFixture, sheet } from './post-room-fixture.ts';

let room: PostFixture;
beforeEach(() => {
  room = openPostFixture();
});
afterEach(() => room.dispose());

const departments = () => boardOf(room.post).departments.map(({ name }) => name);

// Break it: `line.department` to the department of the record in missed.ts.
it('asks for a missed punch the department that the roster has on that day, and knows one that only the roster has', () => {
  const missing = (department: string) =>
    (itemOf(room.post, 'missed-punches', '2026-11-20', department).missed ?? [])
      .filter(({ name }) => name === zhang.name)
      .map(({ day }) => day);
  room.punch(zhang.id, '2026-11-16', 'in 08:30');
  room.punch(zhang.id, '2026-11-18', 'in 08:30');
  const moved = { department: '营运部', postId: '', grade: 'staff', patternId: 'reception' } as const;
  setEmployment(room.roster, command(), zhang.id, { from: '2026-11-21', ...moved });
  expect(missing('物业部')).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19']);
  setEmployment(room.roster, command(), zhang.id, { from: '2026-11-18', ...moved });
  expect(departments()).toEqual(['客服中心', '物业部', '营运部']);
  expect(missing('物业部')).toEqual(['2026-11-16', '2026-11-17']);
  expect(missing('营运部')).toEqual(['2026-11-18', '2026-11-19']);
});

// Break it: leave `left` out of rosterLine().
it('asks for what somebody missed who left, until the last day', () => {
  const gone = openPostFixture(undefined, Date.parse('2026-11-18T18:10:00+08:00'));
  gone.punch(zhang.id, '2026-11-17', 'in 08:30');
  const { missed } = itemOf(gone.post, 'missed-punches', '2026-11-20', '物业部');
  expect((missed ?? []).flatMap(({ name, day }) => (name === zhang.name ? [day] : []))).toEqual([
    '2026-11-17',
    '2026-11-18',
  ]);
  gone.dispose();
});

// Break it: look in reminderOf() for the rounds of this week alone.
it('reminds of what days off have moved into another week', () => {
  for (const department of departments())
    tickDelivery(room.post, command(), { deliveryId: 'weekly-summary', nominal: '2026-11-23', department }, true, 1);
  // The 21st is a Saturday: due on the Monday after.
  room.sheets.push(sheet(1, { kind: 'overtime', dueDay: '2026-11-21' }));
  room.desk.clock.setWall('2026-11-23T18:59:00+08:00');
  expect(reminderOf(room.post)).toBeNull();
  room.desk.clock.setWall('2026-11-23T19:00:00+08:00');
  expect(reminderOf(room.post)).toMatchObject({ deliveryId: 'overtime', at: '22:00', over: false, departments: 1 });
});
