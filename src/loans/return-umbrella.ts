import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { advanceReturn } from './advance.ts';
import { emptyDoor } from './doors.ts';
import { step } from './lend-umbrella.ts';
import { type Loans, newDoorCommand, rulesToday, showLoan, theLoan } from './open-loans.ts';
import { wrongStep } from './refusals.ts';
import { isOut, type Loan, priceDamage, readCheckCode, sumFen } from './rules.ts';
import type { LoanView } from './view.rules.ts';

/** What the customer shows: the slip's check code, the deposit card, or — both gone — the approved declaration. */
export type LoanProof =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'card'; readonly cardId: string }
  | { readonly kind: 'declared' };

/** No damage: an empty list. */
export interface Inspection {
  readonly damage: readonly string[];
}

/** The loan a deposit card stands for, if any. */
export function loanByDepositCard(loans: Loans, cardId: string): LoanView | undefined {
  const loan = loans.store.openLoanOfCard(cardId);
  return loan === undefined ? undefined : showLoan(loans, loan.id);
}

/** What a scanned code stands for. `void`: the slip was declared lost; it refunds nothing. */
export type SlipMatch =
  | { readonly kind: 'loan'; readonly loanId: number; readonly itemNumber: string; readonly code: string }
  | { readonly kind: 'ended' | 'void' | 'unknown' };

/** The loan whose slip was scanned. @param text whatever was under the scanner */
export function loanBySlipCode(loans: Loans, text: string): SlipMatch {
  const code = readCheckCode(text);
  const loan = code === undefined ? undefined : loans.store.loanByCode(code);
  if (code === undefined || loan === undefined) return { kind: 'unknown' };
  if (loan.flow.step === 'cancelled' || loan.flow.step === 'returned') return { kind: 'ended' };
  if (loan.lost === 'slip' || loan.lost === 'both') return { kind: 'void' };
  return { kind: 'loan', loanId: loan.id, itemNumber: loans.store.item(loan.itemId)?.number ?? '', code };
}

/** Open loans that fit a check code, slip number, card or item number; what proves the loan is asked for at the return. */
export function findOpenLoans(loans: Loans, text: string): LoanView[] {
  const asked = text.trim();
  const code = readCheckCode(asked);
  const wanted = asked.toUpperCase();
  const found = loans.store.openLoans().filter((loan) => {
    const number = loans.store.item(loan.itemId)?.number ?? '';
    const label = loan.cardId === null ? undefined : loans.staff.findCard(loan.cardId)?.label;
    return (
      (code !== undefined && loan.checkCode === code) ||
      loan.slipNo === wanted ||
      loan.cardId === asked ||
      label === asked ||
      sameNumber(number, asked)
    );
  });
  return found.map((loan) => showLoan(loans, loan.id));
}

/**
 * Touch 2 of taking back: refunds the deposit in full, once; takes the price of damage into the other purse; opens an empty door.
 * @throws DeskError `loan/already-returned`, `loan/proof`, `loan/unknown-part`
 */
export function returnUmbrella(
  loans: Loans,
  command: Command,
  loanId: number,
  asked: { readonly proof: LoanProof; readonly inspection: Inspection },
): Acted<LoanView> {
  return step(loans, command, 'loans/return-umbrella', loanId, (change) => {
    const loan = theLoan(loans, loanId);
    if (loan.kind !== 'umbrella' || !isOut(loan.flow)) throw wrongStep(loan);
    checkProof(loans, loan, asked.proof);
    const damages = priceDamage(asked.inspection.damage, rulesToday(loans).damagePrices.value);
    if (damages === undefined) throw unknownPart();
    loans.store.saveLoan({ ...loan, damages, compensationFen: sumFen(damages) });
    if (damages.length > 0) {
      advanceReturn(loans, change, loanId, { type: 'inspectedDamaged' }, command.actor);
      return;
    }
    const door = emptyDoor(loans);
    advanceReturn(loans, change, loanId, { type: 'inspectedGood', door, doorCommand: newDoorCommand() }, command.actor);
  });
}

/** Slip or card suffices; what was declared lost proves nothing any more. */
function checkProof(loans: Loans, loan: Loan, proof: LoanProof): void {
  const slipLost = loan.lost === 'slip' || loan.lost === 'both';
  const cardLost = loan.lost === 'card' || loan.lost === 'both';
  switch (proof.kind) {
    case 'code':
      if (slipLost) throw declaredLost();
      if (loan.checkCode !== null && readCheckCode(proof.code) === loan.checkCode) return;
      throw noProof('code');
    case 'card':
      if (cardLost || loans.staff.findCard(proof.cardId)?.blocked === true) throw declaredLost();
      if (loan.cardId !== null && loan.cardId === proof.cardId) return;
      throw noProof('cardId');
    case 'declared':
      if (slipLost && (loan.cardId === null || cardLost)) return;
      throw noProof('kind');
  }
}

function noProof(field: string): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/proof',
    {
      zh: '押金单或押金卡与这把伞对不上。都丢了请走遗失手续。',
      en: 'Slip or card do not fit this umbrella. If both are lost, declare it.',
    },
    { field: `proof.${field}` },
  );
}

function declaredLost(): DeskError {
  return new DeskError('wrong-state', 'loan/declared-lost', {
    zh: '这张已声明遗失作废，不能再用来退款。请叫主管。',
    en: 'This was declared lost and is void; it refunds nothing. Please call the supervisor.',
  });
}

function unknownPart(): DeskError {
  return new DeskError(
    'invalid',
    'loan/unknown-part',
    { zh: '价目表里没有这一项。', en: 'The price list does not have this part.' },
    { field: 'inspection.damage' },
  );
}

function sameNumber(number: string, asked: string): boolean {
  return number === asked || (/^\d+$/.test(asked) && /^\d+$/.test(number) && Number(number) === Number(asked));
}
