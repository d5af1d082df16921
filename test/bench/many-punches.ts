import Sqlite from 'better-sqlite3';

/** Ten years of a thousand punches a day. */
export const MANY_PUNCHES = 3_650_000;

/** Two punches a day of everybody, back from yesterday as far as they go, in the order of time; in one transaction, as fast as SQLite can. */
export function fillPunches(file: string, count: number, staff: number): void {
  const database = new Sqlite(file);
  database.pragma('synchronous = OFF');
  const days = Math.ceil(count / (2 * staff));
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
    // A number of JavaScript is bound as a real one, whose division has a remainder.
    .run({ count: BigInt(count), staff: BigInt(staff), days: BigInt(days) });
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
