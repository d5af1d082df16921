import type { Database } from '../store/database.ts';
import type { ReliefState } from './rules.ts';

interface WaitRow {
  readonly punch_id: number;
  readonly person_id: number;
  readonly shift_day: string;
  readonly shift_id: string;
  readonly post_id: string;
  readonly at_ms: number;
  readonly next_ms: number;
  readonly until_ms: number;
}

/** A leaving that waits for its relief. */
export interface ReliefWait {
  readonly punchId: number;
  readonly personId: number;
  readonly shiftDay: string;
  readonly shiftId: string;
  readonly postId: string;
  readonly atMs: number;
  readonly nextMs: number;
  readonly untilMs: number;
}

/** How a waiting ended. */
export interface ReliefEnd {
  readonly punchId: number;
  readonly how: Exclude<ReliefState, 'waiting'>;
  readonly byPersonId: number;
  /** The arrival that ended it. */
  readonly byPunchId: number | null;
  readonly reason: string;
  readonly atMs: number;
}

export type ReliefStore = ReturnType<typeof openReliefStore>;

/** The statements of leavings that wait for their relief. */
export function openReliefStore(database: Database) {
  const insertWait = database.prepare(
    `INSERT INTO relief_waits (punch_id, person_id, shift_day, shift_id, post_id, at_ms, next_ms, until_ms)
     VALUES (@punchId, @personId, @shiftDay, @shiftId, @postId, @atMs, @nextMs, @untilMs)`,
  );
  const insertEnd = database.prepare(
    `INSERT INTO relief_ends (punch_id, how, by_person_id, by_punch_id, reason, at_ms)
     VALUES (@punchId, @how, @byPersonId, @byPunchId, @reason, @atMs)`,
  );
  const open = database.prepare<WaitRow>(
    'SELECT * FROM relief_waits WHERE punch_id NOT IN (SELECT punch_id FROM relief_ends) ORDER BY punch_id',
  );
  const states = database.prepare<{ readonly id: number; readonly how: ReliefState }>(
    `SELECT w.punch_id AS id, COALESCE(e.how, 'waiting') AS how FROM relief_waits AS w LEFT JOIN relief_ends AS e USING (punch_id)
     WHERE w.punch_id >= @from`,
  );
  return {
    insertWait: (wait: ReliefWait) => void insertWait.run({ ...wait }),
    insertEnd: (end: ReliefEnd) => void insertEnd.run({ ...end }),
    /** That have not ended, oldest first. */
    open: (): ReliefWait[] =>
      open.all().map((row) => ({
        punchId: row.punch_id,
        personId: row.person_id,
        shiftDay: row.shift_day,
        shiftId: row.shift_id,
        postId: row.post_id,
        atMs: row.at_ms,
        nextMs: row.next_ms,
        untilMs: row.until_ms,
      })),
    /** By punch, from this punch on. */
    states: (from: number): ReadonlyMap<number, ReliefState> =>
      new Map(states.all({ from }).map(({ id, how }) => [id, how])),
  };
}
