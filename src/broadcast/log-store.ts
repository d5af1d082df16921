import type { Database } from '../store/database.ts';
import { type LogPlace, type LogSearch, OUTCOMES } from './log.rules.ts';

/** What is looked through at a time: some 10 ms on a Pi, so that a tap never waits for a search. */
const SLICE = 1_000;

interface AiringRow {
  started_at: number;
  ended_at: number | null;
  ending: 'completed' | 'cut' | 'failed' | 'interrupted' | null;
  code: string | null;
  ended_by: string | null;
  rounds: number;
  db: number;
}

/** Who knows that an announcement was not heard. */
export interface DroppedNote {
  readonly by: string;
  readonly atMs: number;
  readonly againId: string | null;
}

/** The log's SQL: pages in the order of (time, id), newest first, that stay the same whatever comes in meanwhile. */
export function openLogStore(database: Database) {
  const below = database.prepare<{ at: number; id: string }>(
    `SELECT requested_at AS at, id FROM announcements WHERE requested_at BETWEEN @from AND @at AND (+requested_at, id) < (@at, @id)
     ORDER BY requested_at DESC, id DESC LIMIT 1 OFFSET ${SLICE - 1}`,
  );
  const found = database.prepare<{ id: string }>(SEARCH);
  const stretches = database.prepare<AiringRow>('SELECT * FROM airings WHERE announcement_id = @id ORDER BY id');
  const dropped = database.prepare<{ id: string }>(
    `SELECT id FROM announcements WHERE ${DROPPED} AND NOT EXISTS (SELECT 1 FROM dropped_notes WHERE announcement_id = announcements.id)
     ORDER BY requested_at DESC, id DESC LIMIT @limit`,
  );
  const note = database.prepare<{ noted_by: string; noted_at: number; again_id: string | null }>(
    'SELECT noted_by, noted_at, again_id FROM dropped_notes WHERE announcement_id = @id',
  );
  const insertNote = database.prepare(
    'INSERT INTO dropped_notes (announcement_id, noted_by, noted_at, again_id) VALUES (@id, @by, @at, @again)',
  );

  return {
    /** One slice behind a place: ids that fit, and where the next slice begins; without it there is none. */
    slice(search: LogSearch, after: LogPlace, limit: number): { ids: string[]; next?: LogPlace } {
      const from = search.fromMs ?? 0;
      const last = below.get({ at: after.atMs, id: after.id, from });
      const rows = found.all({
        at: after.atMs,
        id: after.id,
        low_at: last?.at ?? from,
        low_id: last?.id ?? '',
        class: search.class ?? null,
        states: search.outcome === undefined ? null : JSON.stringify(OUTCOMES[search.outcome]),
        person: search.person ?? null,
        staff_id: staffId(search.person),
        number: search.text ?? null,
        text: search.text === undefined ? null : containing(search.text),
        json: search.text === undefined ? null : containing(JSON.stringify(search.text).slice(1, -1)),
        limit,
      });
      const ids = rows.map(({ id }) => id);
      return last === undefined ? { ids } : { ids, next: { atMs: last.at, id: last.id } };
    },
    stretches: (id: string) => stretches.all({ id }),
    /** What was dropped and nobody has taken note of, newest first. */
    dropped: (limit: number) => dropped.all({ limit }).map(({ id }) => id),
    note(id: string): DroppedNote | undefined {
      const row = note.get({ id });
      return row && { by: row.noted_by, atMs: row.noted_at, againId: row.again_id };
    },
    insertNote: (id: string, noted: DroppedNote) =>
      insertNote.run({ id, by: noted.by, at: noted.atMs, again: noted.againId }),
  };
}

export type LogStore = ReturnType<typeof openLogStore>;

/** As the index `announcements_dropped` has it, or it is not used. */
const DROPPED = "state IN ('expired', 'failed', 'interrupted')";

/** Both ends of the slice bound the index; of a comparison of pairs SQLite takes one end only, so the pairs are kept from it by `+`. */
const SEARCH = `
  SELECT id FROM announcements
  WHERE requested_at BETWEEN @low_at AND @at AND (+requested_at, id) < (@at, @id) AND (+requested_at, id) >= (@low_at, @low_id)
    AND (@class IS NULL OR class = @class)
    AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
    AND (@person IS NULL OR requested_by = @person OR approved_by = @person OR ended_by = @person
      OR EXISTS (SELECT 1 FROM calls WHERE calls.id = call_id AND approved_by = @staff_id))
    AND (@text IS NULL OR title_zh LIKE @text ESCAPE '\\' OR title_en LIKE @text ESCAPE '\\'
      OR (parts LIKE @json ESCAPE '\\'
        AND EXISTS (SELECT 1 FROM json_each(parts) WHERE value ->> '$.text' LIKE @text ESCAPE '\\'))
      OR EXISTS (SELECT 1 FROM calls WHERE calls.id = call_id AND number = @number))
  ORDER BY requested_at DESC, id DESC LIMIT @limit`;

/** A pattern that means exactly these characters, anywhere. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function staffId(person: string | undefined): number | null {
  const id = /^staff:(\d+)$/.exec(person ?? '')?.[1];
  return id === undefined ? null : Number(id);
}
