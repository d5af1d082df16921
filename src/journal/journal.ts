import { createHmac, hash, randomFillSync } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { ClockReading } from '../ports/clock.ts';
import type { Database } from '../store/database.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What a room says about a change it makes. */
export interface JournalEntry {
  /** `room/what-happened`, past tense, e.g. `loans/umbrella-lent`. */
  readonly kind: string;
  /** What it happened to, e.g. `loan:42`. */
  readonly subject: string;
  readonly body: { readonly [key: string]: Json };
  /** Personal data this change touched. Only keyed digests of it reach the chain, so that a person can be erased later. */
  readonly personal?: Readonly<Record<string, string>>;
}

/** A journal row as stored. */
export interface JournalRow {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly clock_quality: string;
  readonly boot_id: string;
  readonly monotonic_ms: number;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export interface Journal {
  /** Appends one row to the chain; only inside a transaction. Returns its number. */
  append(actor: string, at: ClockReading, entry: JournalEntry): number;
  /** Newest first; `before` pages on. By subject, punches are left out: the attendance room reads them by person. */
  page(options: { readonly limit: number; readonly before?: number; readonly subject?: string }): JournalRow[];
  /** What happened after row `seq`, oldest first, `limit` rows at most: for whoever keeps something in memory. */
  since(seq: number, limit: number): Pick<JournalRow, 'kind' | 'subject' | 'body'>[];
  /** The newest row's number and hash: what is printed at every close, so that a cut tail shows. */
  head(): { readonly seq: number; readonly hash: string; readonly at: number };
}

/** What the first row follows. */
export const CHAIN_START = '0'.repeat(64);

/** Opens the journal of a database. `personalKey` keys the digests of personal data and is kept outside the database. */
export function openJournal(database: Database, personalKey: Uint8Array): Journal {
  const last = database.prepare<{ seq: number; hash: string; at: number }>(
    'SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO journal (seq, id, at, clock_quality, boot_id, monotonic_ms, actor, kind, subject, body, prev_hash, hash)
     VALUES (@seq, @id, @at, @clock_quality, @boot_id, @monotonic_ms, @actor, @kind, @subject, @body, @prev_hash, @hash)`,
  );
  const newest = database.prepare<JournalRow>(
    'SELECT * FROM journal WHERE seq < @before ORDER BY seq DESC LIMIT @limit',
  );
  const newestOf = database.prepare<JournalRow>(
    `SELECT * FROM journal WHERE subject = @subject AND seq < @before AND kind <> 'attendance/punch-recorded'
     ORDER BY seq DESC LIMIT @limit`,
  );
  const after = database.prepare<Pick<JournalRow, 'kind' | 'subject' | 'body'>>(
    'SELECT kind, subject, body FROM journal WHERE seq > @seq ORDER BY seq LIMIT @limit',
  );
  const head = () => last.get() ?? { seq: 0, hash: CHAIN_START, at: 0 };

  return {
    append(actor, at, entry) {
      if (!database.inTransaction) throw new Error(`journal entry ${entry.kind} outside a transaction`);
      const previous = head();
      const unhashed = {
        seq: previous.seq + 1,
        id: uuidV7({ msecs: Math.max(0, at.wallMs), random: nextRandom() }),
        at: at.wallMs,
        clock_quality: at.quality,
        boot_id: at.bootId,
        monotonic_ms: at.monotonicMs,
        actor,
        kind: entry.kind,
        subject: entry.subject,
        body: canonicalJson(
          entry.personal === undefined ? entry.body : { ...entry.body, personal: digests(entry.personal, personalKey) },
        ),
        prev_hash: previous.hash,
      };
      insert.run({ ...unhashed, hash: rowHash(unhashed) });
      return unhashed.seq;
    },
    page({ limit, before = Number.MAX_SAFE_INTEGER, subject }) {
      return subject === undefined ? newest.all({ before, limit }) : newestOf.all({ before, limit, subject });
    },
    since: (seq, limit) => after.all({ seq, limit }),
    head,
  };
}

const RANDOM_BYTES = 16;
const randomPool = new Uint8Array(RANDOM_BYTES * 256);
let randomAt = randomPool.length;

/** Random bytes for one id, drawn from the system a few thousand at a time: a call for each would cost as much as the row's hash. */
function nextRandom(): Uint8Array {
  if (randomAt >= randomPool.length) {
    randomFillSync(randomPool);
    randomAt = 0;
  }
  randomAt += RANDOM_BYTES;
  return randomPool.subarray(randomAt - RANDOM_BYTES, randomAt);
}

/** SHA-256 over every column of the row and the previous hash, as lower-case hex. */
export function rowHash(row: Omit<JournalRow, 'hash'>): string {
  const hashed = [
    row.prev_hash,
    row.seq,
    row.id,
    row.at,
    row.clock_quality,
    row.boot_id,
    row.monotonic_ms,
    row.actor,
    row.kind,
    row.subject,
    row.body,
  ];
  return hash('sha256', JSON.stringify(hashed), 'hex');
}

function digests(personal: Readonly<Record<string, string>>, key: Uint8Array): Record<string, string> {
  const entries = Object.entries(personal).map(([name, value]) => {
    return [name, createHmac('sha256', key).update(`${name}\0${value}`).digest('hex')] as const;
  });
  return Object.fromEntries(entries);
}
