import type { ScheduledItem } from '../../config/rules/schedule.ts';
import type { Database } from '../store/database.ts';
import type { OccurrenceRecord } from './rules.ts';

/** A version of an item written at the desk; without `item` there is none any more from that day. */
export interface ItemVersion {
  readonly id: string;
  readonly version: number;
  readonly fromDay: string;
  readonly item: ScheduledItem | null;
  readonly writtenBy: string;
  readonly writtenAtMs: number;
}

interface ItemRow {
  id: string;
  version: number;
  from_day: string;
  item: string | null;
  written_by: string;
  written_at: number;
}

interface OccurrenceRow {
  item_id: string;
  day: string;
  due_at: number;
  state: string;
  announcement_id: string | null;
  attempts: number;
  code: string | null;
  reason: string | null;
  decided_by: string;
  decided_at: number;
}

/** The SQL of the schedule. */
export function openScheduleStore(database: Database) {
  const versions = database.prepare<ItemRow>('SELECT * FROM schedule_items ORDER BY id, version');
  const addVersion = database.prepare(
    `INSERT INTO schedule_items (id, version, from_day, item, written_by, written_at)
     VALUES (@id, @version, @from_day, @item, @written_by, @written_at)`,
  );
  const ofDay = database.prepare<OccurrenceRow>('SELECT * FROM schedule_occurrences WHERE day = @day');
  const put = database.prepare(
    `INSERT INTO schedule_occurrences (item_id, day, due_at, state, announcement_id, attempts, code, reason, decided_by, decided_at)
     VALUES (@item_id, @day, @due_at, @state, @announcement_id, @attempts, @code, @reason, @decided_by, @decided_at)
     ON CONFLICT (item_id, day) DO UPDATE SET due_at = excluded.due_at, state = excluded.state,
       announcement_id = excluded.announcement_id, attempts = excluded.attempts, code = excluded.code, reason = excluded.reason,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
  );
  const watch = database.prepare<{ since: number; through_day: string }>(
    'SELECT since, through_day FROM schedule_watch WHERE id = 1',
  );
  const putWatch = database.prepare(
    `INSERT INTO schedule_watch (id, since, through_day) VALUES (1, @since, @through)
     ON CONFLICT (id) DO UPDATE SET since = excluded.since, through_day = excluded.through_day`,
  );
  return {
    versions: (): ItemVersion[] => versions.all({}).map(toVersion),
    addVersion(one: ItemVersion): void {
      addVersion.run({
        id: one.id,
        version: one.version,
        from_day: one.fromDay,
        item: one.item === null ? null : JSON.stringify(one.item),
        written_by: one.writtenBy,
        written_at: one.writtenAtMs,
      });
    },
    ofDay: (day: string): OccurrenceRecord[] => ofDay.all({ day }).map(toRecord),
    put(one: OccurrenceRecord): void {
      put.run({
        item_id: one.itemId,
        day: one.day,
        due_at: one.dueMs,
        state: one.state,
        announcement_id: one.announcementId,
        attempts: one.attempts,
        code: one.code,
        reason: one.reason,
        decided_by: one.decidedBy,
        decided_at: one.decidedAtMs,
      });
    },
    /** Since when the schedule is watched, and the day through which everything is settled. */
    watched(): { readonly sinceMs: number; readonly throughDay: string } | undefined {
      const row = watch.get({});
      return row === undefined ? undefined : { sinceMs: row.since, throughDay: row.through_day };
    },
    putWatched: (sinceMs: number, throughDay: string) => putWatch.run({ since: sinceMs, through: throughDay }),
  };
}

export type ScheduleStore = ReturnType<typeof openScheduleStore>;

function toVersion(row: ItemRow): ItemVersion {
  const item: ScheduledItem | null = row.item === null ? null : JSON.parse(row.item);
  return {
    id: row.id,
    version: row.version,
    fromDay: row.from_day,
    item,
    writtenBy: row.written_by,
    writtenAtMs: row.written_at,
  };
}

const STATES = ['planned', 'sent', 'missed', 'skipped'] as const;

function toRecord(row: OccurrenceRow): OccurrenceRecord {
  const state = STATES.find((one) => one === row.state);
  if (state === undefined) throw new Error(`${row.state} is none of ${STATES.join(', ')}`);
  return {
    itemId: row.item_id,
    day: row.day,
    dueMs: row.due_at,
    state,
    announcementId: row.announcement_id,
    attempts: row.attempts,
    code: row.code,
    reason: row.reason,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at,
  };
}
