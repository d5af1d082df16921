import type { Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Staff } from './open-staff.ts';
import { noSuchCard, noSuchPerson, wrongField } from './refusals.ts';
import { type CardKind, type CardMatch, type CardOwner, type CardRecord, matchCard } from './rules.ts';

/** A card to hand out; `personId` for employee cards only. */
export interface NewCard {
  readonly cardId: string;
  readonly kind: CardKind;
  /** What is written on it; absent on an employee card: the staff number. */
  readonly label?: string | undefined;
  readonly personId?: number | undefined;
}

/** Whose card a reader means: somebody's, nobody's, or that of several whose cards end alike, which it cannot tell apart. */
export type CardFound =
  | { readonly kind: 'found'; readonly owner: CardOwner }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'alike' };

/** Whose card this is, by the id it was issued under; `undefined` when the desk never issued it. */
export function findCard(staff: Staff, cardId: string): CardOwner | undefined {
  const card = staff.store.card(cardId);
  return card === undefined ? undefined : ownerView(staff, card);
}

/** Whose card this is, by what a reader tells of it. */
export function whoseCard(staff: Staff, cardId: string): CardFound {
  const match = lookUp(staff, cardId);
  return match.kind === 'found' ? { kind: 'found', owner: ownerView(staff, match.card) } : match;
}

function lookUp(staff: Staff, cardId: string): CardMatch {
  // The usual tap is one look by the key; only what is not found so is looked for among cards that end alike.
  const exact = cardId.startsWith('*') ? undefined : staff.store.card(cardId);
  return exact === undefined ? matchCard(cardId, staff.store.cardsByTail(cardId)) : { kind: 'found', card: exact };
}

function ownerView(staff: Staff, { cardId, ...card }: CardRecord): CardOwner {
  const out = card.state !== 'in-use';
  if (card.kind !== 'employee' || card.personId === null) {
    return { cardId, label: card.label, blocked: out, kind: card.kind === 'loyalty' ? 'loyalty' : 'deposit' };
  }
  const person = staff.store.personById(card.personId, staff.desk.clock.read().wallMs);
  if (person === undefined) throw new Error(`card ${cardId} belongs to nobody`);
  return { cardId, label: card.label, blocked: out || !person.active, kind: 'employee', person };
}

/** Every card, by kind and label. */
export function listCards(staff: Staff): CardRecord[] {
  return staff.store.cards();
}

/**
 * Hands a card out; a returned one may be handed out again. Answers the id it is known by, which is another when the card was issued before at
 * a reader that told more or less of it.
 * @throws DeskError `staff/card-in-use`, `staff/card-lost`, `staff/cards-alike`, `staff/label-taken`, `staff/no-such-person`, `staff/wrong-…`
 */
export function issueCard(staff: Staff, command: Command, card: NewCard): { cardId: string } {
  return staff.desk.act(command, 'staff/issue-card', (change) => {
    return { cardId: insertCard(staff, change, card, null) };
  }).answer;
}

/** Hands a card out inside the caller's transaction. Answers the id it is known by. */
export function insertCard(staff: Staff, change: Change, card: NewCard, replaces: string | null): string {
  const known = lookUp(staff, card.cardId);
  if (known.kind === 'alike') throw cardsAlike();
  if (known.kind === 'found' && known.card.state !== 'returned') throw notFree(known.card);
  const cardId = known.kind === 'found' ? known.card.cardId : card.cardId;
  const person = ownerOf(staff, card);
  const label = card.label ?? person?.staffNo;
  if (label === undefined) {
    throw wrongField('label', '请写上卡面的号码。', 'Please give what is written on the card.');
  }
  const twin = card.kind === 'deposit' ? staff.store.depositCard(label) : undefined;
  if (twin !== undefined) throw labelTaken(label);
  const personId = person?.id ?? null;
  staff.store.putCard({ cardId, kind: card.kind, label, personId, replaces }, change.at.wallMs);
  change.record({
    kind: replaces === null ? 'staff/card-issued' : 'staff/card-replaced',
    subject: `card:${cardId}`,
    body: { kind: card.kind, personId, replaces },
    personal: { label },
  });
  return cardId;
}

/** Blocks a card at once, inside the caller's transaction; one that is blocked already stays as it is. @throws DeskError `staff/no-such-card` */
export function blockCard(
  staff: Staff,
  change: Change,
  { cardId, reason }: { readonly cardId: string; readonly reason: string },
): void {
  const card = staff.store.card(cardId);
  if (card === undefined) throw noSuchCard();
  if (card.state === 'lost') return;
  staff.store.setCardState(cardId, 'lost', reason, change.at.wallMs);
  change.record({
    kind: 'staff/card-blocked',
    subject: `card:${cardId}`,
    body: { was: card.state },
    personal: { reason },
  });
}

/** Somebody lost the card: it stops working at once. @throws DeskError `staff/no-such-card`, `staff/card-not-in-use` */
export function loseCard(staff: Staff, command: Command, cardId: string, reason: string): { cardId: string } {
  return staff.desk.act(command, 'staff/lose-card', (change) => {
    mustBeInUse(staff, cardId);
    blockCard(staff, change, { cardId, reason });
    return { cardId };
  }).answer;
}

/** The card came back to the desk and works for nobody until it is issued again. @throws DeskError `staff/no-such-card`, `staff/card-not-in-use` */
export function returnCard(staff: Staff, command: Command, cardId: string): { cardId: string } {
  return staff.desk.act(command, 'staff/return-card', (change) => {
    const card = mustBeInUse(staff, cardId);
    staff.store.setCardState(cardId, 'returned', '', change.at.wallMs);
    change.record({ kind: 'staff/card-returned', subject: `card:${cardId}`, body: { personId: card.personId } });
    return { cardId };
  }).answer;
}

/**
 * Gives a new card for another one inside the caller's transaction; the old one is blocked. Answers the id the new one is known by.
 * @throws DeskError as {@link issueCard}; `staff/no-such-card`, `staff/card-not-in-use` (a returned card needs no replacing)
 */
export function exchangeCard(
  staff: Staff,
  change: Change,
  { cardId, newCardId, reason }: { readonly cardId: string; readonly newCardId: string; readonly reason: string },
): string {
  const card = staff.store.card(cardId);
  if (card === undefined) throw noSuchCard();
  if (card.state === 'returned') throw notInUse(card);
  blockCard(staff, change, { cardId, reason });
  const personId = card.personId ?? undefined;
  const { kind, label } = card;
  return insertCard(staff, change, { cardId: newCardId, kind, label, personId }, cardId);
}

function ownerOf(staff: Staff, card: NewCard) {
  if (card.kind !== 'employee') {
    if (card.personId === undefined) return undefined;
    throw wrongField('personId', '只有工牌才属于某个人。', 'Only an employee card belongs to a person.');
  }
  if (card.personId === undefined) {
    throw wrongField('personId', '请选这张工牌是谁的。', 'Please choose whose employee card this is.');
  }
  const person = staff.store.personById(card.personId, staff.desk.clock.read().wallMs);
  if (person === undefined) throw noSuchPerson();
  return person;
}

/** @throws DeskError `staff/no-such-card`, `staff/card-not-in-use` */
export function mustBeInUse(staff: Staff, cardId: string): CardRecord {
  const card = staff.store.card(cardId);
  if (card === undefined) throw noSuchCard();
  if (card.state !== 'in-use') throw notInUse(card);
  return card;
}

function notInUse(card: CardRecord): DeskError {
  return new DeskError(
    'wrong-state',
    'staff/card-not-in-use',
    { zh: '这张卡已经停用，请看卡片名单。', en: 'This card is out of use already. Please see the list of cards.' },
    { facts: { state: card.state } },
  );
}

function notFree(card: CardRecord): DeskError {
  return card.state === 'lost'
    ? new DeskError(
        'wrong-state',
        'staff/card-lost',
        { zh: '这张卡报失过，不能再发。请换一张。', en: 'This card was reported lost. Please use another one.' },
        { facts: { state: card.state } },
      )
    : new DeskError(
        'wrong-state',
        'staff/card-in-use',
        {
          zh: '这张卡正在使用，请换一张，或先收回。',
          en: 'This card is in use. Use another one, or take it back first.',
        },
        { facts: { state: card.state } },
      );
}

function cardsAlike(): DeskError {
  return new DeskError('wrong-state', 'staff/cards-alike', {
    zh: '有几张卡的末几位与这张相同，这台读卡器分不清。请换一张卡，或换一台读卡器再刷。',
    en: 'Several cards end like this one, and this reader cannot tell them apart. Use another card or another reader.',
  });
}

function labelTaken(label: string): DeskError {
  return new DeskError(
    'wrong-state',
    'staff/label-taken',
    { zh: '已有一张押金卡用这个号码，请换一个。', en: 'Another deposit card has this number. Please use another one.' },
    { field: 'label', facts: { state: 'taken', label } },
  );
}
