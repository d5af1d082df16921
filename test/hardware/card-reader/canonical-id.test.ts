import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import {
  type NumberFormat,
  numberFormatNames,
  numberFormats,
  writeNumber,
} from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import { rawReadOf } from '../../../firmware-bridge/osdp/card-number.ts';
import { formattedCardReply, rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { type CardFound, issueCard, type Staff, whoseCard } from '../../../src/staff/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { FakeClock } from '../../fake-clock.ts';
import { addTestPerson, openTestStaff } from '../../src/staff/staff-fixture.ts';
import { osdpDesk } from './osdp-desk.ts';

/** What the reader tells of a card held to it, through its simulator, its bytes and its driver. */
type Telling = (cardId: string) => Promise<string>;

function atReader(settings: { readonly model: string; readonly secure?: string; readonly format?: string }): Telling {
  return async (card) => {
    const entry = configSchema.shape.devices.element.parse({
      id: 'reader-1',
      kind: 'card-reader',
      link: 'simulated',
      ...settings,
    });
    if (entry.kind !== 'card-reader') throw new Error('no reader');
    const clock = new FakeClock();
    const { reader, simulator } = openCardReader(entry, clock);
    const cards: string[] = [];
    reader.onCard((event) => cards.push(event.cardId));
    await reader.start();
    await clock.advance(1_000);
    simulator?.present(card);
    await clock.advance(500);
    await reader.stop();
    return theOnly(cards);
  };
}

function atOsdp(bitCount: number): Telling {
  return async (card) => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    const read = rawReadOf(card, bitCount);
    simulator.peripheral.queue(rawCardReply(read.format, read.bitCount, read.bits));
    await clock.advance(200);
    await reader.stop();
    return theOnly(cards);
  };
}

/** A reader that tells characters. */
function atOsdpWriting(write: (card: string) => string, format?: NumberFormat): Telling {
  return async (card) => {
    const { clock, reader, simulator, cards } = await osdpDesk(format === undefined ? {} : { format });
    simulator.peripheral.queue(formattedCardReply(write(card)));
    await clock.advance(200);
    await reader.stop();
    return theOnly(cards);
  };
}

function theOnly([cardId, ...others]: readonly string[]): string {
  if (cardId === undefined || others.length > 0) throw new Error(`${others.length} cards instead of one`);
  return cardId;
}

const typing = (bytes: readonly number[]): [string, Telling][] =>
  numberFormatNames
    .filter((format) => bytes.includes(numberFormats[format].bytes))
    .map((format) => [`USB ${format}`, atReader({ model: 'hid-keyboard', format })]);

const families: readonly { readonly card: string; readonly like: string; readonly readers: Map<string, Telling> }[] = [
  {
    card: '62E3086CED',
    // Another version byte: whoever tells four bytes or three cannot tell it from the card.
    like: '01E3086CED',
    readers: new Map([
      ['RDM6300', atReader({ model: 'rdm6300' })],
      ['EM-18', atReader({ model: 'em18' })],
      ['7941', atReader({ model: 'rdm7941' })],
      ['OSDP as sold', atReader({ model: 'osdp', secure: 'off' })],
      ...[26, 32, 34, 37, 40].map((bits): [string, Telling] => [`OSDP ${bits} bits`, atOsdp(bits)]),
      ['OSDP characters', atOsdpWriting((card) => card)],
      ['OSDP characters, 8H-10D', atOsdpWriting((card) => writeNumber('8H-10D', card) ?? '', '8H-10D')],
      ['OSDP characters, four bytes', atOsdpWriting((card) => card.slice(-8))],
      ...typing([3, 4, 5]),
    ]),
  },
  {
    card: 'DEADBEEF',
    like: 'ADADBEEF',
    readers: new Map([
      ['7941', atReader({ model: 'rdm7941' })],
      ['PN532', atReader({ model: 'pn532' })],
      ['OSDP as sold', atReader({ model: 'osdp', secure: 'off' })],
      ...[26, 32, 34].map((bits): [string, Telling] => [`OSDP ${bits} bits`, atOsdp(bits)]),
      ...typing([3, 4]),
    ]),
  },
  {
    card: '04A1B2C3D4E580',
    like: '05A1B2C3D4E580',
    readers: new Map([
      ['PN532', atReader({ model: 'pn532' })],
      ['OSDP as sold', atReader({ model: 'osdp', secure: 'off' })],
      ...[26, 34, 37, 56].map((bits): [string, Telling] => [`OSDP ${bits} bits`, atOsdp(bits)]),
      ...typing([7]),
    ]),
  },
];

// Red when a reader's format adds zeros, drops the `*`, or turns bytes round.
describe.each(families)('the card $card', ({ card, like, readers }) => {
  let desk: TestDesk;
  let staff: Staff;
  const told = new Map<string, string>();
  const toldOfLike = new Map<string, string>();

  beforeAll(async () => {
    for (const [name, tell] of readers) {
      told.set(name, await tell(card));
      toldOfLike.set(name, await tell(like));
    }
  });
  beforeEach(() => {
    desk?.dispose();
    desk = openTestDesk();
    staff = openTestStaff(desk);
  });
  afterAll(() => desk.dispose());

  const personOf = (found: CardFound): number | string =>
    found.kind === 'found' && found.owner.kind === 'employee' ? found.owner.person.id : found.kind;

  test.each([...readers.keys()])('issued at %s belongs to the same person at all the others', async (issuedAt) => {
    const personId = await addTestPerson(staff);
    issueCard(staff, command(), { cardId: told.get(issuedAt) ?? '', kind: 'employee', personId });
    const found = [...told].map(([name, cardId]) => [name, personOf(whoseCard(staff, cardId))]);
    expect(found).toEqual([...told].map(([name]) => [name, personId]));
  });

  test('and another one that ends alike are told apart by who tells all, and not guessed by who does not', async () => {
    const one = await addTestPerson(staff);
    const other = await addTestPerson(staff, { staffNo: '1025' });
    issueCard(staff, command(), { cardId: card, kind: 'employee', personId: one });
    issueCard(staff, command(), { cardId: like, kind: 'employee', personId: other });
    for (const [name, cardId] of told) {
      const cardIdOfLike = toldOfLike.get(name) ?? '';
      const tellsApart = cardId !== cardIdOfLike;
      expect([name, personOf(whoseCard(staff, cardId))]).toEqual([name, tellsApart ? one : 'alike']);
      expect([name, personOf(whoseCard(staff, cardIdOfLike))]).toEqual([name, tellsApart ? other : 'alike']);
    }
  });
});

/** What an OSDP reader set to a shorter format leaves out nobody can put back: `*` stands for it. */
test.each([
  { bitCount: 40, bits: '62E3086CED', cardId: '62E3086CED' },
  // Even parity, E3086CED, odd parity.
  { bitCount: 34, bits: '71843676C0', cardId: '*E3086CED' },
  // Even parity, 086CED, odd parity.
  { bitCount: 26, bits: '843676C0', cardId: '*086CED' },
  // Even parity, 010 of the version byte, E3086CED, odd parity: H10302.
  { bitCount: 37, bits: 'AE3086CED8', cardId: '*E3086CED' },
])('an OSDP reader that tells $bitCount bits of it names $cardId', async ({ bitCount, bits, cardId }) => {
  const { clock, simulator, cards } = await osdpDesk();
  simulator.peripheral.queue(rawCardReply(1, bitCount, Uint8Array.from(Buffer.from(bits, 'hex'))));
  await clock.advance(200);
  expect(cards).toEqual([cardId]);
});
