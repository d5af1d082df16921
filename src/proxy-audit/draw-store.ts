import type { Database } from '../store/database.ts';

/** A weekly list as drawn. */
export interface StoredDraw {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly week: string;
  readonly seed: number;
  readonly people: readonly number[];
  readonly lately: readonly number[];
  readonly drawn: readonly number[];
  readonly rulesFrom: string;
  readonly byPersonId: number;
  readonly atMs: number;
}

/** Somebody on a list was looked for. */
export interface StoredCheck {
  readonly id: number;
  readonly week: string;
  readonly personId: number;
  readonly seen: boolean;
  /** What the punches said at that moment. */
  readonly punchedIn: boolean;
  readonly byPersonId: number;
  readonly atMs: number;
}

interface DrawRow extends Pick<StoredDraw, 'week' | 'seed'> {
  readonly people: string;
  readonly lately: string;
  readonly drawn: string;
  readonly rules_from: string;
  readonly by_person_id: number;
  readonly at_ms: number;
}

interface CheckRow {
  readonly id: number;
  readonly week: string;
  readonly person_id: number;
  readonly seen: number;
  readonly punched_in: number;
  readonly by_person_id: number;
  readonly at_ms: number;
}

export type DrawStore = ReturnType<typeof openDrawStore>;

/** The statements of the weekly lists. */
export function openDrawStore(database: Database) {
  const insertDraw = database.prepare(
    `INSERT INTO audit_draws (week, seed, people, lately, drawn, rules_from, by_person_id, at_ms)
     VALUES (@week, @seed, @people, @lately, @drawn, @rulesFrom, @byPersonId, @atMs)`,
  );
  const drawOf = database.prepare<DrawRow>('SELECT * FROM audit_draws WHERE week = @week');
  const weeks = database.prepare<{ readonly week: string }>(
    'SELECT week FROM audit_draws ORDER BY week DESC LIMIT @limit',
  );
  const drawnSince = database.prepare<DrawRow>(
    'SELECT * FROM audit_draws WHERE week >= @from AND week < @until ORDER BY week',
  );
  const insertCheck = database.prepare(
    `INSERT INTO audit_checks (week, person_id, seen, punched_in, by_person_id, at_ms)
     VALUES (@week, @personId, @seen, @punchedIn, @byPersonId, @atMs)`,
  );
  const checksOf = database.prepare<CheckRow>('SELECT * FROM audit_checks WHERE week = @week ORDER BY id');

  return {
    insertDraw: ({ people, lately, drawn, ...row }: StoredDraw): void => {
      const lists = { people: JSON.stringify(people), lately: JSON.stringify(lately), drawn: JSON.stringify(drawn) };
      insertDraw.run({ ...row, ...lists });
    },
    draw: (week: string): StoredDraw | undefined => drawOf.all({ week }).map(drawFrom)[0],
    /** Mondays with a list, newest first. */
    weeks: (limit: number): string[] => weeks.all({ limit }).map(({ week }) => week),
    /** From included, until not. */
    draws: (from: string, until: string): StoredDraw[] => drawnSince.all({ from, until }).map(drawFrom),
    insertCheck: ({ seen, punchedIn, ...row }: Omit<StoredCheck, 'id'>): number =>
      Number(insertCheck.run({ ...row, seen: Number(seen), punchedIn: Number(punchedIn) }).lastInsertRowid),
    checks: (week: string): StoredCheck[] =>
      checksOf.all({ week }).map(({ id, person_id, seen, punched_in, by_person_id, at_ms }) => ({
        id,
        week,
        personId: person_id,
        seen: seen === 1,
        punchedIn: punched_in === 1,
        byPersonId: by_person_id,
        atMs: at_ms,
      })),
  };
}

function drawFrom({ week, seed, people, lately, drawn, rules_from, by_person_id, at_ms }: DrawRow): StoredDraw {
  const lists = { people: idsFrom(people), lately: idsFrom(lately), drawn: idsFrom(drawn) };
  return { week, seed, ...lists, rulesFrom: rules_from, byPersonId: by_person_id, atMs: at_ms };
}

function idsFrom(text: string): number[] {
  const ids: unknown = JSON.parse(text);
  return Array.isArray(ids) ? ids.filter((id): id is number => typeof id === 'number') : [];
}
