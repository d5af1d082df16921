import type { Acted, Command } from '../journal/desk.ts';
import { advanceLend, advanceReturn } from './advance.ts';
import { isOpenNow } from './doors.ts';
import type { LendInput } from './lend-flow.rules.ts';
import { step } from './lend-umbrella.ts';
import { type Loans, newDoorCommand, theLoan } from './open-loans.ts';
import { wrongStep } from './refusals.ts';
import { doorOf, isLendState } from './rules.ts';
import type { LoanView } from './view.rules.ts';

/** What a person at the cabinet says or asks for. */
export type DoorWay = 'retry' | 'opened-by-key' | 'opened' | 'not-opened' | 'confirm' | 'behind-counter';

/** A person answers for a door: the ways out of a fault, and the answer after a power cut. */
export function answerDoor(loans: Loans, command: Command, loanId: number, way: DoorWay): Acted<LoanView> {
  return step(loans, command, 'loans/answer-door', loanId, (change) => {
    const loan = theLoan(loans, loanId);
    if (way === 'behind-counter') {
      advanceReturn(loans, change, loanId, { type: 'keptBehindCounter' }, command.actor);
      return;
    }
    const door = doorOf(loan.flow);
    if (door === null) throw wrongStep(loan);
    const input = inputFor(way, isOpenNow(loans, door));
    if (isLendState(loan.flow)) advanceLend(loans, change, loanId, input, command.actor);
    else advanceReturn(loans, change, loanId, input, command.actor);
  });
}

type SharedInput = Extract<
  LendInput,
  { readonly type: 'retried' | 'openedByKey' | 'sawOpened' | 'sawNotOpened' | 'confirmed' }
>;

function inputFor(way: Exclude<DoorWay, 'behind-counter'>, openNow: boolean): SharedInput {
  switch (way) {
    case 'retry':
      return { type: 'retried', doorCommand: newDoorCommand() };
    case 'opened-by-key':
      return { type: 'openedByKey' };
    case 'opened':
      return { type: 'sawOpened', openNow };
    case 'not-opened':
      return { type: 'sawNotOpened' };
    case 'confirm':
      return { type: 'confirmed' };
  }
}
