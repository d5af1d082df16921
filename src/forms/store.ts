import type { Database } from '../store/database.ts';
import type { FormFact, FormKind, FormState, LeaveKind } from './rules.ts';
import { LEAVE_KINDS } from './rules.ts';

interface FactRow {
  readonly id: number;
  readonly number: string;
  readonly kind: FormKind;
  readonly person_id: number;
  readonly state: FormState;
  readonly signatures: number;
  readonly from_day: string;
  readonly from_ms: number | null;
  readonly until_ms: number | null;
  readonly shift_id: string | null;
  readonly direction: 'in' | 'out' | 'both' | null;
  readonly leave_kind: string | null;
  readonly with_person_id: number | null;
  readonly other_day: string | null;
  readonly filled_at_ms: number;
  readonly filled_day: string;
}

const FACT = `SELECT id, number, kind, person_id, state, signatures, from_day, from_ms, until_ms, shift_id, direction, leave_kind,
  with_person_id, other_day, filled_at_ms, filled_day FROM forms`;

export type FormStore = ReturnType<typeof openFormStore>;

/** The room's SQL. */
export function openFormStore(database: Database) {
  const touching = database.prepare<FactRow>(
    `${FACT} WHERE person_id = @personId AND until_day >= @from AND from_day <= @until
     UNION ALL ${FACT} WHERE with_person_id = @personId AND until_day >= @from AND from_day <= @until
     ORDER BY id`,
  );
  return {
    /** In the order they were filled in. */
    touching: (personId: number, from: string, until: string): FormFact[] =>
      touching.all({ personId, from, until }).flatMap(factsOf),
  };
}

/** One sheet for both punches of a shift is two facts. */
function factsOf(row: FactRow): FormFact[] {
  const form = {
    formId: row.id,
    number: row.number,
    personId: row.person_id,
    state: row.state,
    filledAtMs: row.filled_at_ms,
    filledDay: row.filled_day,
  };
  const day = row.from_day;
  const span = { fromMs: row.from_ms ?? 0, untilMs: row.until_ms ?? 0 };
  switch (row.kind) {
    case 'exception': {
      const directions = row.direction === 'in' || row.direction === 'out' ? [row.direction] : (['in', 'out'] as const);
      return directions.map((direction) => ({
        ...form,
        kind: 'exception',
        day,
        shiftId: row.shift_id ?? '',
        direction,
      }));
    }
    case 'business':
      return [{ ...form, kind: 'business', ...span }];
    case 'leave':
      return [{ ...form, kind: 'leave', leaveKind: leaveKindOf(row.leave_kind), ...span }];
    case 'overtime':
      return [{ ...form, kind: 'overtime', day, signatures: row.signatures, ...span }];
    case 'swap':
      return [{ ...form, kind: 'swap', withPersonId: row.with_person_id ?? 0, day, otherDay: row.other_day ?? day }];
  }
}

function leaveKindOf(stored: string | null): LeaveKind {
  const kind = LEAVE_KINDS.find((known) => known === stored);
  if (kind === undefined) throw new Error(`an unknown kind of leave ${stored}`);
  return kind;
}
