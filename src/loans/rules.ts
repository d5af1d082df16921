import type { LendState } from './lend-flow.rules.ts';
import type { ReturnState } from './return-flow.rules.ts';

export type ItemKind = 'umbrella' | 'stroller';
export type ItemCondition = 'in-stock' | 'on-loan' | 'damaged' | 'retired';
export type Words = { readonly zh: string; readonly en: string };

/** An umbrella or a stroller. `door` is the compartment it stands in; null behind the counter, or out. */
export type Item = {
  readonly id: number;
  readonly kind: ItemKind;
  readonly number: string;
  readonly door: number | null;
  readonly condition: ItemCondition;
};

export type FlowState = LendState | ReturnState;
export type Step = FlowState['step'];

/** What was lost of the two things that prove a loan. */
export type LostProof = 'slip' | 'card' | 'both';

/** A damaged part and its price as charged, in fen. */
export type DamageCharge = { readonly id: string; readonly name: Words; readonly fen: number };

/** A loan as stored; times are UTC ms, money is fen. */
export interface Loan {
  readonly id: number;
  readonly kind: ItemKind;
  readonly itemId: number;
  readonly flow: FlowState;
  readonly stepSince: number;
  readonly depositFen: number;
  readonly depositHeld: boolean;
  readonly slipNo: string | null;
  readonly checkCode: string | null;
  readonly cardId: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly lost: LostProof | null;
  readonly clerkId: number;
  readonly startedAt: number;
  readonly lentAt: number | null;
  readonly dueOn: string | null;
  readonly endedAt: number | null;
  readonly damages: readonly DamageCharge[];
  readonly compensationFen: number;
}

/** Steps in which a door of the cabinet belongs to the loan. */
export const DOOR_STEPS: ReadonlySet<Step> = new Set<Step>([
  'opening',
  'take',
  'door-fault',
  'door-unknown',
  'put-opening',
  'put-back',
  'put-fault',
  'put-unknown',
]);

/** The door of the step, or null. */
export function doorOf(flow: FlowState): number | null {
  return 'door' in flow ? flow.door : null;
}

/** True while a lending may not have its umbrella in the customer's hands for good: not yet `lent`, or ended. */
export function isLendState(flow: FlowState): flow is LendState {
  switch (flow.step) {
    case 'put-opening':
    case 'put-back':
    case 'put-fault':
    case 'put-unknown':
    case 'returned':
      return false;
    default:
      return true;
  }
}

/** An umbrella in the customer's hands, whether the last touch of lending was made or forgotten. */
export function isOut(flow: FlowState): boolean {
  return flow.step === 'lent' || flow.step === 'hand-over';
}

/** `138****1234`; short numbers keep only their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return `****${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Letters and digits nobody mixes up: of 0 O, 1 I L, 2 Z, 5 S, 8 B and 6 G at most one is here. */
export const CODE_LETTERS = '2346789ACDEFHJKMNPQRTUVWXY';

/** A check code as typed or scanned, without dash, spaces or lower case; undefined when it cannot be one. */
export function readCheckCode(text: string): string | undefined {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  return code.length === CHECK_CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter))
    ? code
    : undefined;
}

export const CHECK_CODE_LENGTH = 8;

/** `U8K2-4F7Q` */
export function showCheckCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What the price list asks for the damaged parts; undefined when a part is not on it. */
export function priceDamage(parts: readonly string[], list: readonly DamageCharge[]): DamageCharge[] | undefined {
  const charges = [...new Set(parts)].map((part) => list.find((price) => price.id === part));
  return charges.every((charge) => charge !== undefined) ? charges : undefined;
}

export function sumFen(charges: readonly DamageCharge[]): number {
  return charges.reduce((sum, charge) => sum + charge.fen, 0);
}
