import type { Database } from '../store/database.ts';
import { type Movement, type PurseName, reasonName } from './rules.ts';

interface MovementRow {
  readonly id: number;
  readonly purse: string;
  readonly amount_fen: number;
  readonly balance_fen: number;
  readonly reason: string;
  readonly subject: string;
  readonly note: string | null;
  readonly actor: string;
  readonly at: number;
}

export interface CashStore {
  /** The balance the newest movement left, in fen; 0 before the first. */
  balanceFen(purse: PurseName): number;
  /** The balance counted anew from every movement, in fen. */
  recountFen(purse: PurseName): number;
  append(movement: Omit<Movement, 'id' | 'reasonName'>): number;
  /** Oldest first; `untilMs` is not included. */
  between(fromMs: number, untilMs: number): Movement[];
  bySubject(subject: string): Movement[];
}

export function openCashStore(database: Database): CashStore {
  const newest = database.prepare<{ balance_fen: number }>(
    'SELECT balance_fen FROM cash_movements WHERE purse = @purse ORDER BY id DESC LIMIT 1',
  );
  const sum = database.prepare<{ fen: number }>(
    'SELECT COALESCE(SUM(amount_fen), 0) AS fen FROM cash_movements WHERE purse = @purse',
  );
  const insert = database.prepare(
    `INSERT INTO cash_movements (purse, amount_fen, balance_fen, reason, subject, note, actor, at)
     VALUES (@purse, @amountFen, @balanceFen, @reason, @subject, @note, @actor, @at)`,
  );
  const inTime = database.prepare<MovementRow>(
    'SELECT * FROM cash_movements WHERE at >= @fromMs AND at < @untilMs ORDER BY id',
  );
  const ofSubject = database.prepare<MovementRow>('SELECT * FROM cash_movements WHERE subject = @subject ORDER BY id');
  return {
    balanceFen: (purse) => newest.get({ purse })?.balance_fen ?? 0,
    recountFen: (purse) => sum.get({ purse })?.fen ?? 0,
    append: (movement) => Number(insert.run(movement).lastInsertRowid),
    between: (fromMs, untilMs) => inTime.all({ fromMs, untilMs }).map(movementOf),
    bySubject: (subject) => ofSubject.all({ subject }).map(movementOf),
  };
}

function movementOf(row: MovementRow): Movement {
  return {
    id: row.id,
    purse: purseOf(row.purse),
    amountFen: row.amount_fen,
    balanceFen: row.balance_fen,
    reason: row.reason,
    reasonName: reasonName(row.reason),
    subject: row.subject,
    note: row.note,
    actor: row.actor,
    at: row.at,
  };
}

function purseOf(text: string): PurseName {
  if (text === 'deposits' || text === 'income') return text;
  throw new Error(`the purse ${text} is not known`);
}
