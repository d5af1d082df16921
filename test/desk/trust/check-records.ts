import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import type { Punched, SentCommand } from './desk-load.ts';

/** What a desk has said it recorded. */
export interface Acknowledged {
  readonly commands: readonly SentCommand[];
  readonly punches: readonly Punched[];
}

/** What is wrong with the records, in words; empty when nothing is. */
export interface RecordsReport {
  /** Acknowledged and not there. */
  readonly lost: string[];
  /** There more often than it happened. */
  readonly doubled: string[];
  /** Damaged or not adding up. */
  readonly broken: string[];
}

/** A command and the rows each of its runs leaves: as many of one as of the other, or something acted twice. */
const ONE_EACH = [
  ['receipts/issue', 'SELECT COUNT(*) AS n FROM receipts'],
  ['receipts/issue', "SELECT COUNT(*) AS n FROM cash_movements WHERE reason = 'receipt'"],
  ['loans/take-deposit', "SELECT COUNT(*) AS n FROM cash_movements WHERE reason = 'deposit-taken'"],
  ['loans/return-umbrella', "SELECT COUNT(*) AS n FROM cash_movements WHERE reason = 'deposit-refunded'"],
  ['loans/start-umbrella', "SELECT COUNT(*) AS n FROM loans WHERE kind = 'umbrella'"],
  ['loans/lend-stroller', "SELECT COUNT(*) AS n FROM loans WHERE kind = 'stroller'"],
] as const;

/** Opens the database as the service does (quick_check included) and compares it with what was acknowledged. */
export function checkRecords(file: string, acknowledged: Acknowledged): RecordsReport {
  const database = openDatabase(file);
  try {
    return {
      lost: [...lostCommands(database, acknowledged), ...lostPunches(database, acknowledged)],
      doubled: doubled(database),
      broken: broken(database),
    };
  } finally {
    database.close();
  }
}

function lostCommands(database: Database, { commands }: Acknowledged): string[] {
  const known = new Set(all<{ id: string }>(database, 'SELECT id FROM commands').map(({ id }) => id));
  const numbers = new Set(all<{ number: number }>(database, 'SELECT number FROM receipts').map(({ number }) => number));
  return commands.flatMap(({ id, path, answer }) => {
    if (!known.has(id)) return [`command ${id} ${path}`];
    const number = path === '/receipts' ? numberOf(answer) : undefined;
    return number === undefined || numbers.has(number) ? [] : [`receipt ${number} of command ${id}`];
  });
}

function lostPunches(database: Database, { punches }: Acknowledged): string[] {
  const rows = all<{ id: number; person_id: number }>(database, 'SELECT id, person_id FROM punches');
  const personOf = new Map(rows.map((row) => [row.id, row.person_id]));
  return punches
    .filter(({ punchId, personId }) => personOf.get(punchId) !== personId)
    .map(({ punchId, personId }) => `punch ${punchId} of person ${personId}`);
}

function doubled(database: Database): string[] {
  const kinds = all<{ kind: string; n: number }>(database, 'SELECT kind, COUNT(*) AS n FROM commands GROUP BY kind');
  const commandsOf = new Map(kinds.map(({ kind, n }) => [kind, n]));
  const twice = ONE_EACH.flatMap(([kind, rows]) => {
    const found = all<{ n: number }>(database, rows)[0]?.n ?? 0;
    const expected = commandsOf.get(kind) ?? 0;
    return found === expected ? [] : [`${found} rows of ${expected} × ${kind}: ${rows}`];
  });
  const refunds = all<{ subject: string }>(
    database,
    "SELECT subject FROM cash_movements WHERE reason IN ('deposit-refunded', 'receipt') GROUP BY subject, reason HAVING COUNT(*) > 1",
  );
  return [...twice, ...refunds.map(({ subject }) => `more than one movement for ${subject}`)];
}

function broken(database: Database): string[] {
  const problems: string[] = [];
  const chain = verifyChain(database);
  if (!chain.whole) problems.push(`the chain breaks at ${chain.brokenAt}: ${chain.why}`);
  const [punches] = all<{ rows: number; entries: number }>(
    database,
    `SELECT (SELECT COUNT(*) FROM punches) AS rows,
     (SELECT COUNT(*) FROM journal WHERE kind = 'attendance/punch-recorded') AS entries`,
  );
  if (punches?.rows !== punches?.entries)
    problems.push(`${punches?.rows} punches, ${punches?.entries} journal entries of punches`);
  const [money] = all<{ balance: number; held: number }>(
    database,
    `SELECT COALESCE((SELECT balance_fen FROM cash_movements WHERE purse = 'deposits' ORDER BY id DESC LIMIT 1), 0) AS balance,
     (SELECT COALESCE(SUM(deposit_fen), 0) FROM loans WHERE deposit_held = 1) AS held`,
  );
  if (money?.balance !== money?.held)
    problems.push(`the deposits purse holds ${money?.balance} fen, loans hold ${money?.held}`);
  return problems;
}

function all<Row>(database: Database, sql: string): Row[] {
  return database.prepare<Row>(sql).all();
}

function numberOf(answer: unknown): number | undefined {
  return typeof answer === 'object' && answer !== null && 'number' in answer ? Number(answer.number) : undefined;
}
