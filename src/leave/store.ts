import type { Database } from '../store/database.ts';
import type { LeaveAdjustment } from './rules.ts';

export type LeaveStore = ReturnType<typeof openLeaveStore>;

/** The room's SQL. */
export function openLeaveStore(database: Database) {
  const adjustments = database.prepare<LeaveAdjustment>(
    `SELECT half_days AS halfDays, reason, said_by AS saidBy, at_ms AS atMs FROM leave_adjustments
     WHERE person_id = @personId AND year_from BETWEEN @from AND @until ORDER BY id`,
  );
  const insert = database.prepare(
    `INSERT INTO leave_adjustments (person_id, year_from, half_days, reason, said_by, at_ms)
     VALUES (@personId, @yearFrom, @halfDays, @reason, @saidBy, @atMs)`,
  );
  return {
    /** Of accounts that begin between two days, both included, oldest first. */
    adjustments: (personId: number, { from, until }: { readonly from: string; readonly until: string }) =>
      adjustments.all({ personId, from, until }),
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
