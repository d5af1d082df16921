import { DeskError } from '../ports/desk-error.ts';
import type { Loan } from './rules.ts';

/** The answer to a touch that does not fit the step. */
export function wrongStep(loan: Loan): DeskError {
  if (loan.endedAt !== null) return alreadyReturned(loan);
  return new DeskError(
    'wrong-state',
    'loan/wrong-step',
    {
      zh: '这笔借用现在不在这一步，请按屏幕上的下一步做。',
      en: 'The loan is at another step now. Follow what the screen shows.',
    },
    { facts: { state: loan.flow.step } },
  );
}

/** The answer to a second refund. */
export function alreadyReturned(loan: Loan): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/already-returned',
    {
      zh: '这笔押金已经退过了，不再退第二次。请看借用记录。',
      en: 'This deposit was already refunded and is not paid twice. See the loan’s record.',
    },
    { facts: { state: loan.flow.step } },
  );
}
