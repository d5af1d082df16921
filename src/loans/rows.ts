import type { SqlValue } from '../store/database.ts';
import type { DamageCharge, FlowState, Item, ItemCondition, ItemKind, Loan, LostProof } from './rules.ts';

/** A row of `loan_items`. */
export interface ItemRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
  readonly door: number | null;
  readonly condition: string;
}

/** A row of `loans`. */
export interface LoanRow {
  readonly id: number;
  readonly kind: string;
  readonly item_id: number;
  readonly step: string;
  readonly step_since: number;
  readonly door: number | null;
  readonly door_command: string | null;
  readonly fault: string | null;
  readonly may_retry: number;
  readonly deposit_fen: number;
  readonly deposit_held: number;
  readonly slip_no: string | null;
  readonly check_code: string | null;
  readonly card_id: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly lost: string | null;
  readonly clerk_id: number;
  readonly started_at: number;
  readonly lent_at: number | null;
  readonly due_on: string | null;
  readonly ended_at: number | null;
  readonly damages: string | null;
  readonly compensation_fen: number;
}

export function itemOf(row: ItemRow): Item {
  const { id, number, door } = row;
  return { id, number, door, kind: kindOf(row.kind), condition: conditionOf(row.condition) };
}

export function loanOf(row: LoanRow): Loan {
  return {
    id: row.id,
    kind: kindOf(row.kind),
    itemId: row.item_id,
    flow: flowOf(row),
    stepSince: row.step_since,
    depositFen: row.deposit_fen,
    depositHeld: row.deposit_held === 1,
    slipNo: row.slip_no,
    checkCode: row.check_code,
    cardId: row.card_id,
    phone: row.phone,
    note: row.note,
    lost: lostOf(row.lost),
    clerkId: row.clerk_id,
    startedAt: row.started_at,
    lentAt: row.lent_at,
    dueOn: row.due_on,
    endedAt: row.ended_at,
    damages: row.damages === null ? [] : damagesOf(JSON.parse(row.damages)),
    compensationFen: row.compensation_fen,
  };
}

/** Parameters for writing a loan; the deposit's whereabouts have statements of their own. */
export function rowOfLoan(loan: Loan): Record<string, SqlValue> {
  const { flow } = loan;
  return {
    id: loan.id,
    kind: loan.kind,
    item_id: loan.itemId,
    step: flow.step,
    step_since: loan.stepSince,
    door: 'door' in flow ? flow.door : null,
    door_command: 'doorCommand' in flow ? flow.doorCommand : null,
    fault: 'fault' in flow ? flow.fault : null,
    may_retry: 'mayRetry' in flow && flow.mayRetry ? 1 : 0,
    deposit_fen: loan.depositFen,
    slip_no: loan.slipNo,
    check_code: loan.checkCode,
    card_id: loan.cardId,
    phone: loan.phone,
    note: loan.note,
    lost: loan.lost,
    clerk_id: loan.clerkId,
    started_at: loan.startedAt,
    lent_at: loan.lentAt,
    due_on: loan.dueOn,
    ended_at: loan.endedAt,
    damages: loan.damages.length === 0 ? null : JSON.stringify(loan.damages),
    compensation_fen: loan.compensationFen,
  };
}

function flowOf(row: LoanRow): FlowState {
  const { step } = row;
  switch (step) {
    case 'money':
      return { step, door: row.door };
    case 'opening':
    case 'put-opening':
      return { step, door: present(row, row.door), doorCommand: present(row, row.door_command) };
    case 'take':
    case 'door-unknown':
    case 'put-back':
    case 'put-unknown':
      return { step, door: present(row, row.door) };
    case 'door-fault':
    case 'put-fault':
      return { step, door: present(row, row.door), fault: present(row, row.fault), mayRetry: row.may_retry === 1 };
    case 'hand-over':
    case 'lent':
    case 'cancelled':
    case 'returned':
      return { step };
    default:
      throw new Error(`loan ${row.id} is at the unknown step ${step}`);
  }
}

function present<T>(row: LoanRow, value: T | null): T {
  if (value === null) throw new Error(`loan ${row.id} at ${row.step} lacks what the step needs`);
  return value;
}

function kindOf(text: string): ItemKind {
  if (text === 'umbrella' || text === 'stroller') return text;
  throw new Error(`the kind ${text} is not lent here`);
}

function conditionOf(text: string): ItemCondition {
  if (text === 'in-stock' || text === 'on-loan' || text === 'damaged' || text === 'retired') return text;
  throw new Error(`the condition ${text} is not known`);
}

function lostOf(text: string | null): LostProof | null {
  if (text === null || text === 'slip' || text === 'card' || text === 'both') return text;
  throw new Error(`the lost proof ${text} is not known`);
}

function damagesOf(value: unknown): DamageCharge[] {
  if (!Array.isArray(value) || !value.every(isCharge)) throw new Error('the stored damages are not readable');
  return value;
}

function isCharge(value: unknown): value is DamageCharge {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'fen' in value;
}
