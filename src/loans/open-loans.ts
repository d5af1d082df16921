import { randomInt, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { LoanRules } from '../../config/rules/loans.ts';
import type { Cash } from '../cash/actions.ts';
import type { Role } from '../http/route.ts';
import type { Change, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import type { UmbrellaCabinet } from '../ports/umbrella-cabinet.ts';
import { CHECK_CODE_LENGTH, CODE_LETTERS, type Item, type Loan, type Words } from './rules.ts';
import { type LoanStore, openLoanStore } from './store.ts';
import { type LoanView, viewLoan } from './view.rules.ts';

/** What the loans need of the staff room. */
export interface LoanStaff {
  findCard(
    cardId: string,
  ):
    | { readonly kind: 'employee' | 'deposit' | 'loyalty'; readonly label: string; readonly blocked: boolean }
    | undefined;
  personById(id: number): { readonly staffNo: string; readonly name: string } | undefined;
  blockCard(change: Change, card: { readonly cardId: string; readonly reason: string }): void;
  /** Checks number and PIN and counts wrong tries. @throws DeskError when they do not fit */
  approve(
    staffNo: string,
    pin: string,
  ): Promise<{ readonly id: number; readonly staffNo: string; readonly name: string; readonly roles: readonly Role[] }>;
}

/** What the loans need of the printing room. */
export interface LoanPrinting {
  queuePaper(
    change: Change,
    job: { readonly document: string; readonly subject: string; readonly paper: Paper },
  ): number;
  /** What has not come out of a subject's papers never will, and nothing of them is reprinted. */
  withdrawPapers?(change: Change, subject: string): void;
}

export interface LoanParts {
  /** Dated rules, oldest first. */
  readonly rules: readonly LoanRules[];
  readonly phrases: Readonly<Record<string, Words>>;
  readonly cabinet?: UmbrellaCabinet | undefined;
  readonly cash: Cash;
  readonly printing: LoanPrinting;
  readonly staff: LoanStaff;
  readonly identity: { readonly plaza: Words; readonly desk: Words };
  /** Hears of a door report that could not be stored, for the service log; the flow then asks a person. */
  report(error: unknown): void;
}

/** The room: its parts and its tables. */
export interface Loans extends LoanParts {
  readonly desk: Desk;
  readonly store: LoanStore;
  /** When a lock last opened each door (monotonic ms): a lock rests after a pulse, so another door is chosen first. */
  readonly openedAtMs: Map<number, number>;
}

export function openLoans(desk: Desk, parts: LoanParts): Loans {
  return { ...parts, desk, store: openLoanStore(desk.database), openedAtMs: new Map() };
}

/** The day in the desk's time zone, `YYYY-MM-DD`. */
export function dayOf(loans: Loans, atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(loans.desk.timeZone).toPlainDate().toString();
}

/** The rules in force today. */
export function rulesToday(loans: Loans): LoanRules {
  return inForce(loans.rules, dayOf(loans, loans.desk.clock.read().wallMs));
}

/** The deposit for one umbrella today, in fen. */
export function depositUnitFen(loans: Loans): number {
  return rulesToday(loans).umbrellaDepositFen.value;
}

/** How many umbrellas are out against a deposit. */
export function umbrellasOut(loans: Loans): number {
  return loans.store.held().outCount;
}

/** What the deposit purse must hold for the umbrellas that are out. */
export function depositsHeld(loans: Loans): {
  readonly outCount: number;
  readonly unitFen: number;
  readonly expectedFen: number;
} {
  const { outCount, fen } = loans.store.held();
  return { outCount, unitFen: depositUnitFen(loans), expectedFen: fen };
}

/** @throws DeskError not-found */
export function theLoan(loans: Loans, id: number): Loan {
  const loan = loans.store.loan(id);
  if (loan !== undefined) return loan;
  throw new DeskError('not-found', 'loan/unknown', { zh: '没有这笔借用。', en: 'There is no such loan.' });
}

/** @throws DeskError not-found */
export function theItem(loans: Loans, id: number): Item {
  const item = loans.store.item(id);
  if (item !== undefined) return item;
  throw new DeskError('not-found', 'loan/unknown-item', { zh: '没有这件物品。', en: 'There is no such item.' });
}

/** A loan as the screen shows it. */
export function showLoan(loans: Loans, id: number): LoanView {
  const loan = theLoan(loans, id);
  return viewLoan(loan, {
    item: theItem(loans, loan.itemId),
    cardLabel: loan.cardId === null ? null : (loans.staff.findCard(loan.cardId)?.label ?? null),
    clerkName: loans.staff.personById(loan.clerkId)?.name ?? null,
    phrases: loans.phrases,
  });
}

/** The staff id behind a command. @throws DeskError when nobody is signed in */
export function clerkOf(command: Command): number {
  const id = /^staff:(\d+)$/.exec(command.actor)?.[1];
  if (id !== undefined) return Number(id);
  throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
}

/** Names one request to a door: stored before the lock is pulsed. */
export const newDoorCommand = (): string => randomUUID();

/** A fresh check code: `U` and letters nobody mixes up. */
export function newCheckCode(): string {
  const letters = Array.from({ length: CHECK_CODE_LENGTH - 1 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]);
  return `U${letters.join('')}`;
}
