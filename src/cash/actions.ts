import { Temporal } from 'temporal-polyfill';
import type { Acted, Change, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { PurseName } from './rules.ts';
import { compareDeposits, type DepositIdentity, type DepositsHeld, type Movement, type Purses } from './rules.ts';
import { type CashStore, openCashStore } from './store.ts';

export type { DepositIdentity, DepositsHeld, Movement, PurseName, Purses } from './rules.ts';

/** The two purses of the desk: an append-only ledger. */
export interface Cash {
  readonly desk: Desk;
  readonly store: CashStore;
}

/** Money that goes into (positive) or out of (negative) a purse. */
export interface MoneyMove {
  readonly purse: PurseName;
  /** Signed, in fen, never 0. */
  readonly amountFen: number;
  /** A code with words in rules.ts, e.g. `deposit-taken`, `receipt`, `receipt-voided`. */
  readonly reason: string;
  /** What it was for, e.g. `loan:7`. */
  readonly subject: string;
  /** Who, e.g. `staff:12`. */
  readonly actor: string;
  /** A person's own words. */
  readonly note?: string;
}

export function openCash(desk: Desk): Cash {
  return { desk, store: openCashStore(desk.database) };
}

/**
 * Moves money inside the caller's transaction, journals it, and tells the screens after the commit. Returns the movement's number.
 * @throws DeskError `cash/purse-empty` when the purse does not hold that much: nothing of the whole change is kept then.
 */
export function moveMoney(cash: Cash, change: Change, move: MoneyMove): number {
  const { purse, amountFen, reason, subject, actor, note } = move;
  if (!Number.isSafeInteger(amountFen) || amountFen === 0) throw new RangeError(`cannot move ${amountFen} fen`);
  const balanceFen = cash.store.balanceFen(purse) + amountFen;
  if (balanceFen < 0) throw purseEmpty(purse, balanceFen - amountFen);
  const at = change.at.wallMs;
  const id = cash.store.append({ purse, amountFen, balanceFen, reason, subject, actor, at, note: note ?? null });
  change.record({
    kind: 'cash/money-moved',
    subject,
    body: { movement: id, purse, amountFen, balanceFen, reason },
    ...(note === undefined ? {} : { personal: { note } }),
  });
  change.publish({ name: 'cash', payload: purses(cash) });
  return id;
}

/** What each purse holds now. */
export function purses(cash: Cash): Purses {
  return {
    deposits: { balanceFen: cash.store.balanceFen('deposits') },
    income: { balanceFen: cash.store.balanceFen('income') },
  };
}

/** What each purse holds, counted anew from every movement: must always equal {@link purses}. */
export function recountPurses(cash: Cash): Purses {
  return {
    deposits: { balanceFen: cash.store.recountFen('deposits') },
    income: { balanceFen: cash.store.recountFen('income') },
  };
}

/** Whether the deposit purse holds what the open loans say it must. */
export function depositIdentity(cash: Cash, held: DepositsHeld): DepositIdentity {
  return compareDeposits(held, cash.store.balanceFen('deposits'));
}

/** Today's movements in the desk's time zone, oldest first. */
export function movementsToday(cash: Cash): Movement[] {
  const day = Temporal.Instant.fromEpochMilliseconds(cash.desk.clock.read().wallMs)
    .toZonedDateTimeISO(cash.desk.timeZone)
    .startOfDay();
  return cash.store.between(day.epochMilliseconds, day.add({ days: 1 }).epochMilliseconds);
}

/** Every movement of one subject, e.g. `loan:7`, oldest first. */
export function movementsOf(cash: Cash, subject: string): Movement[] {
  return cash.store.bySubject(subject);
}

/** A shift lead puts a purse right with a reason: adds a movement, changes none. */
export function correctPurse(
  cash: Cash,
  command: Command,
  correction: { readonly purse: PurseName; readonly amountFen: number; readonly why: string },
): Acted<Purses & { readonly movementId: number }> {
  return cash.desk.act(command, 'cash/correct', (change) => {
    const movementId = moveMoney(cash, change, {
      purse: correction.purse,
      amountFen: correction.amountFen,
      reason: 'correction',
      subject: `purse:${correction.purse}`,
      actor: command.actor,
      note: correction.why,
    });
    return { movementId, ...purses(cash) };
  });
}

function purseEmpty(purse: PurseName, heldFen: number): DeskError {
  const [zh, en] = purse === 'deposits' ? ['押金袋', 'deposit purse'] : ['收款袋', 'income purse'];
  const yuan = (heldFen / 100).toFixed(2);
  return new DeskError(
    'wrong-state',
    'cash/purse-empty',
    {
      zh: `${zh}里只有 ${yuan} 元，不够。请先叫领班核对。`,
      en: `The ${en} holds only ${yuan} yuan. Ask the shift lead to check it first.`,
    },
    { facts: { purse, heldFen } },
  );
}
