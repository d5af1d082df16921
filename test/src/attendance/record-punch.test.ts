import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Attendance, punchesToday, recordPunch, whoIsHere } from '../../../src/attendance/actions.ts';
import { personById, type Staff } from '../../../src/staff/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { addTestPerson, openTestStaff } from '../staff/staff-fixture.ts';
import { openTestAttendance, tapAt, wang } from './attendance-fixture.ts';

let desk: TestDesk;
let attendance: Attendance;

beforeEach(() => {
  desk = openTestDesk('2026-11-23T08:00:00+08:00');
  attendance = openTestAttendance(desk);
});
afterEach(() => desk.dispose());

const stored = () => desk.database.prepare<{ n: number }>('SELECT count(*) AS n FROM punches').get()?.n;
const journalled = () => desk.journal.head().seq;
const tap = (when: string) => tapAt(desk, attendance, when);

describe('a punch', () => {
  it('is stored with the journal entry and everything later rules need, then shown', async () => {
    const view = await tap('2026-11-23 08:42');
    expect(view).toMatchObject({
      direction: 'in',
      minutesLate: 12,
      shiftDay: '2026-11-23',
      shiftName: { zh: '前台班', en: 'Reception' },
      clause: 'R2 1',
      repeat: false,
      month: { lateMinutes: 12, limit: 10, clause: 'R2 3(3)', missed: 0, missedLimit: 3 },
      week: { hours: 0, limit: 40 },
    });
    expect(desk.events).toEqual([{ name: 'punch', payload: view }]);
    expect(desk.database.prepare('SELECT * FROM punches').get()).toMatchObject({
      person_id: 7,
      card_id: '4A00001024',
      reader_id: 'reader-1',
      boot_id: 'boot-test',
      clock_quality: 'synchronised',
      shift_id: 'reception',
      shift_day: '2026-11-23',
      rules_from: '2026-01-01',
      clause: 'R2 1',
      in_window: 1,
    });
    const [entry] = desk.journal.page({ limit: 1 });
    expect(entry).toMatchObject({ kind: 'attendance/punch-recorded', subject: 'staff:7', actor: 'device:reader-1' });
    expect(entry?.body).not.toContain('王芳');
  });

  // Break: leave the isRepeat branch out → two punches are stored.
  it('within 60 s is answered with the first one and not stored again, also after a restart', async () => {
    const first = await tap('2026-11-23 08:27');
    await desk.clock.advance(30_000);
    const again = () =>
      recordPunch(attendance, { person: wang, cardId: 'X', readerId: 'reader-1', at: desk.clock.read() });
    expect(again()).toEqual({ ...first, repeat: true });
    expect(desk.events.at(-1)).toEqual({ name: 'punch', payload: { ...first, repeat: true } });
    desk = desk.restart();
    attendance = openTestAttendance(desk);
    expect(again()).toEqual({ ...first, repeat: true });
    expect([stored(), journalled(), attendance.repeats]).toEqual([1, 1, 1]);
    await desk.clock.advance(29_999);
    expect(again()).toMatchObject({ repeat: true });
    await desk.clock.advance(1);
    expect(again()).toMatchObject({ repeat: false });
  });

  it('is a repeat by the monotonic clock when the wall clock jumps (F5)', async () => {
    await tap('2026-11-23 08:27');
    desk.clock.setWall('2026-11-24T08:27:00+08:00');
    const at = desk.clock.read();
    expect(recordPunch(attendance, { person: wang, cardId: 'X', readerId: 'r', at })).toMatchObject({ repeat: true });
  });

  it('of a clock nobody vouches for makes nobody late and keeps its quality', async () => {
    desk.clock.quality = 'unsure';
    expect(await tap('2026-11-23 10:00')).toMatchObject({
      minutesLate: 0,
      clockQuality: 'unsure',
      month: { lateMinutes: 0 },
    });
  });

  it('whose commit fails is thrown, shown nowhere and counts as no first tap', async () => {
    desk.database
      .prepare("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END")
      .run();
    await expect(tap('2026-11-23 08:27')).rejects.toThrow('disk full');
    desk.database.prepare('DROP TRIGGER full').run();
    expect([stored(), desk.events.length]).toEqual([0, 0]);
    expect(recordPunch(attendance, { person: wang, cardId: 'X', readerId: 'r', at: desk.clock.read() }).repeat).toBe(
      false,
    );
  });

  it('with a shift the rules do not know goes by the default shift', async () => {
    const view = await tapAt(desk, attendance, '2026-11-23 08:27', { ...wang, shiftId: 'gone' });
    expect(view.shiftName.en).toBe('Reception');
  });
});

describe('month and week so far', () => {
  it('add up late and early minutes, missing halves and hours less the pause', async () => {
    await tap('2026-10-30 09:00'); // another month
    await tap('2026-11-19 08:35'); // 5 late, leaving forgotten, another week
    await tap('2026-11-23 08:30');
    await tap('2026-11-23 18:20'); // 8 h
    await tap('2026-11-24 08:33'); // 3 late
    await tap('2026-11-24 12:00'); // early, but comes back
    expect(await tap('2026-11-24 17:58')).toMatchObject({
      direction: 'out',
      minutesEarly: 2,
      month: { lateMinutes: 10, missed: 1 },
      week: { hours: 15.9 },
    });
    // What is missed today is counted when the shift is over.
    expect(await tap('2026-11-25 18:05')).toMatchObject({ direction: 'out', month: { lateMinutes: 10, missed: 1 } });
    expect(await tap('2026-11-26 08:30')).toMatchObject({ direction: 'in', month: { lateMinutes: 10, missed: 2 } });
  });

  it('count a night shift on the day it began', async () => {
    const night = { ...wang, shiftId: 'hotline-night' };
    await tapAt(desk, attendance, '2026-11-30 16:30', night);
    expect(await tapAt(desk, attendance, '2026-12-01 08:00', night)).toMatchObject({
      direction: 'out',
      shiftDay: '2026-11-30',
      minutesEarly: 30,
      month: { lateMinutes: 30, missed: 0 },
      week: { hours: 15.5 },
    });
    expect(await tapAt(desk, attendance, '2026-12-03 16:31', night)).toMatchObject({
      direction: 'in',
      month: { lateMinutes: 1, missed: 0 },
    });
  });
});

describe('today and who is here', () => {
  let staff: Staff;
  const someone = (id: number) => personById(staff, id) ?? wang;
  const full = { masked: false };

  beforeEach(() => {
    staff = openTestStaff(desk);
    attendance = openTestAttendance(desk, {}, (id) => personById(staff, id));
  });

  it('lists today’s punches of day and night, masked on demand', async () => {
    const day = someone(await addTestPerson(staff));
    const night = someone(await addTestPerson(staff, { staffNo: '1033', name: '赵磊', shiftId: 'hotline-night' }));
    await tapAt(desk, attendance, '2026-11-24 16:25', night);
    await tapAt(desk, attendance, '2026-11-25 08:25', day);
    await tapAt(desk, attendance, '2026-11-25 08:31', night);
    expect(punchesToday(attendance, staff, full).map(({ name, direction }) => [name, direction])).toEqual([
      ['王芳', 'in'],
      ['赵磊', 'out'],
    ]);
    expect(punchesToday(attendance, staff, { masked: true }).map(({ name }) => name)).toEqual(['王*', '赵*']);
  });

  it('says who is here: from the arrival to the leaving, over midnight, and not for ever when it was forgotten', async () => {
    const day = someone(await addTestPerson(staff));
    const night = someone(await addTestPerson(staff, { staffNo: '1033', name: '赵磊', shiftId: 'hotline-night' }));
    await tapAt(desk, attendance, '2026-11-24 08:10', day);
    await tapAt(desk, attendance, '2026-11-24 08:20', day);
    await tapAt(desk, attendance, '2026-11-24 16:25', night);
    expect(whoIsHere(attendance, staff, full)).toMatchObject([
      { name: '王芳', sinceMs: Date.parse('2026-11-24T08:10:00+08:00') },
      { name: '赵磊' },
    ]);
    desk.clock.setWall('2026-11-25T02:00:00+08:00');
    expect(whoIsHere(attendance, staff, { masked: true })).toMatchObject([{ name: '赵*' }]);
    await tapAt(desk, attendance, '2026-11-25 08:30', night);
    expect(whoIsHere(attendance, staff, full)).toEqual([]);
  });
});
