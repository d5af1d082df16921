import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Clerk, chargeFee, type PayMethod, priceList, type Receipts } from '../receipts/actions.ts';
import { blockCard, exchangeCard, mustBeInUse } from './cards.ts';
import type { Staff } from './open-staff.ts';
import { noSuchCard } from './refusals.ts';
import type { CardFees, CardRecord } from './rules.ts';

/** Why a card is given for another one. */
export type ExchangeReason = 'lost' | 'worn';

/** A fee as it was said and taken; what is not an employee card costs nothing. */
export interface FeeTaken {
  readonly methodId: string;
  /** What the person was told, in fen. */
  readonly saidFeeFen: number;
  readonly clerk: Clerk;
}

/** What became of a card, and the receipt for its fee. */
export type CardPaid = { readonly cardId: string; readonly receiptNumber: number | null };

/** In the book and on the card's record. */
const WHY: Readonly<Record<ExchangeReason | 'kept', string>> = { lost: '丢失', worn: '损坏', kept: '离职未还' };

/** What cards cost today, and how one may pay. */
export function cardFees(staff: Staff, receipts: Receipts): CardFees & { readonly methods: readonly PayMethod[] } {
  return { ...staff.rules().cardFees, methods: priceList(receipts).methods };
}

/**
 * Gives a new card for one that is lost or worn: the old one blocked, the new one issued, the fee taken and its receipt printed in one step.
 * @throws DeskError `staff/no-such-card`, `staff/card-not-in-use`, `staff/fee-changed`, and as issuing a card does
 */
export function exchangeForFee(
  staff: Staff,
  receipts: Receipts,
  command: Command,
  asked: FeeTaken & { readonly cardId: string; readonly newCardId: string; readonly why: ExchangeReason },
): Acted<CardPaid> {
  return staff.desk.act(command, 'staff/exchange-card', (change) => {
    const card = staff.store.card(asked.cardId);
    if (card === undefined) throw noSuchCard();
    const { cardId, newCardId, why } = asked;
    const issued = exchangeCard(staff, change, { cardId, newCardId, reason: WHY[why] });
    const { value, clause } = staff.rules().cardFees;
    // One that was reported lost is lost, whatever is said of it now.
    const feeFen = why === 'lost' || card.state === 'lost' ? value.lostFen : value.wornFen;
    return { cardId: issued, receiptNumber: takeFee({ receipts, change, card, feeFen, clause, taken: asked }) };
  });
}

/**
 * Somebody left and did not give the card back: it is blocked, and paid for.
 * @throws DeskError `staff/no-such-card`, `staff/card-not-in-use`, `staff/still-here`, `staff/fee-changed`
 */
export function chargeKeptCard(
  staff: Staff,
  receipts: Receipts,
  command: Command,
  asked: FeeTaken & { readonly cardId: string },
): Acted<CardPaid> {
  return staff.desk.act(command, 'staff/charge-kept-card', (change) => {
    const card = mustBeInUse(staff, asked.cardId);
    const person = card.personId === null ? undefined : staff.store.personById(card.personId, change.at.wallMs);
    if (person === undefined || person.active) throw stillHere();
    blockCard(staff, change, { cardId: asked.cardId, reason: WHY.kept });
    const { value, clause } = staff.rules().cardFees;
    const receiptNumber = takeFee({ receipts, change, card, feeFen: value.keptFen, clause, taken: asked });
    return { cardId: asked.cardId, receiptNumber };
  });
}

interface Fee {
  readonly receipts: Receipts;
  readonly change: Change;
  readonly card: CardRecord;
  readonly feeFen: number;
  readonly clause: string;
  readonly taken: FeeTaken;
}

/** The number of the receipt; `null` where nothing is to be paid. */
function takeFee({ receipts, change, card, feeFen, clause, taken }: Fee): number | null {
  const dueFen = card.kind === 'employee' ? feeFen : 0;
  if (taken.saidFeeFen !== dueFen) throw feeChanged(dueFen);
  if (dueFen === 0) return null;
  return chargeFee(receipts, change, {
    serviceId: 'card-fee',
    name: { zh: '工牌工本费', en: 'Employee card' },
    reason: 'card-fee',
    amountFen: dueFen,
    methodId: taken.methodId,
    clerk: taken.clerk,
    body: { card: card.cardId, clause },
  }).number;
}

function feeChanged(feeFen: number): DeskError {
  const yuan = (feeFen / 100).toFixed(2);
  return new DeskError(
    'wrong-state',
    'staff/fee-changed',
    {
      zh: `现在的工本费是 ${yuan} 元，请重新说价再收。`,
      en: `The card costs ${yuan} yuan now. Say it again before taking the money.`,
    },
    { facts: { feeFen } },
  );
}

function stillHere(): DeskError {
  return new DeskError('wrong-state', 'staff/still-here', {
    zh: '这个人还在职，卡没有归还的问题。丢了请报失、换卡。',
    en: 'This person still works here. A lost card is reported lost and replaced.',
  });
}
