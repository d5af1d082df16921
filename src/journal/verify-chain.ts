import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import { CHAIN_START, type JournalRow, rowHash } from './journal.ts';
import type { ChainReport } from './rules.ts';

/** Some 10 ms on a Pi: a tap waits no longer than this for a check that goes on beside it. */
const PAGE = 500;

/**
 * Recomputes every hash from the first row to the last, in one go.
 *
 * @param printedHead a head hash known from paper; the chain must contain it, or its tail was cut.
 */
export function verifyChain(database: Database, printedHead?: string): ChainReport {
  const pages = checkPages(database, printedHead);
  for (;;) {
    const { done, value } = pages.next();
    if (done === true) return value;
  }
}

/** As {@link verifyChain}, a page at a time: what comes in meanwhile is served between the pages. Rows are only ever added. */
export async function verifyChainInTurns(database: Database, printedHead?: string): Promise<ChainReport> {
  const pages = checkPages(database, printedHead);
  for (;;) {
    const { done, value } = pages.next();
    if (done === true) return value;
    await nextTurn();
  }
}

function* checkPages(database: Database, printedHead: string | undefined): Generator<undefined, ChainReport> {
  const page = database.prepare<JournalRow>('SELECT * FROM journal WHERE seq > @after ORDER BY seq LIMIT @limit');
  let previous = CHAIN_START;
  let rows = 0;
  let headSeen = printedHead === undefined || printedHead === CHAIN_START;
  for (;;) {
    const batch = page.all({ after: rows, limit: PAGE });
    for (const row of batch) {
      if (row.seq !== rows + 1) return { whole: false, rows, brokenAt: rows + 1, why: 'gap' };
      if (row.prev_hash !== previous) return { whole: false, rows, brokenAt: row.seq, why: 'relinked' };
      if (rowHash(row) !== row.hash) return { whole: false, rows, brokenAt: row.seq, why: 'edited' };
      previous = row.hash;
      rows = row.seq;
      headSeen ||= row.hash === printedHead;
    }
    if (batch.length < PAGE) break;
    yield;
  }
  if (!headSeen) return { whole: false, rows, brokenAt: rows + 1, why: 'tail-cut' };
  return { whole: true, rows, head: previous };
}
