import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { step } from './lend-umbrella.ts';
import { clerkOf, dayOf, type Loans, theItem, theLoan } from './open-loans.ts';
import { lostDeclaration } from './papers.ts';
import { wrongStep } from './refusals.ts';
import { isOut, type LostProof } from './rules.ts';
import type { LoanView } from './view.rules.ts';

/** The supervisor who approves at the clerk's screen. */
export interface Approval {
  readonly staffNo: string;
  readonly pin: string;
}

/**
 * Slip or deposit card is lost: a supervisor approves, the declaration prints, a lost card is dead for ever, and the return can go on.
 * The command must not carry the PIN.
 */
export async function declareLost(
  loans: Loans,
  command: Command,
  loanId: number,
  asked: { readonly lost: LostProof; readonly approval: Approval },
): Promise<Acted<LoanView>> {
  const clerkId = clerkOf(command);
  const before = theLoan(loans, loanId);
  if (asked.lost !== 'slip' && before.cardId === null) throw noCard();
  const supervisor = await loans.staff.approve(asked.approval.staffNo, asked.approval.pin);
  if (!supervisor.roles.includes('supervisor')) throw notASupervisor();
  if (supervisor.id === clerkId) throw sameHands();
  return step(loans, command, 'loans/declare-lost', loanId, (change) => {
    const loan = theLoan(loans, loanId);
    if (!isOut(loan.flow) || loan.kind !== 'umbrella') throw wrongStep(loan);
    const lost: LostProof = loan.lost === null || loan.lost === asked.lost ? asked.lost : 'both';
    const { cardId } = loan;
    const cardLabel = cardId === null ? null : (loans.staff.findCard(cardId)?.label ?? cardId);
    if (cardId !== null && asked.lost !== 'slip') loans.staff.blockCard(change, { cardId, reason: 'lost' });
    loans.store.saveLoan({ ...loan, lost });
    const series = `L-${dayOf(loans, change.at.wallMs).replaceAll('-', '')}`;
    const number = `${series}-${String(change.nextNumber(series)).padStart(4, '0')}`;
    loans.printing.queuePaper(change, {
      document: 'lost-declaration',
      subject: `loan:${loanId}`,
      paper: lostDeclaration(loans.identity, {
        number,
        lost: asked.lost,
        loan,
        item: theItem(loans, loan.itemId),
        cardLabel,
        supervisor,
        clerk: loans.staff.personById(clerkId),
        timeZone: loans.desk.timeZone,
        atMs: change.at.wallMs,
      }),
    });
    change.record({
      kind: 'loans/declared-lost',
      subject: `loan:${loanId}`,
      body: { lost: asked.lost, number, approvedBy: supervisor.id, cardId },
    });
    change.publish({ name: 'loan', payload: { loanId, step: loan.flow.step } });
  });
}

function noCard(): DeskError {
  return new DeskError(
    'invalid',
    'loan/no-deposit-card',
    { zh: '这笔借用没有押金卡。', en: 'This loan has no deposit card.' },
    { field: 'lost' },
  );
}

function notASupervisor(): DeskError {
  return new DeskError('forbidden', 'loan/needs-supervisor', {
    zh: '遗失要由主管批准，请主管输入工号和密码。',
    en: 'A supervisor has to approve this with number and PIN.',
  });
}

function sameHands(): DeskError {
  return new DeskError('forbidden', 'loan/own-approval', {
    zh: '经办人不能自己批准，请另一位主管来批准。',
    en: 'Nobody approves their own work. Ask another supervisor.',
  });
}
