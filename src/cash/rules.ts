/** Deposits are a liability and never income (requirements 3): two purses that never lend to each other. */
export type PurseName = 'deposits' | 'income';

export type PurseBalance = { readonly balanceFen: number };

export type Purses = { readonly deposits: PurseBalance; readonly income: PurseBalance };

/** What the open loans say the deposit purse must hold. */
export type DepositsHeld = { readonly outCount: number; readonly unitFen: number; readonly expectedFen: number };

/** *Umbrellas out × deposit = money in the deposit purse*, as the screen shows it at all times. */
export type DepositIdentity = DepositsHeld & { readonly balanceFen: number; readonly matches: boolean };

/** One line of the ledger. `at` is UTC ms; `balanceFen` is the purse after it. */
export type Movement = {
  readonly id: number;
  readonly purse: PurseName;
  readonly amountFen: number;
  readonly balanceFen: number;
  readonly reason: string;
  readonly reasonName: { readonly zh: string; readonly en: string };
  readonly subject: string;
  readonly note: string | null;
  readonly actor: string;
  readonly at: number;
};

const REASON_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'deposit-taken': { zh: '收押金', en: 'Deposit taken' },
  'deposit-refunded': { zh: '退押金', en: 'Deposit refunded' },
  compensation: { zh: '损坏赔偿', en: 'Compensation for damage' },
  receipt: { zh: '收据收款', en: 'Receipt' },
  'receipt-voided': { zh: '收据作废', en: 'Receipt voided' },
  'card-fee': { zh: '补卡工本费', en: 'Card replacement fee' },
  correction: { zh: '更正', en: 'Correction' },
};

/** The words for a movement's reason; an unknown code stands for itself. */
export function reasonName(reason: string): { readonly zh: string; readonly en: string } {
  return REASON_NAMES[reason] ?? { zh: reason, en: reason };
}

/** Compares what must be in the deposit purse with what is. */
export function compareDeposits(held: DepositsHeld, balanceFen: number): DepositIdentity {
  return { ...held, balanceFen, matches: held.expectedFen === balanceFen };
}
