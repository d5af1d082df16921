import type { Json } from '../journal/canonical-json.ts';
import type { Change } from '../journal/desk.ts';
import { runLedgerEffect } from './ledger-effects.ts';
import { type DoorReport, type LendInput, nextLend } from './lend-flow.rules.ts';
import { type Loans, theLoan } from './open-loans.ts';
import { wrongStep } from './refusals.ts';
import { nextReturn, type ReturnInput } from './return-flow.rules.ts';
import { type FlowState, isLendState, isOut, type Loan } from './rules.ts';

/**
 * One step of a lending inside the caller's transaction: the machine decides, the ledger effects happen, the door follows after the commit.
 * @throws DeskError `loan/wrong-step` when the input does not fit
 */
export function advanceLend(loans: Loans, change: Change, loanId: number, input: LendInput, actor: string): void {
  const loan = theLoan(loans, loanId);
  const next = isLendState(loan.flow) && loan.kind === 'umbrella' ? nextLend(loan.flow, input) : undefined;
  if (next === undefined) throw wrongStep(loan);
  enter(loans, change, loan, next.state, input.type);
  for (const effect of next.effects) {
    if (effect.do !== 'open-door') runLedgerEffect(loans, change, loanId, effect, actor);
    else change.afterCommit(() => askDoor(loans, loanId, effect.door, effect.doorCommand));
  }
}

/** As {@link advanceLend}, for taking back. */
export function advanceReturn(loans: Loans, change: Change, loanId: number, input: ReturnInput, actor: string): void {
  const loan = theLoan(loans, loanId);
  const state = isOut(loan.flow) ? ({ step: 'lent' } as const) : loan.flow;
  const returning = state.step === 'lent' || !isLendState(state);
  const next = returning && loan.kind === 'umbrella' ? nextReturn(state, input) : undefined;
  if (next === undefined) throw wrongStep(loan);
  enter(loans, change, loan, next.state, input.type);
  for (const effect of next.effects) {
    if (effect.do !== 'open-door') runLedgerEffect(loans, change, loanId, effect, actor);
    else change.afterCommit(() => askDoor(loans, loanId, effect.door, effect.doorCommand));
  }
}

function enter(loans: Loans, change: Change, loan: Loan, flow: FlowState, input: string): void {
  const lentAt = flow.step === 'hand-over' ? (loan.lentAt ?? change.at.wallMs) : loan.lentAt;
  loans.store.saveLoan({ ...loan, flow, lentAt, stepSince: change.at.wallMs });
  const body: Record<string, Json> = { from: loan.flow.step, to: flow.step };
  if ('door' in flow) body.door = flow.door;
  if ('doorCommand' in flow) body.doorCommand = flow.doorCommand;
  if ('fault' in flow) body.fault = flow.fault;
  change.record({ kind: `loans/${kebab(input)}`, subject: `loan:${loan.id}`, body });
  change.publish({ name: 'loan', payload: { loanId: loan.id, step: flow.step } });
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The code of a door that cannot open because there is no cabinet. */
export const NO_CABINET = 'cabinet/none';

/** Asks a door to open, once per command, and feeds the answer back into the flow. Only ever called after the commit that stored the command. */
function askDoor(loans: Loans, loanId: number, door: number, doorCommand: string): void {
  const outcome =
    loans.cabinet?.open(door, doorCommand) ?? Promise.resolve({ result: 'refused', code: NO_CABINET } as const);
  outcome
    .then((answer) => {
      const code = answer.result === 'opened' ? '' : answer.code;
      reportDoor(loans, loanId, { type: 'doorAnswered', doorCommand, result: answer.result, code });
    })
    .catch((error: unknown) => loans.report(error));
}

/** A report about a loan's door, stored if the loan's step waits for it. */
export function reportDoor(loans: Loans, loanId: number, report: DoorReport): boolean {
  if (!waitsFor(theLoan(loans, loanId), report)) return false;
  loans.desk.change(cabinetActor(loans), (change) => advanceByDoor(loans, change, theLoan(loans, loanId), report));
  return true;
}

/** True when the loan's step changes by this report. */
export function waitsFor({ flow, kind }: Loan, report: DoorReport): boolean {
  if (kind === 'stroller') return false;
  return (isLendState(flow) ? nextLend(flow, report) : nextReturn(flow, report)) !== undefined;
}

/** {@link advanceLend} or {@link advanceReturn}, whichever is under way. */
export function advanceByDoor(loans: Loans, change: Change, loan: Loan, report: DoorReport): void {
  const actor = cabinetActor(loans);
  if (isLendState(loan.flow)) advanceLend(loans, change, loan.id, report, actor);
  else advanceReturn(loans, change, loan.id, report, actor);
}

/** Who reports doors, for the journal. */
export function cabinetActor(loans: Loans): string {
  return loans.cabinet === undefined ? 'system' : `device:${loans.cabinet.id}`;
}
