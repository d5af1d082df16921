import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { step } from './lend-umbrella.ts';
import { clerkOf, type Loans, showLoan, theItem, theLoan } from './open-loans.ts';
import type { LoanView } from './view.rules.ts';

export interface StrollerLoan {
  readonly itemId: number;
  readonly phone?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** Lends a stroller: free, no door, no slip (R1 5.2.10). */
export function lendStroller(loans: Loans, command: Command, asked: StrollerLoan): Acted<LoanView> {
  return loans.desk.act(command, 'loans/lend-stroller', (change) => {
    const item = theItem(loans, asked.itemId);
    const busy = loans.store.openLoanOfItem(item.id) !== undefined;
    if (item.kind !== 'stroller' || item.condition !== 'in-stock' || busy) throw notHere(item.number, item.condition);
    const phone = asked.phone ?? null;
    const note = asked.note ?? null;
    const loanId = loans.store.addLoan({
      kind: 'stroller',
      itemId: item.id,
      flow: { step: 'lent' },
      stepSince: change.at.wallMs,
      depositFen: 0,
      depositHeld: false,
      slipNo: null,
      checkCode: null,
      cardId: null,
      phone,
      note,
      lost: null,
      clerkId: clerkOf(command),
      startedAt: change.at.wallMs,
      lentAt: change.at.wallMs,
      dueOn: null,
      endedAt: null,
      damages: [],
      compensationFen: 0,
    });
    loans.store.putItem(item.id, { door: null, condition: 'on-loan' });
    change.record({
      kind: 'loans/stroller-lent',
      subject: `loan:${loanId}`,
      body: { item: item.id, number: item.number },
      personal: { ...(phone === null ? {} : { phone }), ...(note === null ? {} : { note }) },
    });
    change.publish({ name: 'loan', payload: { loanId, step: 'lent' } });
    return showLoan(loans, loanId);
  });
}

/** Marks a stroller returned; a damaged one does not go back to stock. */
export function returnStroller(loans: Loans, command: Command, loanId: number, damaged: boolean): Acted<LoanView> {
  return step(loans, command, 'loans/return-stroller', loanId, (change) => {
    const loan = theLoan(loans, loanId);
    if (loan.kind !== 'stroller' || loan.flow.step !== 'lent') throw notOut(loan.flow.step);
    loans.store.saveLoan({
      ...loan,
      flow: { step: 'returned' },
      stepSince: change.at.wallMs,
      endedAt: change.at.wallMs,
    });
    loans.store.putItem(loan.itemId, { door: null, condition: damaged ? 'damaged' : 'in-stock' });
    change.record({ kind: 'loans/stroller-returned', subject: `loan:${loanId}`, body: { damaged } });
    change.publish({ name: 'loan', payload: { loanId, step: 'returned' } });
  });
}

/** Strollers still out, oldest first: the list before closing. */
export function strollersOut(loans: Loans): LoanView[] {
  const out = loans.store.openLoans().filter((loan) => loan.kind === 'stroller');
  return out.map((loan) => showLoan(loans, loan.id));
}

function notHere(number: string, condition: string): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/not-lendable',
    { zh: `${number} 号童车现在不能借，请换一辆。`, en: `Stroller ${number} cannot be lent now. Take another.` },
    { facts: { number, state: condition } },
  );
}

function notOut(step: string): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/stroller-not-out',
    { zh: '这辆童车已经还了。', en: 'This stroller is back already.' },
    { facts: { state: step } },
  );
}
