import type { CardRecord, Person } from '../../staff/rules.ts';
import { showName } from '../desk/idle.ts';
import { w } from '../words/bench-words.ts';

/** A card one can hold to a simulated reader. */
export interface BenchCard {
  readonly cardId: string;
  readonly name: string;
  readonly note: string;
}

/** A person as the demo's own list has him. */
export interface DemoPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly pin: string;
  readonly cardId: string;
}

// As src/staff/demo-plaza.ts issues them; nobody signed in may read the list of cards.
const demoLost = '4A00002099';
const demoDeposits = ['001', '002', '003', '004'];
// An EM4100 id that no desk issues.
const strangerId = '0F00C0FFEE';

const stranger = (): BenchCard => ({ cardId: strangerId, name: w('bench.unknown'), note: w('bench.unknownNote') });

/** The number of a demo card's 13.56 MHz half, as src/staff/demo-plaza.ts has it. */
export const innerHalf = (cardId: string): string => `04${cardId.slice(0, 6)}80${cardId.slice(6)}`;

/** The demo's cards for somebody who has not signed in, by their full names: the demo shows them with their PINs. */
export function demoCards(people: readonly DemoPerson[], digits: readonly number[]): readonly BenchCard[] {
  if (people.length === 0) return readable([stranger()], digits);
  const deposits = demoDeposits.map((label) => deposit(`4D${label.padStart(8, '0')}`, label));
  const lost = { cardId: demoLost, name: w('bench.blocked'), note: w('bench.blockedNote') };
  return readable(
    inReach(
      people.map(({ cardId, name, staffNo }) => ({ cardId, name, note: w('bench.employee', { no: staffNo }) })),
      deposits,
      [lost],
    ),
    digits,
  );
}

// Every demo card has two halves; a reader that cannot see the one is shown the other.
function readable(cards: readonly BenchCard[], digits: readonly number[]): readonly BenchCard[] {
  const seen = ({ cardId }: BenchCard): boolean => digits.includes(cardId.length);
  return cards.flatMap((card) => [card, { ...card, cardId: innerHalf(card.cardId) }].find(seen) ?? []);
}

// One of each kind is seen without scrolling.
function inReach(
  [first, ...employees]: readonly BenchCard[],
  [deposited, ...deposits]: readonly BenchCard[],
  blocked: readonly BenchCard[],
): readonly BenchCard[] {
  const front = [first, deposited].filter((card) => card !== undefined);
  return [...front, stranger(), ...blocked, ...employees, ...deposits];
}

/** Every card the desk has issued that the reader can see, and one it has not. @param digits lengths of the ids it reads */
export function issuedCards(
  cards: readonly CardRecord[],
  people: readonly Person[],
  digits: readonly number[],
): readonly BenchCard[] {
  const seen = cards.filter(({ cardId }) => digits.includes(cardId.length));
  const inner = new Set(seen.map(({ cardId }) => innerHalf(cardId)));
  // Of a card whose halves it sees both, one is enough.
  const shown = seen.filter(({ cardId }) => !inner.has(cardId));
  const inUse = shown.filter((card) => card.state === 'in-use');
  const faces = inUse.map((card) => ({ kind: card.kind, face: face(card, people) }));
  const all = inReach(
    faces.filter(({ kind }) => kind === 'employee').map((each) => each.face),
    faces.filter(({ kind }) => kind !== 'employee').map((each) => each.face),
    shown
      .filter((card) => card.state !== 'in-use')
      .map(({ cardId, label }) => ({ cardId, name: w('bench.blocked'), note: `${label} ${w('bench.blockedNote')}` })),
  );
  return readable(all, digits);
}

function face(card: CardRecord, people: readonly Person[]): BenchCard {
  const person = people.find(({ id }) => id === card.personId);
  if (person !== undefined) return employee(card.cardId, person);
  return card.kind === 'deposit'
    ? deposit(card.cardId, card.label)
    : { cardId: card.cardId, name: card.label, note: w('bench.loyalty') };
}

function employee(cardId: string, person: { readonly name: string; readonly staffNo: string }): BenchCard {
  return { cardId, name: showName(person.name), note: w('bench.employee', { no: person.staffNo }) };
}

function deposit(cardId: string, label: string): BenchCard {
  return { cardId, name: w('bench.depositLabel', { label }), note: w('bench.deposit') };
}
