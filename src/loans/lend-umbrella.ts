import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { advanceLend, advanceReturn } from './advance.ts';
import { emptyDoor, lendableUmbrellas } from './doors.ts';
import {
  clerkOf,
  depositUnitFen,
  type Loans,
  newDoorCommand,
  rulesToday,
  showLoan,
  theItem,
  theLoan,
} from './open-loans.ts';
import { wrongStep } from './refusals.ts';
import { doorOf, type Item, isLendState, type Loan } from './rules.ts';
import type { LoanView } from './view.rules.ts';

const MINUTE_MS = 60_000;

/** What a clerk may add to a lending before the money is taken; null takes it away again. */
export interface LendDetails {
  readonly depositCard?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

/** Touch 1: reserves an umbrella and asks for the deposit. `itemId` chooses one by hand. */
export function startUmbrella(
  loans: Loans,
  command: Command,
  asked: LendDetails & { readonly itemId?: number | undefined } = {},
): Acted<LoanView> {
  return loans.desk.act(command, 'loans/start-umbrella', (change) => {
    const clerkId = clerkOf(command);
    releaseForgotten(loans, change, command.actor);
    const item = asked.itemId === undefined ? firstOf(lendableUmbrellas(loans)) : lendable(loans, asked.itemId);
    const cardId = asked.depositCard == null ? null : usableCard(loans, asked.depositCard);
    const phone = asked.phone ?? null;
    const loanId = loans.store.addLoan({
      kind: 'umbrella',
      itemId: item.id,
      flow: { step: 'money', door: item.door },
      stepSince: change.at.wallMs,
      depositFen: depositUnitFen(loans),
      depositHeld: false,
      slipNo: null,
      checkCode: null,
      cardId,
      phone,
      note: null,
      lost: null,
      clerkId,
      startedAt: change.at.wallMs,
      lentAt: null,
      dueOn: null,
      endedAt: null,
      damages: [],
      compensationFen: 0,
    });
    change.record({
      kind: 'loans/umbrella-reserved',
      subject: `loan:${loanId}`,
      body: { item: item.id, number: item.number, door: item.door, cardId },
      ...(phone === null ? {} : { personal: { phone } }),
    });
    change.publish({ name: 'loan', payload: { loanId, step: 'money' } });
    return showLoan(loans, loanId);
  });
}

/** Adds or takes away deposit card and phone while the money is not taken yet. */
export function changeDetails(loans: Loans, command: Command, loanId: number, details: LendDetails): Acted<LoanView> {
  return loans.desk.act(command, 'loans/change-details', (change) => {
    const loan = theLoan(loans, loanId);
    if (loan.flow.step !== 'money') throw wrongStep(loan);
    const { depositCard, phone } = details;
    const cardId = depositCard == null || depositCard === loan.cardId ? depositCard : usableCard(loans, depositCard);
    loans.store.saveLoan({
      ...loan,
      cardId: cardId === undefined ? loan.cardId : cardId,
      phone: phone === undefined ? loan.phone : phone,
    });
    change.record({
      kind: 'loans/details-changed',
      subject: `loan:${loanId}`,
      body: { cardId: cardId ?? null },
      ...(phone == null ? {} : { personal: { phone } }),
    });
    change.publish({ name: 'loan', payload: { loanId, step: 'money' } });
    return showLoan(loans, loanId);
  });
}

/** Touch 2: the money is in the purse, the umbrella is on loan, the slip prints, and the door opens once. */
export function takeDeposit(loans: Loans, command: Command, loanId: number): Acted<LoanView> {
  return step(loans, command, 'loans/take-deposit', loanId, (change) => {
    stillLendable(loans, theLoan(loans, loanId));
    advanceLend(loans, change, loanId, { type: 'depositTaken', doorCommand: newDoorCommand() }, command.actor);
  });
}

/** Touch 3: umbrella, slip and card are with the customer. */
export function finishLoan(loans: Loans, command: Command, loanId: number): Acted<LoanView> {
  return step(loans, command, 'loans/finish', loanId, (change) =>
    advanceLend(loans, change, loanId, { type: 'finished' }, command.actor),
  );
}

/** Before the money: gives the reservation back. At a door that did not open: gives the deposit back as well. */
export function cancelLoan(loans: Loans, command: Command, loanId: number): Acted<LoanView> {
  return step(loans, command, 'loans/cancel', loanId, (change) =>
    advanceLend(loans, change, loanId, { type: 'cancelled' }, command.actor),
  );
}

/** 换一把 while lending; while taking back, another empty compartment. */
export function chooseAnother(loans: Loans, command: Command, loanId: number): Acted<LoanView> {
  return step(loans, command, 'loans/choose-another', loanId, (change) => {
    const loan = theLoan(loans, loanId);
    const doorCommand = newDoorCommand();
    if (!isLendState(loan.flow)) {
      const door = emptyDoor(loans, doorOf(loan.flow) ?? undefined);
      if (door === null) throw noOtherDoor();
      advanceReturn(loans, change, loanId, { type: 'anotherDoor', door, doorCommand }, command.actor);
      return;
    }
    if (loan.flow.step !== 'money' && loan.flow.step !== 'door-fault') throw wrongStep(loan);
    const item = theItem(loans, loan.itemId);
    const other = after(lendableUmbrellas(loans), item);
    // The old umbrella is where it was, and in stock again.
    loans.store.putItem(item.id, { door: item.door, condition: 'in-stock' });
    if (loan.flow.step === 'door-fault') {
      loans.store.putItem(other.id, { door: other.door, condition: 'on-loan' });
    }
    loans.store.saveLoan({ ...loan, itemId: other.id });
    advanceLend(loans, change, loanId, { type: 'replaced', door: other.door, doorCommand }, command.actor);
  });
}

/** One touch of an existing loan: a transaction whose answer is the loan as it stands then. */
export function step(
  loans: Loans,
  command: Command,
  kind: string,
  loanId: number,
  work: (change: Change) => void,
): Acted<LoanView> {
  return loans.desk.act(command, kind, (change) => {
    theLoan(loans, loanId);
    work(change);
    return showLoan(loans, loanId);
  });
}

/** @throws DeskError when the card is no deposit card, is blocked, or already stands for a loan */
function usableCard(loans: Loans, cardId: string): string {
  const card = loans.staff.findCard(cardId);
  if (card?.kind !== 'deposit') {
    throw new DeskError(
      'invalid',
      'loan/not-a-deposit-card',
      { zh: '这不是押金卡，请换一张。', en: 'This is not a deposit card. Please take another.' },
      { field: 'depositCard' },
    );
  }
  if (card.blocked) {
    throw new DeskError('wrong-state', 'loan/card-blocked', {
      zh: '这张押金卡已挂失，不能再用。请换一张。',
      en: 'This deposit card was reported lost and is dead. Please take another.',
    });
  }
  if (loans.store.openLoanOfCard(cardId) !== undefined) {
    throw new DeskError('wrong-state', 'loan/card-in-use', {
      zh: '这张押金卡还有一把伞没还。请换一张。',
      en: 'This deposit card still stands for an umbrella. Please take another.',
    });
  }
  return cardId;
}

function firstOf(items: readonly Item[]): Item {
  const [first] = items;
  if (first !== undefined) return first;
  throw new DeskError('wrong-state', 'loan/no-umbrella', {
    zh: '现在没有可借的伞。请看看柜台和柜门。',
    en: 'There is no umbrella to lend now. Look behind the counter and at the doors.',
  });
}

function lendable(loans: Loans, itemId: number): Item {
  const item = theItem(loans, itemId);
  if (lendableUmbrellas(loans).some((one) => one.id === item.id)) return item;
  throw notLendable(item);
}

/** Between reserving and paying a door may have failed or the umbrella been marked damaged. */
function stillLendable(loans: Loans, loan: Loan): void {
  if (loan.flow.step !== 'money') return;
  const item = theItem(loans, loan.itemId);
  if (item.condition !== 'in-stock') throw notLendable(item);
}

function notLendable(item: Item): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/not-lendable',
    { zh: `${item.number} 号现在不能借，请换一把。`, en: `${item.number} cannot be lent now. Take another.` },
    { facts: { number: item.number, state: item.condition } },
  );
}

function after(items: readonly Item[], item: Item): Item {
  const place = (one: Item) => one.door ?? Number.MAX_SAFE_INTEGER;
  const next = items.find((one) => place(one) > place(item)) ?? items.find((one) => one.id !== item.id);
  if (next !== undefined) return next;
  throw new DeskError('wrong-state', 'loan/no-other', {
    zh: '没有别的伞可借了。',
    en: 'There is no other umbrella to lend.',
  });
}

function noOtherDoor(): DeskError {
  return new DeskError('wrong-state', 'loan/no-other-door', {
    zh: '没有别的空柜门了，请把伞放在柜台后面。',
    en: 'There is no other empty compartment. Keep the umbrella behind the counter.',
  });
}

/** Reservations whose deposit was never taken go back, so that a forgotten touch does not hold an umbrella. */
function releaseForgotten(loans: Loans, change: Change, actor: string): void {
  const limitMs = rulesToday(loans).reservationMinutes.value * MINUTE_MS;
  for (const loan of loans.store.openLoans()) {
    if (loan.flow.step === 'money' && change.at.wallMs - loan.stepSince > limitMs) {
      advanceLend(loans, change, loan.id, { type: 'cancelled' }, actor);
    }
  }
}
