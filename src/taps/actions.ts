import { type Attendance, recordPunch } from '../attendance/actions.ts';
import type { EmergencyCard } from '../broadcast/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { CardAnswer, CardPresented, CardReader } from '../ports/card-reader.ts';
import type { Sentence } from '../ports/device.ts';
import type { LiveEvents } from '../ports/live-events.ts';
import type { SlipScanned, SlipScanner } from '../ports/slip-scanner.ts';
import { type CardFound, type Person, type Staff, takeSignInCard, whoseCard } from '../staff/actions.ts';
import type { CardOutcome, SlipOutcome } from './rules.ts';

export type { CardOutcome, SlipOutcome } from './rules.ts';

export interface TapParts {
  readonly staff: Staff;
  readonly attendance: Attendance;
  readonly readers: readonly CardReader[];
  readonly scanners: readonly SlipScanner[];
  readonly live: LiveEvents;
  /** What a scanned code stands for. */
  readonly loanOfSlip: (text: string) => SlipOutcome;
  /** The form whose number a scanned code is, if any. */
  readonly formOfSlip?: (text: string) => { readonly formId: number; readonly number: string } | undefined;
  /** The open loan a deposit card stands for, if any. */
  readonly loanOfCard: (cardId: string) => number | undefined;
  /** What a card means to an emergency announcement that waits for one; absent where there is no public address. */
  readonly emergencyCard?: ((person: Person) => EmergencyCard | undefined) | undefined;
  /** Hears of what failed, for the service log. */
  readonly report: (error: unknown) => void;
}

/** Where every card goes that a reader sees. */
export interface Taps extends TapParts {
  readonly desk: Desk;
}

const NOT_RECORDED: Sentence = { zh: '没有记录，请再刷一次。', en: 'Not recorded, please tap again.' };

/** Opens the room where cards are told apart. */
export function openTaps(desk: Desk, parts: TapParts): Taps {
  return { desk, ...parts };
}

/** Routes every card of every reader and every slip of every scanner from now on; returns the stop function. */
export function watchReaders(taps: Taps): () => void {
  const stops = [
    ...taps.readers.map((reader) => reader.onCard((event) => routeCard(taps, event))),
    ...taps.scanners.map((scanner) => scanner.onScan((event) => routeScan(taps, event))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Decides what a card is for, commits, tells the screen and lets the reader answer, in that order. Never throws: what could not
 * be committed is said on the screen, and nothing is accepted that was not stored.
 */
export function routeCard(taps: Taps, event: CardPresented): CardOutcome {
  let outcome: CardOutcome;
  try {
    outcome = decide(taps, event);
  } catch (error) {
    taps.report(error);
    outcome = { kind: 'not-recorded', cardId: event.cardId, says: NOT_RECORDED };
    taps.live.publish({ name: 'card', payload: outcome });
  }
  answerReader(taps, event.readerId, answerFor(outcome));
  return outcome;
}

/**
 * Tells the screen what a scanned code stands for. What stands for neither an open loan nor a form is journalled without its text: people hold anything under a
 * scanner. Never throws.
 */
export function routeScan(taps: Taps, { text, scannerId }: SlipScanned): void {
  try {
    const form = taps.formOfSlip?.(text);
    const outcome: SlipOutcome = form === undefined ? taps.loanOfSlip(text) : { kind: 'form', ...form };
    const shown = { name: 'slip', payload: outcome };
    if (outcome.kind === 'loan' || outcome.kind === 'form') {
      taps.live.publish(shown);
      return;
    }
    taps.desk.change(`device:${scannerId}`, (change) => {
      change.record({ kind: 'taps/slip-rejected', subject: `device:${scannerId}`, body: { why: outcome.kind } });
      change.publish(shown);
    });
  } catch (error) {
    taps.report(error);
  }
}

function decide(taps: Taps, event: CardPresented): CardOutcome {
  const found = whoseCard(taps.staff, event.cardId);
  if (found.kind !== 'found' || found.owner.blocked) return reject(taps, event, found);
  const { owner } = found;
  if (owner.kind === 'employee') {
    const emergency = taps.emergencyCard?.(owner.person);
    if (emergency !== undefined) return tell(taps, { kind: 'emergency', ...emergency });
    const ticket = takeSignInCard(taps.staff, owner.person);
    if (ticket === undefined) {
      const { person, cardId } = owner;
      const punch = recordPunch(taps.attendance, { person, cardId, readerId: event.readerId, at: event.at });
      const { punchId, repeat, waits } = punch;
      return { kind: 'punch', punchId, repeat, waits: waits !== null };
    }
    return tell(taps, { kind: 'sign-in', staffNo: owner.person.staffNo, name: owner.person.name, ticket });
  }
  const { cardId, label } = owner;
  if (owner.kind === 'loyalty') return tell(taps, { kind: 'loyalty', cardId, label });
  const loanId = taps.loanOfCard(cardId);
  return tell(taps, { kind: 'deposit', cardId, label, ...(loanId === undefined ? {} : { loanId }) });
}

/** A rejected card is journalled: who lost a card, and who tries one, is asked later. */
function reject(taps: Taps, event: CardPresented, found: CardFound): CardOutcome {
  const { printedNumber, readerId } = event;
  const cardId = found.kind === 'found' ? found.owner.cardId : event.cardId;
  const outcome: CardOutcome = {
    kind: found.kind === 'found' ? 'blocked' : found.kind,
    cardId,
    ...(printedNumber === undefined ? {} : { printedNumber }),
  };
  return taps.desk.change(`device:${readerId}`, (change) => {
    change.record({ kind: 'taps/card-rejected', subject: `card:${cardId}`, body: { why: outcome.kind, readerId } });
    change.publish({ name: 'card', payload: outcome });
    return outcome;
  });
}

/** Showing a card changes nothing, so there is nothing to commit. */
function tell(taps: Taps, outcome: CardOutcome): CardOutcome {
  taps.live.publish({ name: 'card', payload: outcome });
  return outcome;
}

function answerFor(outcome: CardOutcome): CardAnswer {
  switch (outcome.kind) {
    case 'punch':
      return outcome.waits ? 'attention' : 'accepted';
    case 'sign-in':
    case 'deposit':
    case 'loyalty':
      return 'accepted';
    case 'emergency':
      return outcome.accepted ? 'accepted' : 'refused';
    case 'blocked':
    case 'unknown':
    case 'alike':
      return 'refused';
    case 'not-recorded':
      return 'attention';
  }
}

function answerReader(taps: Taps, readerId: string, answer: CardAnswer): void {
  const reader = taps.readers.find((known) => known.id === readerId);
  reader?.answer(answer).catch(taps.report);
}
