import type { Database } from '../store/database.ts';
import type { LeaveAdjustment } from './rules.ts';

export type LeaveStore = ReturnType<typeof openLeaveStore>;

/** The room's SQL. */
export function openLeaveStore(database: Database) {
  const adjustments = database.prepare<LeaveAdjustment>(
    `SELECT half_days AS halfDays, reason, said_by AS saidBy, at_ms AS atMs FROM leave_adjustments
     WHERE person_id = @personId AND year_from = @yearFrom ORDER BY id`,
  );
  const insert = database.prepare(
    `INSERT INTO leave_adjustments (person_id, year_from, half_days, reason, said_by, at_ms)
     VALUES (@personId, @yearFrom, @halfDays, @reason, @saidBy, @atMs)`,
  );
  return {
    /** Oldest first. */
    adjustments: (personId: number, yearFrom: string) => adjustments.all({ personId, yearFrom }),
    insert: ({
      personId,
      yearFrom,
      halfDays,
      reason,
      saidBy,
      atMs,
    }: LeaveAdjustment & { personId: number; yearFrom: string }) =>
      insert.run({ personId, yearFrom, halfDays, reason, saidBy, atMs }),
  };
}
