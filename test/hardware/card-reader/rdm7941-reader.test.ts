import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardReaderModelName } from '../../../hardware/card-reader/card-reader-models.ts';
import { createSimulatedCardReader } from '../../../hardware/card-reader/simulated-card-reader.ts';
import type { CardPresented } from '../../../src/ports/card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';

const idCard = '2E00B6D7B5';
const icCard = 'DEADBEEF';

async function desk(model: CardReaderModelName = 'rdm7941') {
  const clock = new FakeClock();
  const { reader, simulator } = createSimulatedCardReader({ id: 'reader-1', model, clock });
  const events: CardPresented[] = [];
  reader.onCard((event) => events.push(event));
  await reader.start();
  await clock.advance(0);
  return { clock, reader, simulator, events, cards: () => events.map((event) => event.cardId) };
}

describe('one presentation is one event', () => {
  test('an EM4100 card has a printed number, a MIFARE card has none', async () => {
    const { clock, simulator, events } = await desk();
    simulator.present(idCard);
    await clock.advance(2_000);
    simulator.present(icCard);
    await clock.advance(2_000);
    expect(events).toMatchObject([{ cardId: idCard, printedNumber: '0011982773' }, { cardId: icCard }]);
    expect(events[1]).not.toHaveProperty('printedNumber');
  });

  test.each([idCard, icCard])('%s held for ten seconds, sent again every half second', async (card) => {
    const { clock, simulator, cards } = await desk();
    simulator.present(card, 10_000);
    await clock.advance(12_000);
    expect(cards()).toEqual([card]);
  });

  test('taken away for more than a second it is a second event', async () => {
    const { clock, simulator, cards } = await desk();
    for (const pauseMs of [1_000, 0]) {
      simulator.present(icCard, 0);
      await clock.advance(pauseMs);
    }
    expect(cards()).toEqual([icCard, icCard]);
  });
});

test('the same EM4100 card has one id and one printed number, whichever reader saw it', async () => {
  const seen: CardPresented[] = [];
  for (const model of ['rdm6300', 'em18', 'rdm7941'] as const) {
    const { clock, simulator, events } = await desk(model);
    simulator.present('62E3086CED');
    await clock.advance(100);
    seen.push(...events);
  }
  expect(seen.map(({ cardId, printedNumber }) => [cardId, printedNumber])).toEqual(
    Array.from({ length: 3 }, () => ['62E3086CED', '3808980205']),
  );
});

describe('what goes wrong', () => {
  test('a phone with a new number each time is refused with a sentence, a staff card takes it back', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.setFault('random-uid', true);
    simulator.present(icCard, 0);
    await clock.advance(100);
    expect(cards()).toEqual([]);
    expect(reader.health()).toMatchObject({
      state: 'waiting',
      faults: [{ code: 'reader/random-card' }],
      counters: { randomCards: 1 },
    });
    simulator.setFault('random-uid', false);
    simulator.present(icCard, 0);
    await clock.advance(100);
    expect(cards()).toEqual([icCard]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('the sentence about a phone goes away by itself', async () => {
    const { clock, reader, simulator } = await desk();
    simulator.present('08123456', 0);
    await clock.advance(9_999);
    expect(reader.health().faults).toMatchObject([{ code: 'reader/random-card' }]);
    await clock.advance(1);
    expect(reader.health().faults).toEqual([]);
  });

  test('an EM4100 card whose number begins with 08 is a card', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present('08E3086CED', 0);
    await clock.advance(100);
    expect(cards()).toEqual(['08E3086CED']);
  });

  test('a card left lying is one event until somebody takes it away', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.setFault('stuck-card', true);
    simulator.present(icCard);
    await clock.advance(60_000);
    simulator.setFault('stuck-card', false);
    await clock.advance(2_000);
    simulator.present(icCard);
    await clock.advance(0);
    expect(cards()).toEqual([icCard, icCard]);
  });

  test('a stopped reader is silent and leaves no timer', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.present('08123456', 0);
    await clock.advance(0);
    await reader.stop();
    simulator.present(icCard, 0);
    await clock.advance(1_000);
    expect(cards()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test('the simulator refuses what a 7941 cannot read', async () => {
  const { simulator } = await desk();
  expect(() => simulator.present('04A1B2C3D4E5F6')).toThrow(expect.objectContaining({ code: 'simulator/bad-card' }));
});

test('whatever faults are switched on, no other card than the one presented comes out', async () => {
  const harmful = fc.subarray(['noise', 'lost-byte', 'split-bytes', 'corrupt-checksum']);
  await fc.assert(
    fc.asyncProperty(harmful, fc.constantFrom(idCard, icCard), async (faults, card) => {
      const { clock, simulator, cards } = await desk();
      for (const fault of faults) simulator.setFault(fault, true);
      simulator.present(card, 1_000);
      await clock.advance(3_000);
      const readable = !faults.includes('lost-byte') && !faults.includes('corrupt-checksum');
      expect(cards()).toEqual(readable ? [card] : []);
    }),
    { numRuns: 60 },
  );
});
