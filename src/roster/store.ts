import type { Database } from '../store/database.ts';
import type { DayChange, Employment, Grade, NursingHour, NursingOption } from './rules.ts';

interface EmploymentRow {
  readonly from_day: string;
  readonly department: string;
  readonly post_id: string;
  readonly grade: Grade;
  readonly pattern_id: string;
  readonly cancelled: number;
  readonly set_by: string;
  readonly set_at_ms: number;
}

interface NursingRow {
  readonly from_day: string;
  readonly until_day: string;
  readonly option: NursingOption;
  readonly cancelled: number;
  readonly set_by: string;
  readonly set_at_ms: number;
}

interface ChangeRow {
  readonly id: number;
  readonly day: string;
  readonly shift_ids: string | null;
  readonly kind: DayChange['kind'];
  readonly reason: string;
}

interface SetBy {
  readonly setBy: string;
  readonly setAtMs: number;
}

/** Who wrote a row, and whether it takes one back. */
interface Told extends SetBy {
  readonly cancelled: boolean;
}

/** A changed day as written; `null`: the pattern again. */
export interface NewDayChange extends SetBy, Omit<DayChange, 'id' | 'shiftIds'> {
  readonly personId: number;
  readonly shiftIds: readonly string[] | null;
}

export type RosterStore = ReturnType<typeof openRosterStore>;

/** The statements of the roster. Of rows for one person and day the newest holds. */
export function openRosterStore(database: Database) {
  const employments = database.prepare<EmploymentRow>(
    `SELECT from_day, department, post_id, grade, pattern_id, cancelled, set_by, set_at_ms FROM employments
     WHERE person_id = @personId ORDER BY from_day, id`,
  );
  const nursing = database.prepare<NursingRow>(
    `SELECT from_day, until_day, option, cancelled, set_by, set_at_ms FROM nursing_hours
     WHERE person_id = @personId ORDER BY from_day, id`,
  );
  const changes = database.prepare<ChangeRow>(
    `SELECT id, day, shift_ids, kind, reason FROM roster_changes
     WHERE id IN (SELECT MAX(id) FROM roster_changes WHERE person_id = @personId GROUP BY day) AND shift_ids IS NOT NULL
     ORDER BY day`,
  );
  const mark = database.prepare<{ mark: string }>(
    `SELECT (SELECT COALESCE(MAX(id), 0) FROM employments) || '-' || (SELECT COALESCE(MAX(id), 0) FROM nursing_hours)
     || '-' || (SELECT COALESCE(MAX(id), 0) FROM roster_changes) AS mark`,
  );
  const insertEmployment = database.prepare(
    `INSERT INTO employments (person_id, from_day, department, post_id, grade, pattern_id, cancelled, set_by, set_at_ms)
     VALUES (@personId, @from, @department, @postId, @grade, @patternId, @cancelled, @setBy, @setAtMs)`,
  );
  const insertNursing = database.prepare(
    `INSERT INTO nursing_hours (person_id, from_day, until_day, option, cancelled, set_by, set_at_ms)
     VALUES (@personId, @from, @until, @option, @cancelled, @setBy, @setAtMs)`,
  );
  const insertChange = database.prepare(
    `INSERT INTO roster_changes (person_id, day, shift_ids, kind, reason, set_by, set_at_ms)
     VALUES (@personId, @day, @shiftIds, @kind, @reason, @setBy, @setAtMs)`,
  );

  return {
    /** Oldest first, one for each day they begin on. */
    employments: (personId: number): Employment[] => newestOf(employments.all({ personId })).map(employmentFrom),
    /** Everything that was ever written, by day and then as it was written. */
    employmentsTold: (personId: number): (Employment & Told)[] =>
      employments.all({ personId }).map((row) => ({ ...employmentFrom(row), ...toldFrom(row) })),
    nursing: (personId: number): NursingHour[] => newestOf(nursing.all({ personId })).map(nursingFrom),
    nursingTold: (personId: number): (NursingHour & Told)[] =>
      nursing.all({ personId }).map((row) => ({ ...nursingFrom(row), ...toldFrom(row) })),
    /** Another one after each row that was added. */
    mark: (): string => mark.get({})?.mark ?? '',
    /** By day. */
    changes: (personId: number): DayChange[] =>
      changes.all({ personId }).map(({ shift_ids, ...change }) => ({ ...change, shiftIds: idsFrom(shift_ids) })),
    insertEmployment: (row: Employment & SetBy & { personId: number; cancelled: boolean }) =>
      insertEmployment.run({ ...row, cancelled: row.cancelled ? 1 : 0 }),
    insertNursing: (row: NursingHour & SetBy & { personId: number; cancelled: boolean }) =>
      insertNursing.run({ ...row, cancelled: row.cancelled ? 1 : 0 }),
    insertChange: ({ shiftIds, ...row }: NewDayChange): number =>
      Number(
        insertChange.run({ ...row, shiftIds: shiftIds === null ? null : JSON.stringify(shiftIds) }).lastInsertRowid,
      ),
  };
}

function employmentFrom({ from_day, department, post_id, grade, pattern_id }: EmploymentRow): Employment {
  return { from: from_day, department, postId: post_id, grade, patternId: pattern_id };
}

function nursingFrom({ from_day, until_day, option }: NursingRow): NursingHour {
  return { from: from_day, until: until_day, option };
}

function toldFrom({ cancelled, set_by, set_at_ms }: EmploymentRow | NursingRow): Told {
  return { cancelled: cancelled === 1, setBy: set_by, setAtMs: set_at_ms };
}

/** Rows in the order of their days and numbers: the last of each day, unless that takes it back. */
function newestOf<Row extends { readonly from_day: string; readonly cancelled: number }>(rows: readonly Row[]): Row[] {
  return rows.filter((row, at) => rows[at + 1]?.from_day !== row.from_day && row.cancelled === 0);
}

function idsFrom(text: string | null): string[] {
  const ids: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}
