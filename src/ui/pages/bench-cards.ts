import type { CardRecord, Person } from '../../staff/rules.ts';
import { showName } from '../desk/idle.ts';
import { w } from '../words/bench-words.ts';

/** A card one can hold to the simulated reader. */
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

/** The demo's cards for somebody who has not signed in, by their full names: the demo shows them with their PINs. */
export function demoCards(people: readonly DemoPerson[]): readonly BenchCard[] {
  if (people.length === 0) return [stranger()];
  const deposits = demoDeposits.map((label) => deposit(`4D${label.padStart(8, '0')}`, label));
  const lost = { cardId: demoLost, name: w('bench.blocked'), note: w('bench.blockedNote') };
  return inReach(
    people.map(({ cardId, name, staffNo }) => ({ cardId, name, note: w('bench.employee', { no: staffNo }) })),
    deposits,
    [lost],
  );
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

/** Every card the desk has issued, and one it has not. */
export function issuedCards(cards: readonly CardRecord[], people: readonly Person[]): readonly BenchCard[] {
  const inUse = cards.filter((card) => card.state === 'in-use');
  const faces = inUse.map((card) => ({ kind: card.kind, face: face(card, people) }));
  return inReach(
    faces.filter(({ kind }) => kind === 'employee').map((each) => each.face),
    faces.filter(({ kind }) => kind !== 'employee').map((each) => each.face),
    cards
      .filter((card) => card.state !== 'in-use')
      .map(({ cardId, label }) => ({ cardId, name: w('bench.blocked'), note: `${label} ${w('bench.blockedNote')}` })),
  );
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
