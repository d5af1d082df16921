import { SEEN_SHUT } from './lend-flow.rules.ts';
import type { DamageCharge, ItemKind, LostProof, Step, Words } from './rules.ts';
import { type FlowState, type Item, isLendState, isOut, type Loan, maskPhone, showCheckCode } from './rules.ts';

/** The lock has just been used and cools. */
const RESTING = 'cabinet/resting';
/** The coil was driven and the door did not move. */
const STOOD_STILL: ReadonlySet<string> = new Set(['cabinet/not-opened', SEEN_SHUT]);

/** What a person may do now; each is a route (`cancel` and `cancel-refund` share one, the ways at a door another). */
export type LoanAction =
  | 'deposit-taken'
  | 'another'
  | 'details'
  | 'cancel'
  | 'cancel-refund'
  | 'retry'
  | 'opened-by-key'
  | 'opened'
  | 'not-opened'
  | 'confirm'
  | 'behind-counter'
  | 'finish'
  | 'return'
  | 'lost';

export type LoanStep = {
  readonly id: 'money' | 'take' | 'hand-over' | 'inspect' | 'put-back';
  readonly name: Words;
  readonly state: 'past' | 'now' | 'next';
};

/** A loan as a screen shows it: personal data masked, times in UTC ms, money in fen. */
export type LoanView = {
  readonly id: number;
  readonly kind: ItemKind;
  readonly step: Step;
  readonly stepSinceMs: number;
  readonly steps: readonly LoanStep[];
  /** The sentence for the customer. */
  readonly say: Words | null;
  readonly actions: readonly LoanAction[];
  readonly item: { readonly id: number; readonly number: string };
  /** The compartment of this step, or where the reserved umbrella stands; null behind the counter. */
  readonly door: number | null;
  readonly depositFen: number;
  readonly depositHeld: boolean;
  readonly card: { readonly id: string; readonly label: string } | null;
  readonly phone: string | null;
  readonly note: string | null;
  /** `code` only while lending: afterwards only the customer's paper has it. */
  readonly slip: { readonly number: string; readonly code: string | null } | null;
  readonly lost: LostProof | null;
  readonly fault: { readonly code: string; readonly says: Words } | null;
  readonly refund: {
    readonly depositFen: number;
    readonly compensationFen: number;
    /** To the customer; negative when the customer pays. */
    readonly netFen: number;
    readonly damages: readonly DamageCharge[];
  } | null;
  readonly clerk: { readonly staffId: number; readonly name: string | null };
  readonly startedAtMs: number;
  readonly lentAtMs: number | null;
  /** `YYYY-MM-DD` */
  readonly dueOn: string | null;
  readonly endedAtMs: number | null;
};

export interface ViewParts {
  readonly item: Item;
  readonly cardLabel: string | null;
  readonly clerkName: string | null;
  readonly phrases: Readonly<Record<string, Words>>;
}

const STEP_NAMES: Readonly<Record<LoanStep['id'], Words>> = {
  money: { zh: '收押金', en: 'Deposit' },
  take: { zh: '取伞', en: 'Umbrella' },
  'hand-over': { zh: '交押金单', en: 'Slip' },
  inspect: { zh: '验伞退款', en: 'Inspect' },
  'put-back': { zh: '放回', en: 'Put back' },
};

const LENDING = ['money', 'take', 'hand-over'] as const;
const RETURNING = ['inspect', 'put-back'] as const;

export function viewLoan(loan: Loan, { item, cardLabel, clerkName, phrases }: ViewParts): LoanView {
  const { flow } = loan;
  const lending = isLendState(flow) && flow.step !== 'lent';
  return {
    id: loan.id,
    kind: loan.kind,
    step: flow.step,
    stepSinceMs: loan.stepSince,
    steps: loan.kind === 'umbrella' ? stepsOf(flow) : [],
    say: sayFor(loan, item, phrases),
    actions: actionsFor(loan),
    item: { id: item.id, number: item.number },
    door: 'door' in flow ? flow.door : item.door,
    depositFen: loan.depositFen,
    depositHeld: loan.depositHeld,
    card: loan.cardId === null ? null : { id: loan.cardId, label: cardLabel ?? loan.cardId },
    phone: loan.phone === null ? null : maskPhone(loan.phone),
    note: loan.note,
    slip:
      loan.slipNo === null
        ? null
        : { number: loan.slipNo, code: lending && loan.checkCode !== null ? showCheckCode(loan.checkCode) : null },
    lost: loan.lost,
    fault:
      'fault' in flow
        ? { code: flow.fault, says: faultWords(flow.fault, flow.door, flow.step === 'door-fault') }
        : null,
    refund: refundOf(loan),
    clerk: { staffId: loan.clerkId, name: clerkName },
    startedAtMs: loan.startedAt,
    lentAtMs: loan.lentAt,
    dueOn: loan.dueOn,
    endedAtMs: loan.endedAt,
  };
}

function refundOf(loan: Loan): LoanView['refund'] {
  if (loan.kind !== 'umbrella' || loan.endedAt === null || loan.slipNo === null) return null;
  return {
    depositFen: loan.depositFen,
    compensationFen: loan.compensationFen,
    netFen: loan.depositFen - loan.compensationFen,
    damages: loan.damages,
  };
}

function stepsOf(flow: FlowState): LoanStep[] {
  const returning = !isLendState(flow) || flow.step === 'lent';
  const names = returning ? RETURNING : LENDING;
  const now = positionOf(flow.step);
  return names.map((id, index) => ({
    id,
    name: STEP_NAMES[id],
    state: index < now ? 'past' : index === now ? 'now' : 'next',
  }));
}

function positionOf(step: Step): number {
  switch (step) {
    case 'money':
    case 'lent':
      return 0;
    case 'opening':
    case 'take':
    case 'door-fault':
    case 'door-unknown':
    case 'put-opening':
    case 'put-back':
    case 'put-fault':
    case 'put-unknown':
      return 1;
    case 'hand-over':
    case 'returned':
      return 2;
    case 'cancelled':
      return 3;
  }
}

function actionsFor(loan: Loan): LoanAction[] {
  const { flow } = loan;
  if (loan.kind === 'stroller') return flow.step === 'lent' ? ['return'] : [];
  switch (flow.step) {
    case 'money':
      return ['deposit-taken', 'another', 'details', 'cancel'];
    case 'take':
      return ['not-opened', 'confirm'];
    case 'door-fault':
      return [...(flow.mayRetry ? (['retry'] as const) : []), 'opened-by-key', 'another', 'cancel-refund'];
    case 'door-unknown':
      return ['opened', 'not-opened'];
    case 'hand-over':
      return ['finish', 'return', 'lost'];
    case 'lent':
      return ['return', 'lost'];
    case 'put-back':
      return ['not-opened', 'confirm', 'behind-counter'];
    case 'put-fault':
      return [...(flow.mayRetry ? (['retry'] as const) : []), 'another', 'opened-by-key', 'behind-counter'];
    case 'put-unknown':
      return ['opened', 'not-opened', 'behind-counter'];
    case 'opening':
    case 'put-opening':
    case 'returned':
    case 'cancelled':
      return [];
  }
}

/** A door that was refused was never driven: whoever stands before it must not be sent to look for a jam. */
function faultWords(code: string, door: number, lending: boolean): Words {
  const is = lending
    ? { zh: '押金已收，伞还在柜里。', en: 'The deposit is taken and the umbrella is still inside.' }
    : { zh: '押金已退，伞还没放回。', en: 'The deposit is refunded and the umbrella is not back yet.' };
  if (code === RESTING)
    return {
      zh: `${door} 号门的锁刚用过，歇几秒再开。${is.zh}`,
      en: `The lock of door ${door} was just used. Wait a few seconds, then open again. ${is.en}`,
    };
  const jam =
    lending && STOOD_STILL.has(code)
      ? { zh: '看看门是不是被伞顶住了。', en: ' See whether it jams the door.' }
      : { zh: '', en: '' };
  return { zh: `${door} 号门没有打开，${is.zh}${jam.zh}`, en: `Door ${door} did not open. ${is.en}${jam.en}` };
}

function sayFor(loan: Loan, item: Item, phrases: ViewParts['phrases']): Words | null {
  const phrase = phrases[`loans.${phraseOf(loan)}`];
  if (phrase === undefined) return null;
  const netFen = loan.depositFen - loan.compensationFen;
  const values = (language: keyof Words): Readonly<Record<string, string>> => ({
    amount: plainYuan(loan.depositFen),
    net: plainYuan(Math.abs(netFen)),
    charge: plainYuan(loan.compensationFen),
    number: item.number,
    door: String(('door' in loan.flow ? loan.flow.door : item.door) ?? ''),
    parts: loan.damages.map((damage) => damage.name[language]).join(language === 'zh' ? '、' : ', '),
  });
  return { zh: fill(phrase.zh, values('zh')), en: fill(phrase.en, values('en')) };
}

function phraseOf(loan: Loan): string {
  const { step } = loan.flow;
  if (loan.kind === 'stroller') return step === 'lent' ? 'strollerLent' : 'strollerReturned';
  if (loan.compensationFen > 0) return loan.compensationFen > loan.depositFen ? 'damagedOwing' : 'damaged';
  switch (step) {
    case 'door-fault':
    case 'door-unknown':
      return 'doorFault';
    case 'hand-over':
      return loan.cardId === null ? 'handOver' : 'handOverCard';
    case 'cancelled':
      return loan.slipNo === null ? 'cancelled' : 'cancelledRefund';
    case 'put-opening':
    case 'put-back':
    case 'put-fault':
    case 'put-unknown':
    case 'returned':
      return 'refund';
    default:
      return isOut(loan.flow) ? 'lent' : step;
  }
}

/** `50`, or `12.50` where there are fen. */
function plainYuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
