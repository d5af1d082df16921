import { expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';
import { osdpDesk } from './osdp-desk.ts';

const card = '62E3086CED';

test.each([
  { model: 'rdm6300' },
  { model: 'em18' },
  { model: 'rdm7941' },
  { model: 'osdp', secure: 'off' },
  { model: 'hid-keyboard', format: '10H' },
])('the same EM4100 card has the same id at $model', async (settings) => {
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
  expect(cards).toEqual([card]);
});

/** What an OSDP reader set to a shorter format leaves out nobody can put back: such a card is known by what comes. */
test.each([
  { bitCount: 40, bits: '62E3086CED', cardId: card },
  // Even parity, E3086CED, odd parity.
  { bitCount: 34, bits: '71843676C0', cardId: 'E3086CED' },
  // Even parity, 086CED, odd parity.
  { bitCount: 26, bits: '843676C0', cardId: '00086CED' },
  // No parity that a format of this length is known to have: all bits are one number.
  { bitCount: 37, bits: '0718436768', cardId: '00E3086CED' },
])('an OSDP reader that tells $bitCount bits of it names $cardId', async ({ bitCount, bits, cardId }) => {
  const { clock, simulator, cards } = await osdpDesk();
  simulator.peripheral.queue(rawCardReply(0, bitCount, Uint8Array.from(Buffer.from(bits, 'hex'))));
  await clock.advance(200);
  expect(cards).toEqual([cardId]);
});
