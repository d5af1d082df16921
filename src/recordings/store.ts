import type { Database } from '../store/database.ts';
import type { DeskRecording, SoundChecked } from './rules.ts';

interface RecordingRow {
  readonly id: string;
  readonly title: string;
  readonly length_ms: number;
  readonly kept_by: string;
  readonly kept_at: number;
}

interface CheckRow {
  readonly announcement_id: string;
  readonly heard: string;
  readonly checked_at: number;
}

/** The room's SQL. */
export interface RecordingsStore {
  keep(recording: DeskRecording): void;
  remove(id: string, by: string, atMs: number): void;
  byId(id: string): DeskRecording | undefined;
  /** Also true for one that was removed. */
  wasKept(id: string): boolean;
  /** Newest first. */
  all(): DeskRecording[];
  checked(check: SoundChecked): void;
  /** Newest first, of the time since. */
  checksSince(sinceMs: number, limit: number): SoundChecked[];
}

export function openRecordingsStore(database: Database): RecordingsStore {
  const insert = database.prepare(
    'INSERT INTO desk_recordings (id, title, length_ms, kept_by, kept_at) VALUES (@id, @title, @lengthMs, @keptBy, @keptAtMs)',
  );
  const mark = database.prepare('UPDATE desk_recordings SET removed_by = @by, removed_at = @atMs WHERE id = @id');
  const one = database.prepare<RecordingRow>('SELECT * FROM desk_recordings WHERE id = @id AND removed_at IS NULL');
  const ever = database.prepare('SELECT 1 FROM desk_recordings WHERE id = @id');
  const kept = database.prepare<RecordingRow>(
    'SELECT * FROM desk_recordings WHERE removed_at IS NULL ORDER BY kept_at DESC, id DESC',
  );
  const insertCheck = database.prepare(
    'INSERT INTO sound_checks (announcement_id, heard, checked_at) VALUES (@announcementId, @heard, @checkedAtMs)',
  );
  const checks = database.prepare<CheckRow>(
    'SELECT * FROM sound_checks WHERE checked_at >= @sinceMs ORDER BY id DESC LIMIT @limit',
  );
  return {
    keep: (recording) => void insert.run({ ...recording }),
    remove: (id, by, atMs) => void mark.run({ id, by, atMs }),
    byId(id) {
      const row = one.get({ id });
      return row && recordingOf(row);
    },
    wasKept: (id) => ever.get({ id }) !== undefined,
    all: () => kept.all({}).map(recordingOf),
    checked: (check) => void insertCheck.run({ ...check }),
    checksSince: (sinceMs, limit) =>
      checks.all({ sinceMs, limit }).map(({ announcement_id, heard, checked_at }) => ({
        announcementId: announcement_id,
        heard: heard === 'heard' || heard === 'not-heard' ? heard : 'no-check',
        checkedAtMs: checked_at,
      })),
  };
}

function recordingOf({ id, title, length_ms, kept_by, kept_at }: RecordingRow): DeskRecording {
  return { id, title, lengthMs: length_ms, keptBy: kept_by, keptAtMs: kept_at };
}
