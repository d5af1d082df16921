import type { ClockReading } from '../ports/clock.ts';
import type { Database } from '../store/database.ts';
import {
  type CardKind,
  type CardRecord,
  type CardState,
  isRole,
  type Person,
  type PinLock,
  type TimeAway,
} from './rules.ts';

interface PersonRow {
  readonly id: number;
  readonly staff_no: string;
  readonly name: string;
  readonly department: string;
  readonly roles: string;
  readonly shift_id: string;
  readonly next_shift_id: string | null;
  readonly next_shift_at_ms: number | null;
  readonly active: number;
  readonly left_at_ms: number | null;
  /** JSON: pairs of leaving and coming back. */
  readonly away: string;
}

interface CardRow {
  readonly card_id: string;
  readonly kind: CardKind;
  readonly label: string;
  readonly person_id: number | null;
  readonly state: CardState;
  readonly reason: string;
  readonly issued_at_ms: number;
}

interface PinRow {
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly cost: number;
}

interface TriesRow {
  readonly failures: number;
  readonly locked_ms: number;
  readonly at_ms: number;
  readonly boot_id: string;
  readonly monotonic_ms: number;
}

export interface SessionRow {
  readonly token_hash: string;
  readonly person_id: number;
  readonly touched_monotonic_ms: number;
}

/** What is written about a person, and changed. */
interface PersonFields {
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly leftAtMs: number | null;
}

/** What is written once: where somebody begins. */
interface NewPersonFields extends PersonFields {
  readonly department: string;
  readonly shiftId: string;
}

const PERSON = `SELECT id, staff_no, name, department, roles, shift_id, next_shift_id, next_shift_at_ms, active, left_at_ms,
   (SELECT json_group_array(json_array(left_at_ms, back_at_ms) ORDER BY away.id) FROM people_away AS away WHERE away.person_id = people.id) AS away
   FROM people`;
const CARD = 'SELECT card_id, kind, label, person_id, state, reason, issued_at_ms FROM cards';

export type StaffStore = ReturnType<typeof openStaffStore>;

/** The statements of people, cards, PINs and sessions. Times in UTC ms; `nowMs` decides which shift is in force. */
export function openStaffStore(database: Database) {
  const personById = database.prepare<PersonRow>(`${PERSON} WHERE id = @id`);
  const personByNo = database.prepare<PersonRow>(`${PERSON} WHERE staff_no = @staffNo`);
  const people = database.prepare<PersonRow>(`${PERSON} ORDER BY staff_no`);
  const insertPerson = database.prepare(
    `INSERT INTO people (staff_no, name, department, roles, shift_id, active, left_at_ms, created_at_ms)
     VALUES (@staffNo, @name, @department, @roles, @shiftId, @active, @leftAtMs, @nowMs)`,
  );
  const updatePerson = database.prepare(
    'UPDATE people SET staff_no = @staffNo, name = @name, roles = @roles, active = @active, left_at_ms = @leftAtMs WHERE id = @id',
  );
  const insertAway = database.prepare(
    'INSERT INTO people_away (person_id, left_at_ms, back_at_ms) VALUES (@personId, @leftAtMs, @backAtMs)',
  );
  const card = database.prepare<CardRow>(`${CARD} WHERE card_id = @cardId`);
  const cardsByTail = database.prepare<CardRow>(`${CARD} WHERE substr(card_id, -6) = @tail ORDER BY card_id`);
  const cards = database.prepare<CardRow>(`${CARD} ORDER BY kind, label, card_id`);
  const depositCard = database.prepare<CardRow>(
    `${CARD} WHERE kind = 'deposit' AND state = 'in-use' AND label = @label`,
  );
  const putCard = database.prepare(
    `INSERT INTO cards (card_id, kind, label, person_id, state, reason, replaces, issued_at_ms, changed_at_ms)
     VALUES (@cardId, @kind, @label, @personId, 'in-use', '', @replaces, @nowMs, @nowMs)
     ON CONFLICT (card_id) DO UPDATE SET kind = @kind, label = @label, person_id = @personId, state = 'in-use', reason = '',
     replaces = @replaces, issued_at_ms = @nowMs, changed_at_ms = @nowMs`,
  );
  const setCardState = database.prepare(
    'UPDATE cards SET state = @state, reason = @reason, changed_at_ms = @nowMs WHERE card_id = @cardId',
  );
  const pin = database.prepare<PinRow>('SELECT salt, hash, cost FROM pins WHERE person_id = @personId');
  const peopleWithPin = database.prepare<{ person_id: number }>('SELECT person_id FROM pins');
  const putPin = database.prepare(
    `INSERT INTO pins (person_id, salt, hash, cost, set_at_ms) VALUES (@personId, @salt, @hash, @cost, @nowMs)
     ON CONFLICT (person_id) DO UPDATE SET salt = @salt, hash = @hash, cost = @cost, set_at_ms = @nowMs`,
  );
  const tries = database.prepare<TriesRow>(
    'SELECT failures, locked_ms, at_ms, boot_id, monotonic_ms FROM pin_tries WHERE staff_no_digest = @digest',
  );
  const putTries = database.prepare(
    `INSERT OR REPLACE INTO pin_tries (staff_no_digest, failures, locked_ms, at_ms, boot_id, monotonic_ms)
     VALUES (@digest, @failures, @lockedMs, @atMs, @bootId, @monotonicMs)`,
  );
  const dropTries = database.prepare('DELETE FROM pin_tries WHERE staff_no_digest = @digest');
  const dropOldTries = database.prepare('DELETE FROM pin_tries WHERE at_ms < @beforeMs');
  const sessions = database.prepare<SessionRow>(
    'SELECT token_hash, person_id, touched_monotonic_ms FROM sessions WHERE boot_id = @bootId',
  );
  const putSession = database.prepare(
    `INSERT INTO sessions (token_hash, person_id, started_at_ms, boot_id, touched_monotonic_ms)
     VALUES (@tokenHash, @personId, @atMs, @bootId, @monotonicMs)`,
  );
  const touchSession = database.prepare(
    'UPDATE sessions SET touched_monotonic_ms = @monotonicMs WHERE token_hash = @tokenHash',
  );
  const dropSession = database.prepare('DELETE FROM sessions WHERE token_hash = @tokenHash');
  const dropSessionsOf = database.prepare('DELETE FROM sessions WHERE person_id = @personId');
  const dropSessionsOfOtherBoots = database.prepare('DELETE FROM sessions WHERE boot_id <> @bootId');

  // Pages name hundreds of people at once. What a transaction wrote is kept only once it is committed.
  const known = new Map<number, PersonRow>();
  const personRow = (id: number): PersonRow | undefined => {
    if (database.inTransaction) return personById.get({ id });
    const row = known.get(id) ?? personById.get({ id });
    if (row !== undefined) known.set(id, row);
    return row;
  };

  return {
    personById: (id: number, nowMs: number) => personFrom(personRow(id), nowMs),
    personByStaffNo: (staffNo: string, nowMs: number) => personFrom(personByNo.get({ staffNo }), nowMs),
    people: (nowMs: number) => people.all().flatMap((row) => personFrom(row, nowMs) ?? []),
    insertPerson: ({ department, shiftId, ...fields }: NewPersonFields, nowMs: number) =>
      Number(insertPerson.run({ ...personParameters(fields), department, shiftId, nowMs }).lastInsertRowid),
    updatePerson(id: number, fields: PersonFields) {
      known.delete(id);
      updatePerson.run({ id, ...personParameters(fields) });
    },
    insertAway(personId: number, time: TimeAway) {
      known.delete(personId);
      insertAway.run({ personId, ...time });
    },
    card: (cardId: string) => cardFrom(card.get({ cardId })),
    /** The cards whose last three bytes are those of `cardId`. */
    cardsByTail: (cardId: string) => cardsByTail.all({ tail: cardId.slice(-6) }).flatMap((row) => cardFrom(row) ?? []),
    cards: () => cards.all().flatMap((row) => cardFrom(row) ?? []),
    depositCard: (label: string) => cardFrom(depositCard.get({ label })),
    putCard: (
      it: { cardId: string; kind: CardKind; label: string; personId: number | null; replaces: string | null },
      nowMs: number,
    ) => putCard.run({ ...it, nowMs }),
    setCardState: (cardId: string, state: CardState, reason: string, nowMs: number) =>
      setCardState.run({ cardId, state, reason, nowMs }),
    pin: (personId: number) => pin.get({ personId }),
    peopleWithPin: () => new Set(peopleWithPin.all().map((row) => row.person_id)),
    putPin: (personId: number, it: PinRow, nowMs: number) => putPin.run({ personId, ...it, nowMs }),
    tries: (digest: string) => triesFrom(tries.get({ digest })),
    putTries: (digest: string, failures: number, lockedMs: number, at: ClockReading) =>
      putTries.run({
        digest,
        failures,
        lockedMs,
        atMs: at.wallMs,
        bootId: at.bootId,
        monotonicMs: at.monotonicMs,
      }),
    dropTries: (digest: string) => dropTries.run({ digest }),
    dropOldTries: (beforeMs: number) => dropOldTries.run({ beforeMs }),
    sessions: (bootId: string) => sessions.all({ bootId }),
    putSession: (tokenHash: string, personId: number, at: ClockReading) =>
      putSession.run({ tokenHash, personId, atMs: at.wallMs, bootId: at.bootId, monotonicMs: at.monotonicMs }),
    touchSession: (tokenHash: string, monotonicMs: number) => touchSession.run({ tokenHash, monotonicMs }),
    dropSession: (tokenHash: string) => dropSession.run({ tokenHash }),
    dropSessionsOf: (personId: number) => dropSessionsOf.run({ personId }),
    dropSessionsOfOtherBoots: (bootId: string) => dropSessionsOfOtherBoots.run({ bootId }),
  };
}

function personFrom(row: PersonRow | undefined, nowMs: number): Person | undefined {
  if (row === undefined) return undefined;
  const roles: unknown = JSON.parse(row.roles);
  // A change that was planned before the roster said what holds.
  const moved = row.next_shift_id !== null && row.next_shift_at_ms !== null && nowMs >= row.next_shift_at_ms;
  return {
    id: row.id,
    staffNo: row.staff_no,
    name: row.name,
    roles: Array.isArray(roles) ? roles.filter(isRole) : [],
    department: row.department,
    shiftId: moved && row.next_shift_id !== null ? row.next_shift_id : row.shift_id,
    active: row.active === 1,
    ...(row.left_at_ms === null ? {} : { leftAtMs: row.left_at_ms }),
    ...(row.away === '[]' ? {} : { away: awayFrom(row.away) }),
  };
}

function awayFrom(text: string): TimeAway[] {
  const pairs: unknown = JSON.parse(text);
  return (Array.isArray(pairs) ? pairs : []).flatMap((pair: unknown) => {
    const [leftAtMs, backAtMs] = Array.isArray(pair) ? pair : [];
    return typeof leftAtMs === 'number' && typeof backAtMs === 'number' ? [{ leftAtMs, backAtMs }] : [];
  });
}

function personParameters({ active, leftAtMs, name, roles, staffNo }: PersonFields) {
  return { staffNo, name, roles: JSON.stringify(roles), active: active ? 1 : 0, leftAtMs };
}

function cardFrom(row: CardRow | undefined): CardRecord | undefined {
  if (row === undefined) return undefined;
  return {
    cardId: row.card_id,
    kind: row.kind,
    label: row.label,
    personId: row.person_id,
    state: row.state,
    reason: row.reason,
    issuedAtMs: row.issued_at_ms,
  };
}

function triesFrom(row: TriesRow | undefined): (PinLock & { readonly failures: number }) | undefined {
  if (row === undefined) return undefined;
  return {
    failures: row.failures,
    lockedMs: row.locked_ms,
    at: { wallMs: row.at_ms, bootId: row.boot_id, monotonicMs: row.monotonic_ms },
  };
}
