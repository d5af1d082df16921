import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Attendance, followClock, punchesOf, recordPunch } from '../../../src/attendance/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { li, openTestAttendance, tapAt, wang } from './attendance-fixture.ts';

let desk: TestDesk;
let attendance: Attendance;
beforeEach(() => {
  desk = openTestDesk('1970-01-01T08:00:00+08:00');
  desk.clock.quality = 'unsure';
  attendance = openTestAttendance(desk);
});
afterEach(() => desk.dispose());

const tapNow = (person = wang) =>
  recordPunch(attendance, { person, cardId: '4A00001024', readerId: 'reader-1', at: desk.clock.read() });
const facts = (person = wang) => punchesOf(attendance, person.id, '2026-11-01', '2026-11-30');
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);
const HOUR = 3_600_000;

/** Somebody sets the clock: it is this time now. */
function clockIsSet(time: string): void {
  desk.clock.setWall(`2026-11-23T${time}:00+08:00`);
  desk.clock.quality = 'synchronised';
}

describe('punches by a clock that nobody vouches for', () => {
  // Break: leave watchForTime() out of recordPunch → nothing is dated before the next tap.
  it('are found again in the same boot, each at its shift, in the order they were taken, and make nobody late', async () => {
    await desk.clock.advance(HOUR);
    const first = tapNow();
    await desk.clock.advance(2 * HOUR);
    tapNow(li);
    await desk.clock.advance(7 * HOUR);
    const last = tapNow();
    expect([first.clockQuality, last.minutesLate]).toEqual(['unsure', 0]);
    expect(facts()).toEqual([]);
    clockIsSet('18:10');
    await desk.clock.advance(6_000);
    expect(
      facts().map(({ atMs, direction, shiftDay, shiftId, sure }) => [atMs, direction, shiftId, shiftDay, sure]),
    ).toEqual([
      [at('09:10'), 'in', 'reception', '2026-11-23', false],
      [at('18:10'), 'out', 'reception', '2026-11-23', false],
    ]);
    expect(facts(li)).toMatchObject([{ atMs: at('11:10'), direction: 'in' }]);
    const rows = desk.database.prepare('SELECT at_ms, minutes_late FROM punches WHERE id = 1').get();
    expect(rows).toEqual({ at_ms: HOUR, minutes_late: 0 });
    expect(desk.journal.page({ limit: 3 }).map(({ actor, kind }) => [actor, kind])).toEqual(
      Array.from({ length: 3 }, () => ['system', 'attendance/punch-dated']),
    );
    expect(desk.clock.pending).toBe(0);
  });

  it('count from then on as any other: the next tap leaves the shift they began', async () => {
    tapNow();
    clockIsSet('08:40');
    await desk.clock.advance(6_000);
    expect(await tapAt(desk, attendance, '2026-11-23 18:00')).toMatchObject({
      direction: 'out',
      month: { lateMinutes: 0, missed: 0 },
      week: { hours: 7.8 },
    });
  });

  it('are dated by the next tap when that comes first, and once', async () => {
    tapNow();
    await desk.clock.advance(61_000);
    clockIsSet('08:26');
    expect(tapNow()).toMatchObject({ direction: 'in', clockQuality: 'synchronised' });
    expect(facts().map(({ atMs, sure }) => [atMs, sure])).toEqual([
      [at('08:26') - 61_000, false],
      [at('08:26'), true],
    ]);
    await desk.clock.advance(60_000);
    expect(desk.database.prepare('SELECT count(*) AS n FROM punch_datings').get()).toEqual({ n: 1 });
  });

  it('are dated after a restart of the service in the same boot', async () => {
    tapNow();
    followClock(attendance)();
    desk = desk.restart();
    attendance = openTestAttendance(desk);
    followClock(attendance);
    clockIsSet('08:30');
    await desk.clock.advance(6_000);
    expect(facts()).toMatchObject([{ atMs: at('08:30') }]);
  });

  // Break: load the punches of every boot and leave out the filter of datePunches → a wrong time is told as a right one.
  it('stay as they are after a reboot: the monotonic clock began anew', async () => {
    tapNow();
    followClock(attendance)();
    desk.clock.bootId = 'boot-two';
    desk = desk.restart();
    attendance = openTestAttendance(desk);
    followClock(attendance);
    clockIsSet('08:30');
    await desk.clock.advance(60_000);
    tapNow(li);
    expect(desk.database.prepare('SELECT count(*) AS n FROM punch_datings').get()).toEqual({ n: 0 });
    expect(attendance.store.neverDated(10)).toMatchObject([{ personId: wang.id, atMs: 0 }]);
  });

  it('take the other direction than the last punch where the clock says less than that one said', async () => {
    desk.clock.setWall('2026-11-23T08:20:00+08:00');
    desk.clock.quality = 'synchronised';
    tapNow();
    desk.clock.bootId = 'boot-two';
    desk.clock.quality = 'unsure';
    desk.clock.setWall('1970-01-01T08:01:00+08:00');
    await desk.clock.advance(61_000);
    expect(tapNow()).toMatchObject({ direction: 'out' });
  });
});
