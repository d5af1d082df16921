import type { Database, SqlValue } from '../store/database.ts';
import type { FormAsked } from './asked.rules.ts';
import { factsOf } from './form-facts.ts';
import type { FormFact, FormKind, FormState, LeaveKind, LeaveTaken } from './rules.ts';
import type { ChainPlace, FormStep, Place, SheetStand, StepKind } from './sheet.rules.ts';

/** A document that goes with a form. */
export interface FormDocument {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** A form as it was filled in, and where it stands. */
export interface StoredForm {
  readonly id: number;
  readonly number: string;
  readonly kind: FormKind;
  readonly personId: number;
  readonly department: string;
  readonly state: FormState;
  readonly place: Place;
  readonly signatures: number;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly halfDays: number | null;
  readonly asked: FormAsked;
  readonly reason: string;
  readonly chain: readonly ChainPlace[];
  readonly documents: readonly FormDocument[];
  readonly dueDay: string;
  readonly origin: 'touch' | 'gap';
  readonly replaces: number | null;
  readonly rulesFrom: string;
  readonly filledBy: string;
  readonly filledAtMs: number;
  readonly filledDay: string;
}

export type NewForm = Omit<StoredForm, 'id' | 'state' | 'place' | 'signatures'>;

/** Which forms are asked for; what is absent does not matter. */
export interface FormFilter {
  readonly personId?: number | undefined;
  readonly kinds?: readonly FormKind[] | undefined;
  readonly states?: readonly FormState[] | undefined;
  readonly places?: readonly Place[] | undefined;
  readonly department?: string | undefined;
  /** Days they are due on, both included. */
  readonly dueFrom?: string | undefined;
  readonly dueUntil?: string | undefined;
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

export interface FormRow {
  readonly id: number;
  readonly number: string;
  readonly kind: FormKind;
  readonly person_id: number;
  readonly department: string;
  readonly state: FormState;
  readonly place: Place;
  readonly signatures: number;
  readonly from_day: string;
  readonly until_day: string;
  readonly from_ms: number | null;
  readonly until_ms: number | null;
  readonly half_days: number | null;
  readonly shift_id: string | null;
  readonly direction: 'in' | 'out' | 'both' | null;
  readonly leave_kind: string | null;
  readonly with_person_id: number | null;
  readonly other_day: string | null;
  readonly reason: string;
  /** What was filled in. */
  readonly details: string;
  readonly chain: string;
  readonly documents: string;
  readonly due_day: string;
  readonly origin: 'touch' | 'gap';
  readonly replaces: number | null;
  readonly rules_from: string;
  readonly filled_by: string;
  readonly filled_at_ms: number;
  readonly filled_day: string;
}

interface StepRow {
  readonly id: number;
  readonly kind: StepKind;
  readonly person_id: number | null;
  readonly document: string | null;
  readonly strikes: number | null;
  readonly note: string;
  readonly said_by: string;
  readonly at_ms: number;
}

export type NewStep = { readonly kind: StepKind } & Partial<Omit<FormStep, 'id' | 'kind'>> &
  Pick<FormStep, 'saidBy' | 'atMs'>;

export type FormStore = ReturnType<typeof openFormStore>;

/** The room's SQL. */
export function openFormStore(database: Database) {
  const touching = database.prepare<FormRow>(
    `SELECT * FROM forms WHERE person_id = @personId AND until_day >= @from AND from_day <= @until
     UNION ALL SELECT * FROM forms WHERE with_person_id = @personId AND until_day >= @from AND from_day <= @until
     ORDER BY id`,
  );
  const insert = database.prepare(
    `INSERT INTO forms (number, kind, person_id, department, state, place, from_day, until_day, from_ms, until_ms, half_days, shift_id,
     direction, leave_kind, with_person_id, other_day, reason, details, chain, documents, due_day, origin, replaces, rules_from, filled_by,
     filled_at_ms, filled_day)
     VALUES (@number, @kind, @personId, @department, 'open', 'unprinted', @fromDay, @untilDay, @fromMs, @untilMs, @halfDays, @shiftId,
     @direction, @leaveKind, @withPersonId, @otherDay, @reason, @asked, @chain, @documents, @dueDay, @origin, @replaces, @rulesFrom, @filledBy,
     @filledAtMs, @filledDay)`,
  );
  const insertStep = database.prepare(
    `INSERT INTO form_steps (form_id, kind, person_id, document, strikes, note, said_by, at_ms)
     VALUES (@formId, @kind, @personId, @document, @strikes, @note, @saidBy, @atMs)`,
  );
  const setStand = database.prepare(
    'UPDATE forms SET state = @state, place = @place, signatures = @signatures WHERE id = @id',
  );
  const byId = database.prepare<FormRow>('SELECT * FROM forms WHERE id = @id');
  const byNumber = database.prepare<FormRow>('SELECT * FROM forms WHERE number = upper(@number)');
  const steps = database.prepare<StepRow>('SELECT * FROM form_steps WHERE form_id = @id ORDER BY id');
  const list = database.prepare<FormRow>(
    `SELECT * FROM forms
     WHERE id < @before AND (@personId IS NULL OR person_id = @personId OR with_person_id = @personId)
       AND (@kinds IS NULL OR instr(@kinds, ',' || kind || ',') > 0) AND (@states IS NULL OR instr(@states, ',' || state || ',') > 0)
       AND (@places IS NULL OR instr(@places, ',' || place || ',') > 0) AND (@department IS NULL OR department = @department)
       AND (@dueFrom IS NULL OR due_day >= @dueFrom) AND (@dueUntil IS NULL OR due_day <= @dueUntil)
     ORDER BY id DESC LIMIT @limit`,
  );
  const onTheirWay = database.prepare<{ department: string }>(
    `SELECT DISTINCT department FROM forms WHERE state IN ('open', 'confirmed', 'refused') AND place <> 'hr'`,
  );
  const oralUnprinted = database.prepare<FormRow>(
    `SELECT * FROM forms WHERE person_id = @personId AND state = 'open' AND place = 'unprinted' AND from_ms <= @nowMs`,
  );
  const gapSlip = database.prepare(
    `SELECT 1 FROM forms WHERE person_id = @personId AND from_day = @day AND shift_id = @shiftId AND origin = 'gap' LIMIT 1`,
  );
  const missed = database.prepare<{ n: number | null }>(
    `SELECT sum(CASE direction WHEN 'both' THEN 2 ELSE 1 END) AS n FROM forms
     WHERE person_id = @personId AND kind = 'exception' AND state IN ('open', 'confirmed') AND from_day BETWEEN @from AND @until`,
  );
  const leaveTaken = database.prepare<LeaveTaken>(
    `SELECT leave_kind AS leaveKind, from_day AS fromDay, half_days AS halfDays, state, json_array_length(documents) AS documents,
       (SELECT count(DISTINCT document) FROM form_steps AS step WHERE form_id = forms.id AND kind = 'document'
          AND NOT EXISTS (SELECT 1 FROM form_steps WHERE strikes = step.id)) AS seen
     FROM forms
     WHERE person_id = @personId AND kind = 'leave' AND state IN ('open', 'confirmed') AND from_day BETWEEN @from AND @until ORDER BY id`,
  );
  const takenFor = database.prepare<{ n: number | null }>(
    `SELECT sum(half_days) AS n FROM forms WHERE person_id = @personId AND kind = 'leave' AND leave_kind = @leaveKind
       AND state IN ('open', 'confirmed') AND json_extract(details, '$.eventDay') = @eventDay AND id IS NOT @butNot`,
  );

  return {
    /** In the order they were filled in. */
    touching: (personId: number, from: string, until: string): FormFact[] =>
      touching.all({ personId, from, until }).flatMap(factsOf),
    insert: (form: NewForm): number => Number(insert.run(toRow(form)).lastInsertRowid),
    addStep: (formId: number, step: NewStep): number => {
      const { personId = null, document = null, strikes = null, note = '', ...rest } = step;
      return Number(insertStep.run({ formId, personId, document, strikes, note, ...rest }).lastInsertRowid);
    },
    setStand: (id: number, { state, place, signed }: SheetStand) =>
      setStand.run({ id, state, place, signatures: signed.length }),
    byId: (id: number) => one(byId.get({ id })),
    byIds: (ids: readonly number[]): StoredForm[] => ids.flatMap((id) => one(byId.get({ id })) ?? []),
    byNumber: (number: string) => one(byNumber.get({ number })),
    factsOf: (id: number): FormFact[] => {
      const row = byId.get({ id });
      return row === undefined ? [] : factsOf(row);
    },
    /** In the order they were said. */
    steps: (id: number): FormStep[] => steps.all({ id }).map(toStep),
    /** Newest first. */
    list: ({ kinds, states, places, beforeId, limit, ...filter }: FormFilter): StoredForm[] =>
      list
        .all({
          before: beforeId ?? Number.MAX_SAFE_INTEGER,
          personId: filter.personId ?? null,
          kinds: listed(kinds),
          states: listed(states),
          places: listed(places),
          department: filter.department ?? null,
          dueFrom: filter.dueFrom ?? null,
          dueUntil: filter.dueUntil ?? null,
          limit,
        })
        .map(toForm),
    /** Of the sheets that are not with HR yet. */
    departmentsOnTheirWay: (): string[] => onTheirWay.all().map(({ department }) => department),
    /** Allowed by word of mouth and begun, with no paper yet. */
    oralUnprinted: (personId: number, nowMs: number): StoredForm[] =>
      oralUnprinted.all({ personId, nowMs }).map(toForm),
    /** Whether the slip of this gap was printed, whatever became of it. */
    hasGapSlip: (personId: number, day: string, shiftId: string): boolean =>
      gapSlip.get({ personId, day, shiftId }) !== undefined,
    /** Missed punches on forms between two days. */
    missedPunches: (personId: number, from: string, until: string): number =>
      missed.get({ personId, from, until })?.n ?? 0,
    leaveTaken: (personId: number, from: string, until: string) => leaveTaken.all({ personId, from, until }),
    /** Half days of leave because of one event; `butNot`: a form that is being replaced. */
    takenFor: (personId: number, leaveKind: LeaveKind, eventDay: string, butNot: number | null): number =>
      takenFor.get({ personId, leaveKind, eventDay, butNot })?.n ?? 0,
  };
}

function toRow({ asked, chain, documents, ...form }: NewForm): Record<string, SqlValue> {
  return {
    ...form,
    shiftId: asked.kind === 'exception' ? asked.shiftId : null,
    direction: asked.kind === 'exception' ? asked.direction : null,
    leaveKind: asked.kind === 'leave' ? asked.leaveKind : null,
    withPersonId: asked.kind === 'swap' ? asked.withPersonId : null,
    otherDay: asked.kind === 'swap' ? asked.otherDay : null,
    asked: JSON.stringify(asked),
    chain: JSON.stringify(chain),
    documents: JSON.stringify(documents),
  };
}

function one(row: FormRow | undefined): StoredForm | undefined {
  return row && toForm(row);
}

function toForm(row: FormRow): StoredForm {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    personId: row.person_id,
    department: row.department,
    state: row.state,
    place: row.place,
    signatures: row.signatures,
    fromDay: row.from_day,
    untilDay: row.until_day,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    halfDays: row.half_days,
    asked: JSON.parse(row.details),
    reason: row.reason,
    chain: JSON.parse(row.chain),
    documents: JSON.parse(row.documents),
    dueDay: row.due_day,
    origin: row.origin,
    replaces: row.replaces,
    rulesFrom: row.rules_from,
    filledBy: row.filled_by,
    filledAtMs: row.filled_at_ms,
    filledDay: row.filled_day,
  };
}

function toStep({ person_id, said_by, at_ms, ...step }: StepRow): FormStep {
  return { ...step, personId: person_id, saidBy: said_by, atMs: at_ms };
}

/** `,open,confirmed,` as the statements look for it. */
function listed(words: readonly string[] | undefined): string | null {
  return words === undefined ? null : `,${words.join(',')},`;
}
