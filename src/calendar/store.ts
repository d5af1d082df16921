import type { Database } from '../store/database.ts';
import type { WrittenDay } from './rules.ts';

interface DayRow {
  readonly day: string;
  readonly is_kind: WrittenDay['is'];
  readonly zh: string;
  readonly en: string;
  readonly triple_pay: number | null;
  readonly notice: string;
  readonly set_by: string;
  readonly set_at_ms: number;
}

/** A day as somebody wrote it, and who and when. */
export interface DayTold extends WrittenDay {
  readonly notice: string;
  readonly setBy: string;
  readonly setAtMs: number;
}

export type CalendarStore = ReturnType<typeof openCalendarStore>;

const DAY = 'SELECT day, is_kind, zh, en, triple_pay, notice, set_by, set_at_ms FROM calendar_days';

/** The days people wrote. Of rows for one day the newest holds. */
export function openCalendarStore(database: Database) {
  const newest = database.prepare<DayRow>(`${DAY} WHERE day = @day ORDER BY id DESC LIMIT 1`);
  const between = database.prepare<DayRow>(`${DAY} WHERE day BETWEEN @from AND @until ORDER BY day, id`);
  const mark = database.prepare<{ mark: number }>('SELECT COALESCE(MAX(id), 0) AS mark FROM calendar_days');
  const insert = database.prepare(
    `INSERT INTO calendar_days (day, is_kind, zh, en, triple_pay, notice, set_by, set_at_ms)
     VALUES (@day, @is, @zh, @en, @triplePay, @notice, @setBy, @setAtMs)`,
  );
  return {
    written: (day: string): WrittenDay | undefined => dayFrom(newest.get({ day })),
    /** Everything that was ever written of these days, both included, by day and then as it was written. */
    told: (from: string, until: string): DayTold[] => between.all({ from, until }).flatMap((row) => dayFrom(row) ?? []),
    /** Another one after each row that was added. */
    mark: (): number => mark.get({})?.mark ?? 0,
    insert: ({ triplePay, ...row }: DayTold) =>
      insert.run({ ...row, triplePay: triplePay === null ? null : triplePay ? 1 : 0 }),
  };
}

function dayFrom(row: DayRow | undefined): DayTold | undefined {
  if (row === undefined) return undefined;
  const { is_kind: is, triple_pay, set_by: setBy, set_at_ms: setAtMs, ...day } = row;
  return { ...day, is, triplePay: triple_pay === null ? null : triple_pay === 1, setBy, setAtMs };
}
