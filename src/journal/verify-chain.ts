import type { Database } from '../store/database.ts';
import { CHAIN_START, type JournalRow, rowHash } from './journal.ts';
import type { ChainReport } from './rules.ts';

const PAGE = 2_000;

/**
 * Recomputes every hash from the first row to the last.
 *
 * @param printedHead a head hash known from paper; the chain must contain it, or its tail was cut.
 */
export function verifyChain(database: Database, printedHead?: string): ChainReport {
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
  }
  if (!headSeen) return { whole: false, rows, brokenAt: rows + 1, why: 'tail-cut' };
  return { whole: true, rows, head: previous };
}
