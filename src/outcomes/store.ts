import type { Database } from '../store/database.ts';
import type { Decision } from './rules.ts';

interface DecisionRow {
  readonly id: number;
  readonly finding_key: string;
  readonly minutes: number;
  readonly verdict: Decision['verdict'];
  readonly reason: string;
  readonly by_person_id: number;
  readonly at_ms: number;
}

/** A decision as written. */
export interface StoredDecision extends Decision {
  readonly decisionId: number;
}

export type OutcomesStore = ReturnType<typeof openOutcomesStore>;

/** The statements of what was decided. */
export function openOutcomesStore(database: Database) {
  const decisions = database.prepare<DecisionRow>(
    `SELECT id, finding_key, minutes, verdict, reason, by_person_id, at_ms FROM outcome_decisions
     WHERE person_id = @personId AND day BETWEEN @from AND @until ORDER BY id`,
  );
  const insert = database.prepare(
    `INSERT INTO outcome_decisions (person_id, day, finding_key, minutes, verdict, reason, by_person_id, at_ms)
     VALUES (@personId, @day, @findingKey, @minutes, @verdict, @reason, @byPersonId, @atMs)`,
  );

  return {
    /** Of findings on these days, both included; oldest first. */
    decisions: (personId: number, from: string, until: string): StoredDecision[] =>
      decisions.all({ personId, from, until }).map((row) => ({
        decisionId: row.id,
        findingKey: row.finding_key,
        minutes: row.minutes,
        verdict: row.verdict,
        reason: row.reason,
        byPersonId: row.by_person_id,
        atMs: row.at_ms,
      })),
    insert: (row: Decision & { readonly personId: number; readonly day: string }): number =>
      Number(insert.run({ ...row }).lastInsertRowid),
  };
}
