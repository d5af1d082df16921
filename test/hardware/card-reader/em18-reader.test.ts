import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSimulatedCardReader } from '../../../hardware/card-reader/simulated-card-reader.ts';
import type { CardPresented } from '../../../src/ports/card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';
import { em18Vectors } from '../../vectors/em18.ts';

const wang = em18Vectors[0]?.cardId ?? '';
const chen = em18Vectors[1]?.cardId ?? '';
/** The silence that ends the module's only frame. */
const silenceMs = 30;

async function desk() {
  const clock = new FakeClock();
  const { reader, simulator } = createSimulatedCardReader({ id: 'reader-1', model: 'em18', clock });
  const events: CardPresented[] = [];
  reader.onCard((event) => events.push(event));
  await reader.start();
  await clock.advance(0);
  return { clock, reader, simulator, events, cards: () => events.map((event) => event.cardId) };
}

test('a card is told once, 30 ms after its only frame, with id and printed number', async () => {
  const { clock, simulator, events } = await desk();
  simulator.present(wang, 10_000);
  await clock.advance(silenceMs - 1);
  expect(events).toEqual([]);
  await clock.advance(1);
  expect(events).toMatchObject([{ cardId: '4500C5D1E9', printedNumber: '0012964329', readerId: 'reader-1' }]);
  await clock.advance(20_000);
  expect(events).toHaveLength(1);
});

test('a timer that comes a little early does not cost the card', async () => {
  class HastyClock extends FakeClock {
    override after(delayMs: number, run: () => void): () => void {
      return super.after(delayMs - 1, run);
    }
  }
  const clock = new HastyClock();
  const { reader, simulator } = createSimulatedCardReader({ id: 'reader-1', model: 'em18', clock });
  const cards: string[] = [];
  reader.onCard((event) => cards.push(event.cardId));
  await reader.start();
  await clock.advance(0);
  simulator.present(wang);
  await clock.advance(2 * silenceMs);
  expect(cards).toEqual([wang]);
});

test('half a frame is given up and no timer is left', async () => {
  const { clock, reader, simulator } = await desk();
  simulator.setFault('lost-byte', true);
  simulator.present(wang);
  await clock.advance(1_000);
  expect(reader.health().counters).toMatchObject({ discardedBytes: 11, resyncs: 1 });
  expect(clock.pending).toBe(0);
});

test('the same card again, and another one, are events of their own', async () => {
  const { clock, simulator, cards } = await desk();
  for (const card of [wang, wang, chen]) {
    simulator.present(card);
    await clock.advance(500);
  }
  expect(cards()).toEqual([wang, wang, chen]);
});

describe('what goes wrong', () => {
  test('five bad frames become a sentence for the clerk, a good one takes it back', async () => {
    const { clock, reader, simulator } = await desk();
    simulator.setFault('corrupt-checksum', true);
    for (let tap = 0; tap < 5; tap++) {
      simulator.present(wang);
      await clock.advance(500);
    }
    expect(reader.health()).toMatchObject({
      state: 'waiting',
      faults: [{ code: 'reader/unreadable' }],
      counters: { checksumErrors: 5 },
    });
    simulator.setFault('corrupt-checksum', false);
    simulator.present(wang);
    await clock.advance(silenceMs);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('a cable pulled in the silence after the frame takes the card with it', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(wang);
    await clock.advance(silenceMs - 1);
    simulator.setFault('disconnect', true);
    await clock.advance(1_000);
    expect(cards()).toEqual([]);
  });
});

test('a reader stopped in the silence after a frame says nothing and leaves no timer', async () => {
  const { clock, reader, simulator, cards } = await desk();
  simulator.present(wang);
  await clock.advance(silenceMs - 1);
  await reader.stop();
  await clock.advance(1_000);
  expect(cards()).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('the simulator names only faults an EM-18 can have', async () => {
  const { simulator } = await desk();
  expect(simulator.faults().map(({ id }) => id)).not.toContain('stuck-card');
  expect(() => simulator.setFault('stuck-card', true)).toThrow(
    expect.objectContaining({ code: 'simulator/unknown-fault' }),
  );
  expect(() => simulator.present('12')).toThrow(expect.objectContaining({ code: 'simulator/bad-card' }));
});

test('whatever faults are switched on, no other card than the one presented comes out', async () => {
  const harmful = fc.subarray(['noise', 'lost-byte', 'split-bytes', 'lower-case', 'corrupt-checksum']);
  await fc.assert(
    fc.asyncProperty(harmful, async (faults) => {
      const { clock, simulator, cards } = await desk();
      for (const fault of faults) simulator.setFault(fault, true);
      simulator.present(wang);
      await clock.advance(2_000);
      const readable = !faults.includes('lost-byte') && !faults.includes('corrupt-checksum');
      expect(cards()).toEqual(readable ? [wang] : []);
    }),
    { numRuns: 60 },
  );
});
