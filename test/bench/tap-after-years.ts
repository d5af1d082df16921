import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { recordPunch } from '../../src/attendance/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { benchPeople, later, openBenchAttendance } from './bench-attendance.ts';
import { withFolder } from './bench-service.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const STAFF = 500;
const MANY = 3_650_000;
const FEW = 3_650;
const ROUNDS = 2_000;
const WARM_UP = 1_000;
/** Who taps while the compiler warms up; everybody else's first tap, which reads a month, is measured. */
const WARM_STAFF = 100;
const BETWEEN_TAPS_MS = 61_000;

/** P7: a tap with ten years of a thousand punches a day stored, against one with a few days of them. */
export function benchTapAfterYears(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const staff = benchPeople(STAFF);
    const desks = [FEW, MANY].map((count) => {
      const file = join(folder, `${count}.db`);
      openDatabase(file).close();
      fillPunches(file, count);
      const { attendance, clock, close } = openBenchAttendance(folder, file, staff);
      let taps = 0;
      const tap = (): void => {
        taps += 1;
        const person = staff[taps % (taps > WARM_UP ? STAFF : WARM_STAFF)];
        if (person === undefined) throw new Error('nobody taps');
        const at = later(clock.read(), taps * BETWEEN_TAPS_MS);
        recordPunch(attendance, { person, cardId: '4A00002087', readerId: 'reader-1', at });
      };
      return { tap, close };
    });
    const [few, many] = desks;
    if (few === undefined || many === undefined) throw new Error('no desks');
    await alternate(WARM_UP, few.tap, many.tap);
    const samples = await alternate(ROUNDS, few.tap, many.tap);
    for (const desk of desks) desk.close();
    return [
      compare('P7', 'a tap with 3.65 million punches stored against one with 3,650, p50', samples, 0.5, 1.3),
      compare('P7', 'the same, p99', samples, 0.99, 1.3),
    ];
  });
}

/** Two punches a day of everybody, back from yesterday as far as they go, in the order of time. */
function fillPunches(file: string, count: number): void {
  const database = new Sqlite(file);
  database.pragma('synchronous = OFF');
  const days = Math.ceil(count / (2 * STAFF));
  database
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @count)
       INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id, shift_day,
         in_window, minutes_late, minutes_early, rules_from, clause)
       SELECT i / 2 % @staff + 1, '4A00002087', 'reader-1',
         (unixepoch('now', 'start of day') - (@days - i / (2 * @staff)) * 86400 + i % 2 * 34200 + 1800) * 1000,
         'synchronised', '6a1f2c3e-8f5d-4b7a-9c1d-2e3f4a5b6c7d', i, CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, 'reception',
         date('now', '-' || (@days - i / (2 * @staff)) || ' days'), 1, 0, 0, '2026-01-01', 'R2 1'
       FROM n`,
    )
    .run({ count, staff: STAFF, days });
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
