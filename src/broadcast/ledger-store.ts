import type { Database } from '../store/database.ts';

/** A call that is over, with everything that belongs to it. */
export interface OverCall {
  readonly id: number;
  readonly number: string;
  readonly kind: 'lost-person' | 'lost-object';
  readonly opened_at: number;
  readonly closed_at: number;
  readonly records: number;
}

/** It was heard, cut or taken back, or somebody has taken note that it was not heard; and all that before `@before`. */
const OVER = `max(requested_at, coalesce(ended_at, air_at)) < @before AND (state IN ('completed', 'cut', 'withdrawn')
  OR (state IN ('expired', 'failed', 'interrupted')
    AND EXISTS (SELECT 1 FROM dropped_notes WHERE announcement_id = announcements.id AND noted_at < @before)))`;
/** Items of the log that belong to no call. */
const OF_LOG = `call_id IS NULL AND requested_at >= @from AND requested_at < @until AND ${OVER}`;

/** The SQL of what is past its time in the ledgers of the air. */
export function openLedgerStore(database: Database) {
  const calls = database.prepare<OverCall>(
    `SELECT id, number, kind, opened_at, closed_at, (SELECT count(*) FROM announcements WHERE call_id = calls.id) AS records
     FROM calls WHERE state <> 'open' AND closed_at < @before
       AND NOT EXISTS (SELECT 1 FROM announcements WHERE call_id = calls.id AND NOT (${OVER}))
       AND NOT EXISTS (SELECT 1 FROM call_hand_overs WHERE call_id = calls.id AND at >= @before)
     ORDER BY closed_at, id`,
  );
  const log = database.prepare<{ at: number; ended: number }>(
    `SELECT requested_at AS at, max(requested_at, coalesce(ended_at, air_at)) AS ended FROM announcements
     WHERE ${OF_LOG} ORDER BY requested_at, id`,
  );
  const timesOfCall = database.prepare<{ at: number }>(
    'SELECT requested_at AS at FROM announcements WHERE call_id = @call ORDER BY requested_at',
  );
  const announcementsOf = (which: string) => {
    const ids = `(SELECT id FROM announcements WHERE ${which})`;
    // What stays may have followed one that goes.
    const unlink = database.prepare(`UPDATE announcements SET follows = NULL WHERE follows IN ${ids}`);
    const deletes = [
      `DELETE FROM airings WHERE announcement_id IN ${ids}`,
      `DELETE FROM dropped_notes WHERE announcement_id IN ${ids}`,
      `DELETE FROM announcements WHERE ${which}`,
    ].map((sql) => database.prepare(sql));
    return (params: Readonly<Record<string, number>>) => {
      unlink.run(params);
      return deletes.reduce((sum, one) => sum + one.run(params).changes, 0);
    };
  };
  const purgeLog = announcementsOf(OF_LOG);
  const purgeAnnouncements = announcementsOf('call_id = @call');
  const purgeRest = [
    'DELETE FROM call_follow_ups WHERE call_id = @call',
    'DELETE FROM call_steps WHERE call_id = @call',
    'DELETE FROM call_hand_overs WHERE call_id = @call',
    'DELETE FROM calls WHERE id = @call',
  ].map((sql) => database.prepare(sql));
  return {
    calls: (beforeMs: number) => calls.all({ before: beforeMs }),
    /** When each item was asked for and when it ended, in the order they were asked for. */
    log: (beforeMs: number) => log.all({ before: beforeMs, from: 0, until: beforeMs }),
    timesOfCall: (callId: number) => timesOfCall.all({ call: callId }).map(({ at }) => at),
    /** Returns how many rows went. */
    purgeCall: (call: number) =>
      purgeAnnouncements({ call }) + purgeRest.reduce((sum, one) => sum + one.run({ call }).changes, 0),
    /** Returns how many rows went. */
    purgeLog: (span: { readonly fromMs: number; readonly untilMs: number }, beforeMs: number) =>
      purgeLog({ from: span.fromMs, until: span.untilMs, before: beforeMs }),
  };
}
