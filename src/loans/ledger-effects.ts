import { Temporal } from 'temporal-polyfill';
import { moveMoney } from '../cash/actions.ts';
import type { Change } from '../journal/desk.ts';
import type { LendEffect } from './lend-flow.rules.ts';
import { dayOf, type Loans, newCheckCode, rulesToday, theItem, theLoan } from './open-loans.ts';
import { damageSlip, depositSlip } from './papers.ts';
import { alreadyReturned, wrongStep } from './refusals.ts';
import type { ReturnEffect } from './return-flow.rules.ts';
import type { Loan } from './rules.ts';

/** An effect of a flow that happens inside its transaction. */
export type LedgerEffect = Exclude<LendEffect | ReturnEffect, { readonly do: 'open-door' }>;

/** Money, items and papers of a step, in the transaction of the step. */
export function runLedgerEffect(
  loans: Loans,
  change: Change,
  loanId: number,
  effect: LedgerEffect,
  actor: string,
): void {
  const loan = theLoan(loans, loanId);
  const { store } = loans;
  switch (effect.do) {
    case 'take-deposit':
      takeDeposit(loans, change, loan, actor);
      return;
    case 'refund-deposit':
      refundDeposit(loans, change, loan, actor);
      loans.printing.withdrawPapers?.(change, `loan:${loanId}`);
      store.putItem(loan.itemId, { door: theItem(loans, loan.itemId).door, condition: 'in-stock' });
      return;
    case 'settle-money':
      settleMoney(loans, change, loan, actor);
      return;
    case 'print-slip':
      printSlip(loans, change, loan);
      return;
    case 'print-damage-slip':
      printDamageSlip(loans, change, loan, actor);
      return;
    case 'distrust-door':
      store.distrustDoor(effect.door, effect.code, change.at.wallMs);
      return;
    case 'leave-compartment':
      store.putItem(loan.itemId, { door: null, condition: 'on-loan' });
      return;
    case 'stock':
      store.putItem(loan.itemId, { door: effect.door, condition: 'in-stock' });
      return;
    case 'set-aside-damaged':
      store.putItem(loan.itemId, { door: null, condition: 'damaged' });
      return;
  }
}

function takeDeposit(loans: Loans, change: Change, loan: Loan, actor: string): void {
  const { store } = loans;
  const day = dayOf(loans, change.at.wallMs);
  const series = `U-${day.replaceAll('-', '')}`;
  const number = change.nextNumber(series);
  if (!store.holdDeposit(loan.id)) throw wrongStep(loan);
  store.saveLoan({
    ...loan,
    slipNo: `${series}-${String(number).padStart(4, '0')}`,
    checkCode: newCheckCode(),
    dueOn: Temporal.PlainDate.from(day)
      .add({ days: rulesToday(loans).umbrellaDueDays.value })
      .toString(),
  });
  store.putItem(loan.itemId, { door: theItem(loans, loan.itemId).door, condition: 'on-loan' });
  if (loan.depositFen > 0) {
    moveMoney(loans.cash, change, {
      purse: 'deposits',
      amountFen: loan.depositFen,
      reason: 'deposit-taken',
      subject: `loan:${loan.id}`,
      actor,
    });
  }
}

/** Gives the deposit back: the table itself lets it go only once. */
function refundDeposit(loans: Loans, change: Change, loan: Loan, actor: string): void {
  // Where the rules ask no deposit, no money moves, and the refund is marked by a number no movement has.
  const movement =
    loan.depositFen === 0
      ? -loan.id
      : moveMoney(loans.cash, change, {
          purse: 'deposits',
          amountFen: -loan.depositFen,
          reason: 'deposit-refunded',
          subject: `loan:${loan.id}`,
          actor,
        });
  if (!loans.store.releaseDeposit(loan.id, movement)) throw alreadyReturned(loan);
  loans.store.saveLoan({ ...loan, endedAt: change.at.wallMs });
}

function settleMoney(loans: Loans, change: Change, loan: Loan, actor: string): void {
  refundDeposit(loans, change, loan, actor);
  if (loan.compensationFen > 0) {
    moveMoney(loans.cash, change, {
      purse: 'income',
      amountFen: loan.compensationFen,
      reason: 'compensation',
      subject: `loan:${loan.id}`,
      actor,
    });
  }
}

function printSlip(loans: Loans, change: Change, loan: Loan): void {
  // After 换一把 the first slip names the wrong umbrella.
  loans.printing.withdrawPapers?.(change, `loan:${loan.id}`);
  const item = theItem(loans, loan.itemId);
  const paper = depositSlip(loans.identity, {
    loan,
    item,
    timeZone: loans.desk.timeZone,
    atMs: change.at.wallMs,
    cardLabel: loan.cardId === null ? null : (loans.staff.findCard(loan.cardId)?.label ?? null),
    clerk: loans.staff.personById(loan.clerkId),
  });
  loans.printing.queuePaper(change, { document: 'deposit-slip', subject: `loan:${loan.id}`, paper });
}

function printDamageSlip(loans: Loans, change: Change, loan: Loan, actor: string): void {
  const series = `D-${dayOf(loans, change.at.wallMs).replaceAll('-', '')}`;
  const paper = damageSlip(loans.identity, {
    number: `${series}-${String(change.nextNumber(series)).padStart(4, '0')}`,
    loan,
    item: theItem(loans, loan.itemId),
    timeZone: loans.desk.timeZone,
    atMs: change.at.wallMs,
    clerk: loans.staff.personById(Number(actor.replace('staff:', ''))),
  });
  loans.printing.queuePaper(change, { document: 'damage-slip', subject: `loan:${loan.id}`, paper });
}
