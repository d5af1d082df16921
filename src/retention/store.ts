import type { Database } from '../store/database.ts';
import { LIST_STATES, type ListEntry, type ListState } from './rules.ts';

interface ListRow {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly clause: string;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly first_by: string | null;
  readonly first_at: number | null;
  readonly second_by: string | null;
  readonly second_at: number | null;
  readonly paper: string | null;
  readonly signed_by: string | null;
  readonly signed_at: number | null;
  readonly purged_by: string | null;
  readonly purged_at: number | null;
  readonly ended_by: string | null;
  readonly ended_at: number | null;
  readonly reason: string | null;
}

interface EntryRow {
  readonly n: number;
  readonly ledger: string;
  readonly ref: string;
  readonly number: string;
  readonly kind_zh: string;
  readonly kind_en: string;
  readonly from_at: number;
  readonly until_at: number;
  readonly records: number;
  readonly papers: number;
  readonly before_at: number;
  readonly state: ListEntry['state'];
}

/** Somebody, and when. */
export interface Deed {
  readonly by: string;
  readonly atMs: number;
}

/** A destruction list as stored. */
export interface StoredList {
  readonly id: number;
  readonly number: string;
  readonly state: ListState;
  readonly clause: string;
  readonly proposed: Deed;
  readonly first: Deed | null;
  readonly second: Deed | null;
  readonly paper: string | null;
  readonly signed: Deed | null;
  readonly purged: Deed | null;
  readonly ended: Deed | null;
  readonly reason: string | null;
}

export interface StoredHold {
  readonly id: number;
  readonly ledger: string;
  readonly ref: string;
  readonly number: string;
  readonly reason: string;
  readonly held: Deed;
}

interface HoldRow {
  readonly id: number;
  readonly ledger: string;
  readonly ref: string;
  readonly number: string;
  readonly reason: string;
  readonly held_by: string;
  readonly held_at: number;
}

/** The columns that one step writes; what is left out stays. `approvals: 'void'`: nobody has approved any more. */
export interface ListStep {
  readonly state: ListState;
  readonly first?: Deed;
  readonly second?: Deed;
  readonly paper?: string;
  readonly signed?: Deed;
  readonly purged?: Deed;
  readonly ended?: Deed;
  readonly reason?: string;
  readonly approvals?: 'void';
}

/** The room's SQL. */
export function openRetentionStore(database: Database) {
  const insertList = database.prepare(
    `INSERT INTO destruction_lists (number, state, clause, proposed_by, proposed_at)
     VALUES (@number, 'proposed', @clause, @by, @at)`,
  );
  const insertEntry = database.prepare(
    `INSERT INTO destruction_entries (list_id, n, ledger, ref, number, kind_zh, kind_en, from_at, until_at, records, papers, before_at, state)
     VALUES (@list, @n, @ledger, @ref, @number, @kind_zh, @kind_en, @from, @until, @records, @papers, @before, 'listed')`,
  );
  const byId = database.prepare<ListRow>('SELECT * FROM destruction_lists WHERE id = @id');
  const newest = database.prepare<ListRow>('SELECT * FROM destruction_lists ORDER BY id DESC LIMIT @limit');
  const inState = database.prepare<ListRow>('SELECT * FROM destruction_lists WHERE state = @state ORDER BY id');
  const entries = database.prepare<EntryRow>('SELECT * FROM destruction_entries WHERE list_id = @list ORDER BY n');
  const step = database.prepare(
    `UPDATE destruction_lists SET state = @state,
       first_by = iif(@void, NULL, coalesce(@first_by, first_by)), first_at = iif(@void, NULL, coalesce(@first_at, first_at)),
       second_by = iif(@void, NULL, coalesce(@second_by, second_by)), second_at = iif(@void, NULL, coalesce(@second_at, second_at)),
       paper = coalesce(@paper, paper), signed_by = coalesce(@signed_by, signed_by), signed_at = coalesce(@signed_at, signed_at),
       purged_by = coalesce(@purged_by, purged_by), purged_at = coalesce(@purged_at, purged_at),
       ended_by = coalesce(@ended_by, ended_by), ended_at = coalesce(@ended_at, ended_at), reason = coalesce(@reason, reason)
     WHERE id = @id`,
  );
  const setEntry = database.prepare('UPDATE destruction_entries SET state = @state WHERE list_id = @list AND n = @n');
  const holds = database.prepare<HoldRow>('SELECT * FROM retention_holds WHERE lifted_at IS NULL ORDER BY id DESC');
  const insertHold = database.prepare(
    `INSERT INTO retention_holds (ledger, ref, number, reason, held_by, held_at)
     VALUES (@ledger, @ref, @number, @reason, @by, @at)`,
  );
  const lift = database.prepare(
    'UPDATE retention_holds SET lifted_by = @by, lifted_at = @at WHERE id = @id AND lifted_at IS NULL',
  );
  const forget = database.prepare("UPDATE retention_holds SET reason = '' WHERE ledger = @ledger AND ref = @ref");

  return {
    insert(list: { number: string; clause: string; by: string; atMs: number }, listed: readonly Listed[]): number {
      const { number, clause, by, atMs } = list;
      const id = Number(insertList.run({ number, clause, by, at: atMs }).lastInsertRowid);
      for (const [index, one] of listed.entries()) {
        insertEntry.run({
          list: id,
          n: index + 1,
          ledger: one.ledger,
          ref: one.ref,
          number: one.number,
          kind_zh: one.kind.zh,
          kind_en: one.kind.en,
          from: one.fromMs,
          until: one.untilMs,
          records: one.records,
          papers: one.papers,
          before: one.beforeMs,
        });
      }
      return id;
    },
    byId(id: number): StoredList | undefined {
      const row = byId.get({ id });
      return row && toList(row);
    },
    newest: (limit: number) => newest.all({ limit }).map(toList),
    inState: (state: ListState) => inState.all({ state }).map(toList),
    entries: (listId: number) => entries.all({ list: listId }).map(toEntry),
    step(id: number, to: ListStep): void {
      step.run({
        id,
        state: to.state,
        void: to.approvals === 'void' ? 1 : 0,
        paper: to.paper ?? null,
        reason: to.reason ?? null,
        ...deed('first', to.first),
        ...deed('second', to.second),
        ...deed('signed', to.signed),
        ...deed('purged', to.purged),
        ...deed('ended', to.ended),
      });
    },
    setEntry: (listId: number, n: number, state: ListEntry['state']) => setEntry.run({ list: listId, n, state }),
    /** What is kept longer now, newest first. */
    holds: () => holds.all().map(toHold),
    insertHold: (entry: { ledger: string; ref: string; number: string }, reason: string, held: Deed) =>
      insertHold.run({
        ledger: entry.ledger,
        ref: entry.ref,
        number: entry.number,
        reason,
        by: held.by,
        at: held.atMs,
      }),
    lift: (id: number, { by, atMs }: Deed) => lift.run({ id, by, at: atMs }),
    /** The words why it was once kept go with it. */
    forgetReasons: (ledger: string, ref: string) => forget.run({ ledger, ref }),
  };
}

export type RetentionStore = ReturnType<typeof openRetentionStore>;
type Listed = Omit<ListEntry, 'n' | 'state'>;

function deed(name: string, done: Deed | undefined): Record<string, string | number | null> {
  return { [`${name}_by`]: done?.by ?? null, [`${name}_at`]: done?.atMs ?? null };
}

const deedOf = (by: string | null, atMs: number | null): Deed | null =>
  by === null || atMs === null ? null : { by, atMs };

function toList(row: ListRow): StoredList {
  const state = LIST_STATES.find((known) => known === row.state);
  if (state === undefined) throw new Error(`destruction list ${row.id} is in the unknown state ${row.state}`);
  return {
    id: row.id,
    number: row.number,
    state,
    clause: row.clause,
    proposed: { by: row.proposed_by, atMs: row.proposed_at },
    first: deedOf(row.first_by, row.first_at),
    second: deedOf(row.second_by, row.second_at),
    paper: row.paper,
    signed: deedOf(row.signed_by, row.signed_at),
    purged: deedOf(row.purged_by, row.purged_at),
    ended: deedOf(row.ended_by, row.ended_at),
    reason: row.reason,
  };
}

const toEntry = (row: EntryRow): ListEntry => ({
  n: row.n,
  ledger: row.ledger,
  ref: row.ref,
  number: row.number,
  kind: { zh: row.kind_zh, en: row.kind_en },
  fromMs: row.from_at,
  untilMs: row.until_at,
  records: row.records,
  papers: row.papers,
  beforeMs: row.before_at,
  state: row.state,
});

const toHold = (row: HoldRow): StoredHold => ({
  id: row.id,
  ledger: row.ledger,
  ref: row.ref,
  number: row.number,
  reason: row.reason,
  held: { by: row.held_by, atMs: row.held_at },
});
