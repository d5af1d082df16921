import { type Loans, showLoan } from './open-loans.ts';
import type { LoanView } from './view.rules.ts';

export { answerDoor, type DoorWay } from './answer-door.ts';
export { resumeFlows, watchCabinet } from './cabinet-reports.ts';
export { declareLost } from './declare-lost.ts';
export { lendStroller, returnStroller, type StrollerLoan, strollersOut } from './lend-stroller.ts';
export {
  cancelLoan,
  changeDetails,
  chooseAnother,
  finishLoan,
  type LendDetails,
  startUmbrella,
  takeDeposit,
} from './lend-umbrella.ts';
export {
  depositsHeld,
  depositUnitFen,
  type LoanParts,
  type LoanPrinting,
  type LoanStaff,
  type Loans,
  openLoans,
  rulesToday,
  showLoan,
  umbrellasOut,
} from './open-loans.ts';
export {
  findOpenLoans,
  type Inspection,
  type LoanProof,
  loanByDepositCard,
  loanBySlipCode,
  returnUmbrella,
  type SlipMatch,
} from './return-umbrella.ts';
export type { DamageCharge, Item, ItemCondition, ItemKind, LostProof, Step } from './rules.ts';
export {
  addItem,
  type CabinetDoor,
  changeCondition,
  doorRepaired,
  moveItem,
  type NewItem,
  type StockItem,
  type StockView,
  showStock,
} from './stock.ts';
export type { LoanAction, LoanStep, LoanView } from './view.rules.ts';

/** Every open loan: `active` ones are in the middle of a step, `out` ones are with customers. Oldest first. */
export function openLoansNow(loans: Loans): { readonly active: LoanView[]; readonly out: LoanView[] } {
  const views = loans.store.openLoans().map((loan) => showLoan(loans, loan.id));
  return { active: views.filter((view) => view.step !== 'lent'), out: views.filter((view) => view.step === 'lent') };
}
