import { expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';

const phone = '08A1B2C3';
/** A card like any other: its last four bytes begin with 08. */
const em4100 = '6208A1B2C3';

async function presented(cardId: string, settings: object) {
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
  await clock.advance(2_000);
  simulator?.present(cardId);
  await clock.advance(1_000);
  const { faults, counters } = reader.health();
  await reader.stop();
  return { cards, isRefused: faults.some(({ code }) => code === 'reader/random-card') && counters.randomCards === 1 };
}

const typing = (format: string) => ({ model: 'hid-keyboard', format });
const osdp = { model: 'osdp', secure: 'off' };

// Red when only whole ids are looked at: then a phone at a typing reader punches as an unknown card each time.
test.each([...['8H', '8H-reversed', '8H-10D', '8H-10D-reversed', '4H+4H', '4H+4H-reversed'].map(typing), osdp])(
  'a phone is refused at %o, told to read 13.56 MHz',
  async (settings) => {
    expect(await presented(phone, { ...settings, frequency: '13.56MHz' })).toEqual({ cards: [], isRefused: true });
  },
);

test.each([{ model: 'rdm7941' }, { model: 'pn532' }])(
  'a phone is refused at %o, which tells whole numbers',
  async (of) => {
    expect(await presented(phone, of)).toEqual({ cards: [], isRefused: true });
  },
);

// Red when tails are refused whatever the reader reads: then one EM4100 card in 256 never works.
test.each([
  [typing('10H'), em4100],
  [typing('8H-10D'), `*${phone}`],
  [{ ...typing('8H-10D'), frequency: '125kHz' }, `*${phone}`],
  [typing('4H+4H'), `*${phone}`],
  [osdp, em4100],
  [{ ...osdp, frequency: '125kHz' }, em4100],
  [{ model: 'rdm6300' }, em4100],
  [{ model: 'rdm7941' }, em4100],
])('at %o an EM4100 card whose end begins with 08 is %s', async (settings, cardId) => {
  expect(await presented(em4100, settings)).toEqual({ cards: [cardId], isRefused: false });
});

test('three bytes do not tell a phone from a card', async () => {
  const { cards } = await presented(phone, { ...typing('6H-8D'), frequency: '13.56MHz' });
  expect(cards).toEqual(['*A1B2C3']);
});

test('a reader that tells 34 bits refuses no end of a number, unless it is told to read 13.56 MHz', async () => {
  expect(await presented(phone, osdp)).toEqual({ cards: [`*${phone}`], isRefused: false });
});
