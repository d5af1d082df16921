import { type FormFact, LEAVE_KINDS, type LeaveKind } from './rules.ts';
import type { FormRow } from './store.ts';

/** What the rules of attendance read of a form; one sheet for both punches of a shift is two facts. */
export function factsOf(row: FormRow): FormFact[] {
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
    case 'swap': {
      const otherDay = row.other_day ?? day;
      // The earlier of the two days is the form's first: it may be the one that is taken.
      const given = otherDay === day ? row.until_day : day;
      return [{ ...form, kind: 'swap', withPersonId: row.with_person_id ?? 0, day: given, otherDay }];
    }
  }
}

function leaveKindOf(stored: string | null): LeaveKind {
  const kind = LEAVE_KINDS.find((known) => known === stored);
  if (kind === undefined) throw new Error(`an unknown kind of leave ${stored}`);
  return kind;
}
