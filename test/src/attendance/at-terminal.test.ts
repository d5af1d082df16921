import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Attendance, recordPunch, whoTapped } from '../../../src/attendance/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestAttendance, tapAt, wang } from './attendance-fixture.ts';

// Breaking it on purpose: ask for no punchId in whoTapped, or count the time by the wall clock (red).

let desk: TestDesk;
let attendance: Attendance;

beforeEach(() => {
  desk = openTestDesk('2026-11-23T08:00:00+08:00');
  attendance = openTestAttendance(desk);
});
afterEach(() => desk.dispose());

it('who tapped may see their month for half a minute, whatever the wall clock does', async () => {
  const { punchId } = await tapAt(desk, attendance, '2026-11-23 08:27');
  expect(whoTapped(attendance, punchId)).toEqual({ personId: wang.id, leftMs: 30_000 });
  await desk.clock.advance(20_000);
  desk.clock.setWall('2026-11-25T08:00:00+08:00');
  expect(whoTapped(attendance, punchId)).toEqual({ personId: wang.id, leftMs: 10_000 });
  await desk.clock.advance(10_000);
  expect(whoTapped(attendance, punchId)).toBeUndefined();
});

it('a second tap of the same punch lets it be seen again', async () => {
  const { punchId } = await tapAt(desk, attendance, '2026-11-23 08:27');
  await desk.clock.advance(40_000);
  recordPunch(attendance, { person: wang, cardId: '4A00001024', readerId: 'reader-1', at: desk.clock.read() });
  expect(whoTapped(attendance, punchId)).toEqual({ personId: wang.id, leftMs: 30_000 });
});

it('ends with the tap of somebody else, and is nobody’s before the first', async () => {
  expect(whoTapped(attendance, 1)).toBeUndefined();
  const { punchId } = await tapAt(desk, attendance, '2026-11-23 08:27');
  const other = recordPunch(attendance, {
    person: { ...wang, id: 8, name: '张伟' },
    cardId: '4A00002087',
    readerId: 'reader-1',
    at: desk.clock.read(),
  });
  expect(whoTapped(attendance, punchId)).toBeUndefined();
  expect(whoTapped(attendance, other.punchId)?.personId).toBe(8);
});
