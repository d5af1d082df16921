import type { Database } from '../store/database.ts';
import type { FlagKind, FoundFlag, Incident, Verdict } from './rules.ts';

export interface StoredIncident extends Incident {
  /** From 1 within its flag. */
  readonly n: number;
}

export interface StoredFlag extends Omit<FoundFlag, 'incidents'> {
  readonly id: number;
  readonly rulesFrom: string;
  readonly foundAtMs: number;
}

/** A day that a decision proposes as absence. */
export interface ProposedAbsence {
  readonly personId: number;
  readonly day: string;
  readonly days: number;
  readonly clause: string;
}

export interface StoredDecision {
  readonly id: number;
  readonly flagId: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly byPersonId: number;
  readonly atMs: number;
  readonly absences: readonly ProposedAbsence[];
}

interface FlagRow {
  readonly id: number;
  readonly kind: FlagKind;
  readonly person_id: number;
  readonly other_person_id: number | null;
  readonly days_together: number | null;
  readonly clause: string;
  readonly rules_from: string;
  readonly found_at_ms: number;
}

interface IncidentRow {
  readonly n: number;
  readonly punch_id: number;
  readonly other_punch_id: number | null;
  readonly day: string;
  readonly other_day: string | null;
  readonly apart_ms: number | null;
  readonly form_id: number | null;
}

interface DecisionRow {
  readonly id: number;
  readonly flag_id: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly by_person_id: number;
  readonly at_ms: number;
}

interface AbsenceRow {
  readonly person_id: number;
  readonly day: string;
  readonly days: number;
  readonly clause: string;
}

const OF_PEOPLE = 'kind = @kind AND person_id = @personId AND other_person_id IS @otherPersonId';

export type ProxyAuditStore = ReturnType<typeof openProxyAuditStore>;

/** The statements of flags and what was decided about them. */
export function openProxyAuditStore(database: Database) {
  const insertFlag = database.prepare(
    `INSERT INTO audit_flags (kind, person_id, other_person_id, days_together, clause, rules_from, found_at_ms)
     VALUES (@kind, @personId, @otherPersonId, @daysTogether, @clause, @rulesFrom, @foundAtMs)`,
  );
  const insertIncident = database.prepare(
    `INSERT INTO audit_incidents (flag_id, n, punch_id, other_punch_id, day, other_day, apart_ms, form_id, found_at_ms)
     VALUES (@flagId, @n, @punchId, @otherPunchId, @day, @otherDay, @apartMs, @formId, @atMs)`,
  );
  const flagById = database.prepare<FlagRow>('SELECT * FROM audit_flags WHERE id = @id');
  const newestFlags = database.prepare<FlagRow>(
    `SELECT * FROM audit_flags AS f ORDER BY EXISTS (SELECT 1 FROM audit_decisions WHERE flag_id = f.id), id DESC LIMIT @limit`,
  );
  const flagsOfPerson = database.prepare<FlagRow>(
    `SELECT * FROM audit_flags WHERE person_id IN (@one, @other) OR other_person_id IN (@one, @other) ORDER BY id DESC LIMIT @limit`,
  );
  const openFlag = database.prepare<FlagRow>(
    `SELECT * FROM audit_flags AS f WHERE ${OF_PEOPLE} AND NOT EXISTS (SELECT 1 FROM audit_decisions WHERE flag_id = f.id)`,
  );
  const knownIncident = database.prepare<{ readonly n: number }>(
    `SELECT n FROM audit_incidents AS i JOIN audit_flags ON id = i.flag_id
     WHERE punch_id = @punchId AND other_punch_id IS @otherPunchId AND ${OF_PEOPLE}`,
  );
  const decidedUntil = database.prepare<{ readonly until: number | null }>(
    `SELECT MAX(MAX(i.punch_id, i.other_punch_id)) AS until FROM audit_flags AS f JOIN audit_incidents AS i ON i.flag_id = f.id
     WHERE f.kind = 'pair' AND f.person_id = @one AND f.other_person_id = @other
       AND EXISTS (SELECT 1 FROM audit_decisions WHERE flag_id = f.id)`,
  );
  const incidentsOf = database.prepare<IncidentRow>('SELECT * FROM audit_incidents WHERE flag_id = @flagId ORDER BY n');
  const insertDecision = database.prepare(
    `INSERT INTO audit_decisions (flag_id, verdict, reason, by_person_id, at_ms)
     VALUES (@flagId, @verdict, @reason, @byPersonId, @atMs)`,
  );
  const insertAbsence = database.prepare(
    `INSERT INTO audit_absences (decision_id, person_id, day, days, clause) VALUES (@decisionId, @personId, @day, @days, @clause)`,
  );
  const decisionsOf = database.prepare<DecisionRow>(
    'SELECT * FROM audit_decisions WHERE flag_id = @flagId ORDER BY id',
  );
  const absencesOf = database.prepare<AbsenceRow>(
    'SELECT * FROM audit_absences WHERE decision_id = @decisionId ORDER BY day, person_id',
  );
  const proposed = database.prepare<AbsenceRow & { readonly flag_id: number }>(
    `SELECT a.*, d.flag_id FROM audit_absences AS a JOIN audit_decisions AS d ON d.id = a.decision_id
     WHERE a.person_id = @personId AND a.day BETWEEN @from AND @until
       AND d.id = (SELECT MAX(id) FROM audit_decisions WHERE flag_id = d.flag_id)
     ORDER BY a.day, d.flag_id`,
  );

  return {
    insertFlag: ({ incidents: _later, ...flag }: FoundFlag, rulesFrom: string, foundAtMs: number): number =>
      Number(insertFlag.run({ ...flag, rulesFrom, foundAtMs }).lastInsertRowid),
    insertIncident: (flagId: number, n: number, incident: Incident, atMs: number) =>
      insertIncident.run({ ...incident, flagId, n, atMs }),
    flag: (id: number): StoredFlag | undefined => flagById.all({ id }).map(flagFrom)[0],
    /** Those nobody has decided on first, the newest first of each. */
    newestFlags: (limit: number): StoredFlag[] => newestFlags.all({ limit }).map(flagFrom),
    /** Newest first. */
    flagsOf: (one: number, other: number, limit: number): StoredFlag[] =>
      flagsOfPerson.all({ one, other, limit }).map(flagFrom),
    /** The flag of these people and this kind that nobody has decided on. */
    openFlag: ({ kind, personId, otherPersonId }: FoundFlag): StoredFlag | undefined =>
      openFlag.all({ kind, personId, otherPersonId }).map(flagFrom)[0],
    isKnown: ({ kind, personId, otherPersonId }: FoundFlag, { punchId, otherPunchId }: Incident): boolean =>
      knownIncident.get({ kind, personId, otherPersonId, punchId, otherPunchId }) !== undefined,
    /** The newest punch of a pair in a flag that somebody has decided on; 0: none. */
    decidedUntil: (one: number, other: number): number => decidedUntil.get({ one, other })?.until ?? 0,
    incidents: (flagId: number): StoredIncident[] =>
      incidentsOf.all({ flagId }).map((row) => ({
        n: row.n,
        punchId: row.punch_id,
        otherPunchId: row.other_punch_id,
        day: row.day,
        otherDay: row.other_day,
        apartMs: row.apart_ms,
        formId: row.form_id,
      })),
    insertDecision({ absences, ...decision }: Omit<StoredDecision, 'id'>): number {
      const decisionId = Number(insertDecision.run({ ...decision }).lastInsertRowid);
      for (const absence of absences) insertAbsence.run({ ...absence, decisionId });
      return decisionId;
    },
    /** Oldest first. */
    decisions: (flagId: number): StoredDecision[] =>
      decisionsOf.all({ flagId }).map(({ id, verdict, reason, by_person_id, at_ms }) => ({
        id,
        flagId,
        verdict,
        reason,
        byPersonId: by_person_id,
        atMs: at_ms,
        absences: absencesOf.all({ decisionId: id }).map(absenceFrom),
      })),
    /** What the decisions that hold propose for a person on these days, both included. */
    proposed: (personId: number, from: string, until: string): (ProposedAbsence & { readonly flagId: number })[] =>
      proposed.all({ personId, from, until }).map((row) => ({ ...absenceFrom(row), flagId: row.flag_id })),
  };
}

function flagFrom({ person_id, other_person_id, days_together, rules_from, found_at_ms, ...row }: FlagRow): StoredFlag {
  return {
    ...row,
    personId: person_id,
    otherPersonId: other_person_id,
    daysTogether: days_together,
    rulesFrom: rules_from,
    foundAtMs: found_at_ms,
  };
}

function absenceFrom({ person_id, day, days, clause }: AbsenceRow): ProposedAbsence {
  return { personId: person_id, day, days, clause };
}
