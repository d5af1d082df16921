import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Attendance, overrideRelief, punchesOf } from '../../../src/attendance/actions.ts';
import { nextAtPost } from '../../../src/attendance/relief.rules.ts';
import { changeDays, type Employment, setEmployment } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { li, openTestAttendance, tapAt, wang, zhao } from './attendance-fixture.ts';

// Wang has the hotline by day; Li has it by night, from the 24th (every third day). The hotline is a manned post.

let desk: TestDesk;
let attendance: Attendance;
beforeEach(() => {
  desk = openTestDesk('2026-11-01T08:00:00+08:00');
  attendance = openTestAttendance(desk);
  employ(wang, 'hotline-day');
  employ(li, 'hotline-night');
  employ(zhao, 'rest', 'other');
});
afterEach(() => desk.dispose());

function employ({ id }: Person, patternId: string, postId = 'hotline'): void {
  const employment: Employment = { from: '2026-01-01', department: '客服中心', postId, grade: 'staff', patternId };
  setEmployment(attendance.parts.roster, command(), id, employment);
}
const tap = (when: string, person: Person = wang) => tapAt(desk, attendance, when, person);
const facts = (person: Person = wang) =>
  punchesOf(attendance, person.id, '2026-11-24', '2026-11-24').map(({ direction }) => direction);
const ends = () =>
  desk.database
    .prepare<{ how: string }>('SELECT how FROM relief_ends')
    .all()
    .map(({ how }) => how);

describe('leaving a manned post', () => {
  // Break: let reliefFor() answer undefined → every test here is red.
  it('waits until the relief has tapped in, and is the clock-out then', async () => {
    await tap('2026-11-24 08:25');
    const left = await tap('2026-11-24 16:31');
    expect(left).toMatchObject({
      direction: 'out',
      minutesEarly: 0,
      waits: { post: { zh: '热线台' }, nextMs: at('16:30'), readyByMs: at('16:20'), clause: 'H 1.6' },
    });
    expect(facts()).toEqual(['in']);
    expect(desk.database.prepare('SELECT count(*) AS n FROM punches').get()).toEqual({ n: 2 });
    expect(await tap('2026-11-24 16:40', li)).toMatchObject({
      direction: 'in',
      minutesLate: 10,
      relieves: 1,
      waits: null,
    });
    expect(facts()).toEqual(['in', 'out']);
    expect(ends()).toEqual(['relieved']);
    expect(await tap('2026-11-25 08:30')).toMatchObject({ month: { missed: 0 }, week: { hours: 8 } });
  });

  it('never relieved, is a missed punch', async () => {
    await tap('2026-11-24 08:30');
    await tap('2026-11-24 16:31');
    expect(await tap('2026-11-25 08:30')).toMatchObject({ month: { missed: 1 }, week: { hours: 0 } });
    expect(await tap('2026-11-25 08:32', li)).toMatchObject({ relieves: 0 });
    expect(ends()).toEqual([]);
  });

  it('does not wait when the relief is there already, or somebody else of the same post', async () => {
    await tap('2026-11-24 08:25');
    await tap('2026-11-24 16:22', li);
    expect(await tap('2026-11-24 16:28')).toMatchObject({ waits: null, minutesEarly: 2 });
    employ(zhao, 'hotline-day');
    await tap('2026-11-27 08:25');
    await tap('2026-11-27 08:26', zhao);
    expect(await tap('2026-11-27 16:31')).toMatchObject({ waits: null });
    // Zhao is the last at the post now.
    expect(await tap('2026-11-27 16:35', zhao)).toMatchObject({ waits: { nextMs: at('16:30', '27') } });
  });

  it('does not wait when nobody is rostered on: the post closes', async () => {
    await tap('2026-11-25 08:25');
    expect(await tap('2026-11-25 16:31')).toMatchObject({ waits: null });
    await tap('2026-11-26 08:25');
    expect(await tap('2026-11-26 15:00')).toMatchObject({ waits: null, minutesEarly: 90 });
  });

  it('goes by the roster as it is now, and by nobody of another post', async () => {
    changeDays(attendance.parts.roster, command(), [
      { personId: li.id, day: '2026-11-24', shiftIds: [], kind: 'edit', reason: '调休' },
    ]);
    await tap('2026-11-24 08:25');
    expect(await tap('2026-11-24 16:31')).toMatchObject({ waits: null });
    changeDays(attendance.parts.roster, command(), [
      { personId: li.id, day: '2026-11-25', shiftIds: ['hotline-night'], kind: 'edit', reason: '补班' },
      { personId: zhao.id, day: '2026-11-25', shiftIds: ['hotline-day'], kind: 'edit', reason: '帮忙' },
    ]);
    await tap('2026-11-25 08:25');
    await tap('2026-11-25 08:28', zhao);
    expect(await tap('2026-11-25 16:31')).toMatchObject({ waits: { nextMs: at('16:30', '25') } });
  });

  it('on the way out and back ends when the person comes back, and is no clock-out', async () => {
    await tap('2026-11-24 08:25');
    expect(await tap('2026-11-24 12:00')).toMatchObject({ direction: 'out', waits: { nextMs: at('16:30') } });
    expect(await tap('2026-11-24 12:30')).toMatchObject({ direction: 'in', relieves: 0 });
    expect(ends()).toEqual(['came-back']);
    expect(facts()).toEqual(['in', 'in']);
    await tap('2026-11-24 16:31');
    await tap('2026-11-24 16:33', li);
    expect(facts()).toEqual(['in', 'in', 'out']);
  });

  it('is let go by a supervisor with a reason, once, and not by the person alone', async () => {
    await tap('2026-11-24 08:25');
    const { punchId } = await tap('2026-11-24 16:31');
    const go = (byPersonId: number) =>
      overrideRelief(attendance, command(), punchId, { byPersonId, reason: '接班的李娜堵在路上' });
    expect(() => go(wang.id)).toThrow(expect.objectContaining({ code: 'attendance/own-leaving' }));
    expect(go(1).answer).toEqual({ punchId });
    expect(() => go(1)).toThrow(expect.objectContaining({ code: 'attendance/nobody-waits' }));
    expect(facts()).toEqual(['in', 'out']);
    const [entry] = desk.journal.page({ limit: 1 });
    expect(entry).toMatchObject({ kind: 'attendance/relief-ended', subject: 'staff:7' });
    expect(entry?.body).not.toContain('李娜');
  });

  it('waits on across a restart', async () => {
    await tap('2026-11-24 08:25');
    await tap('2026-11-24 16:31');
    desk = desk.restart();
    attendance = openTestAttendance(desk);
    expect(await tap('2026-11-24 16:40', li)).toMatchObject({ relieves: 1 });
  });
});

describe('who takes over', () => {
  const mine = { startMs: 100, endMs: 200 };
  it.each([
    ['nobody', 200, [], undefined],
    ['a shift that begins at the end of mine', 200, [{ startMs: 200, endMs: 300 }], 200],
    ['one that has begun', 150, [{ startMs: 120, endMs: 300 }], 120],
    ['one that ends with mine does not', 200, [{ startMs: 100, endMs: 200 }], undefined],
    ['one that begins later does not', 200, [{ startMs: 201, endMs: 300 }], undefined],
    ['one that began while I was still there', 250, [{ startMs: 240, endMs: 300 }], 240],
    [
      'the first of two',
      200,
      [
        { startMs: 200, endMs: 300 },
        { startMs: 190, endMs: 300 },
      ],
      190,
    ],
  ])('%s', (_name, atMs, others, expected) => {
    expect(nextAtPost(atMs, mine, others)).toBe(expected);
  });
});

function at(time: string, day = '24'): number {
  return Date.parse(`2026-11-${day}T${time}:00+08:00`);
}
