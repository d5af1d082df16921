import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { punchesToday, recordPunch, whoIsHere } from '../../../src/attendance/actions.ts';
import { movementsToday, purses } from '../../../src/cash/actions.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { returnUmbrella } from '../../../src/loans/actions.ts';
import { openStaff } from '../../../src/staff/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestAttendance, tapAt, wang } from '../attendance/attendance-fixture.ts';
import { lendOut, openLoanDesk, touch } from '../loans/loan-fixture.ts';

// F5 in the rooms. Breaking it on purpose: order punches by wall time instead of by number, or let `inForce` throw before the
// first version (a tap in 1970 is lost: red).

const JUMPS = [
  ['a day ahead', '2026-11-24 12:00'],
  ['a day back', '2026-11-22 12:00'],
  ['to 1970', '1970-01-01 08:00'],
  ['to 2099', '2099-12-31 23:59'],
] as const;

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk('2026-11-23T08:00:00+08:00');
});
afterEach(() => desk.dispose());

/** Every number below these keys, wherever it is. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('a clock that jumps between two taps', () => {
  it.each(JUMPS)('%s loses no punch, keeps their order and counts nothing below zero', async (_name, when) => {
    const attendance = openTestAttendance(desk);
    const staff = openStaff(desk, { rules: [], pepper: Buffer.alloc(32, 1) });
    await tapAt(desk, attendance, '2026-11-23 08:25');
    desk.clock.quality = 'unsure';
    const odd = await tapAt(desk, attendance, when);
    desk.clock.setWall('2026-11-23T18:03:59+08:00');
    desk.clock.quality = 'synchronised';
    const last = await tapAt(desk, attendance, '2026-11-23 18:05');

    expect(odd).toMatchObject({ punchId: 2, clockQuality: 'unsure', minutesLate: 0, minutesEarly: 0 });
    expect(last).toMatchObject({ punchId: 3, direction: 'out', clockQuality: 'synchronised' });
    expect(numbersIn([odd.month, odd.week, last.month, last.week]).every((number) => number >= 0)).toBe(true);
    expect(last.week.hours).toBeLessThanOrEqual(24);
    const rows = desk.journal.page({ limit: 10 }).reverse();
    // The odd punch is found again by the monotonic clock, without anybody tapping.
    expect(rows.map(({ kind, clock_quality }) => [kind.replace('attendance/', ''), clock_quality])).toEqual([
      ['punch-recorded', 'synchronised'],
      ['punch-recorded', 'unsure'],
      ['punch-dated', 'synchronised'],
      ['punch-recorded', 'synchronised'],
    ]);
    expect(punchesToday(attendance, staff, { masked: true }).map(({ atMs, dated }) => [atMs, dated])).toEqual([
      [Date.parse('2026-11-23T08:25:00+08:00'), false],
      [Date.parse('2026-11-23T18:03:59+08:00'), true],
      [Date.parse('2026-11-23T18:05:00+08:00'), false],
    ]);
    expect(rows.map(({ monotonic_ms }) => monotonic_ms)).toEqual(
      [...rows.map((row) => row.monotonic_ms)].sort((a, b) => a - b),
    );
    expect(punchesToday(attendance, staff, { masked: true }).every(({ minutesLate }) => minutesLate >= 0)).toBe(true);
    expect(whoIsHere(attendance, staff, { masked: true })).toEqual([]);
    expect(verifyChain(desk.database)).toMatchObject({ whole: true, rows: 4 });
  });

  it.each(JUMPS)('%s does not make a second tap within a minute a new punch', async (_name, when) => {
    const attendance = openTestAttendance(desk);
    const first = await tapAt(desk, attendance, '2026-11-23 08:25');
    await desk.clock.advance(30_000);
    desk.clock.setWall(`${when.replace(' ', 'T')}+08:00`);
    const tap = { person: wang, cardId: '4A00001024', readerId: 'reader-1', at: desk.clock.read() };
    expect(recordPunch(attendance, tap)).toMatchObject({ punchId: first.punchId, repeat: true });
  });
});

describe('a clock that jumps while an umbrella is out', () => {
  it.each(JUMPS)('%s neither keeps the deposit nor refunds it twice', async (_name, when) => {
    const at = openLoanDesk();
    const { id, code } = await lendOut(at);
    at.desk.clock.setWall(`${when.replace(' ', 'T')}+08:00`);
    await at.desk.clock.advance(60_000);
    const proof = { kind: 'code', code } as const;
    const { answer } = returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } });
    expect(answer.refund).toMatchObject({ netFen: 5_000 });
    expect(purses(at.cash).deposits.balanceFen).toBe(0);
    expect(movementsToday(at.cash).map(({ amountFen }) => amountFen)).toContain(-5_000);
    expect(() => returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } })).toThrow();
    expect(purses(at.cash).deposits.balanceFen).toBe(0);
    expect(verifyChain(at.desk.database)).toMatchObject({ whole: true });
    at.dispose();
  });
});
