import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSimulatedCardReader } from '../../../hardware/card-reader/simulated-card-reader.ts';
import type { CardPresented } from '../../../src/ports/card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';
import { em4100Vectors } from '../../vectors/em4100.ts';

const chen = em4100Vectors[0]?.cardId ?? '';
const wang = em4100Vectors[1]?.cardId ?? '';

async function desk() {
  const clock = new FakeClock();
  const { reader, simulator } = createSimulatedCardReader({ id: 'reader-1', model: 'rdm6300', clock });
  const events: CardPresented[] = [];
  reader.onCard((event) => events.push(event));
  await reader.start();
  await clock.advance(0);
  return { clock, reader, simulator, events, cards: () => events.map((event) => event.cardId) };
}

describe('one presentation is one event', () => {
  test('a short tap names reader, card, printed number and time', async () => {
    const { clock, simulator, events } = await desk();
    const at = clock.read();
    simulator.present(chen);
    await clock.advance(2_000);
    expect(events).toEqual([
      { type: 'cardPresented', readerId: 'reader-1', cardId: '62E3086CED', printedNumber: '3808980205', at },
    ]);
  });

  test('a card held for ten seconds', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.present(chen, 10_000);
    await clock.advance(12_000);
    expect(cards()).toEqual([chen]);
    expect(reader.health().counters).toMatchObject({ presentations: 1, frames: 154 });
  });

  test('a card taken away and presented again is a second event', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(chen, 0);
    await clock.advance(300);
    simulator.present(chen, 0);
    await clock.advance(0);
    expect(cards()).toEqual([chen, chen]);
  });

  test('a card that fades for less than 300 ms was not taken away', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(chen, 0);
    await clock.advance(299);
    simulator.present(chen, 0);
    await clock.advance(0);
    expect(cards()).toEqual([chen]);
  });

  test('two different cards in a row are two events', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(chen, 100);
    await clock.advance(100);
    simulator.present(wang, 100);
    await clock.advance(1_000);
    expect(cards()).toEqual([chen, wang]);
  });

  test('two cards lying on the reader and heard in turn are two events', async () => {
    const { clock, simulator, cards } = await desk();
    for (let round = 0; round < 20; round++) {
      simulator.present(round % 2 === 0 ? chen : wang, 0);
      await clock.advance(65);
    }
    expect(cards()).toEqual([chen, wang]);
  });
});

describe('what goes wrong', () => {
  test('a wrong checksum is never a card, is counted, and becomes a sentence for the clerk', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.setFault('corrupt-checksum', true);
    simulator.present(chen, 1_000);
    await clock.advance(1_000);
    expect(cards()).toEqual([]);
    expect(reader.health()).toMatchObject({
      state: 'waiting',
      faults: [{ code: 'reader/unreadable' }],
      counters: { checksumErrors: 16 },
    });
    simulator.setFault('corrupt-checksum', false);
    simulator.present(chen);
    await clock.advance(0);
    expect(cards()).toEqual([chen]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('the unreadable fault goes away by itself when the line is quiet', async () => {
    const { clock, reader, simulator } = await desk();
    simulator.setFault('corrupt-checksum', true);
    simulator.present(chen, 1_000);
    await clock.advance(62_000);
    expect(reader.health().state).toBe('ready');
  });

  test('a card left lying is one event until somebody takes it away', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.setFault('stuck-card', true);
    simulator.present(chen);
    await clock.advance(60_000);
    simulator.setFault('stuck-card', false);
    await clock.advance(1_000);
    simulator.present(chen);
    await clock.advance(0);
    expect(cards()).toEqual([chen, chen]);
  });

  test('an unplugged reader is a fault in both languages and works again after plugging in', async () => {
    const { clock, reader, simulator, cards } = await desk();
    const heard: string[] = [];
    reader.onHealth((health) => heard.push(`${health.state} ${health.faults.map((fault) => fault.code)}`));
    simulator.present(chen, 5_000);
    await clock.advance(100);
    simulator.setFault('disconnect', true);
    await clock.advance(1_000);
    expect(reader.health().faults[0]?.says.zh).toMatch('读卡器没接上');
    simulator.setFault('disconnect', false);
    await clock.advance(10_000);
    simulator.present(wang);
    await clock.advance(0);
    expect(heard).toEqual(['fault link/closed', 'fault link/not-found', 'ready ']);
    expect(cards().at(-1)).toBe(wang);
    expect(reader.health().counters).toMatchObject({ reconnects: 1 });
  });

  test('a reader that was never there does not throw and does not stop anything', async () => {
    const clock = new FakeClock();
    const { reader, simulator } = createSimulatedCardReader({ id: 'reader-2', model: 'rdm6300', clock });
    simulator.setFault('disconnect', true);
    await expect(reader.start()).resolves.toBeUndefined();
    await clock.advance(1_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'link/not-found' }] });
  });

  test('a stopped reader is silent and leaves no timer', async () => {
    const { clock, reader, simulator, cards } = await desk();
    await reader.stop();
    simulator.present(chen);
    await clock.advance(1_000);
    expect(cards()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test('the simulator refuses unknown faults and what is no card', async () => {
  const { simulator } = await desk();
  expect(() => simulator.setFault('coffee', true)).toThrow(
    expect.objectContaining({ code: 'simulator/unknown-fault' }),
  );
  expect(() => simulator.present('12')).toThrow(expect.objectContaining({ code: 'simulator/bad-card' }));
  expect(simulator.faults().map((fault) => fault.id)).toEqual(
    expect.arrayContaining(['disconnect', 'noise', 'corrupt-checksum', 'silent', 'split-bytes']),
  );
});

test('whatever faults are switched on, no other card than the one presented comes out', async () => {
  const harmful = fc.subarray(['noise', 'lost-byte', 'split-bytes', 'lower-case', 'corrupt-checksum']);
  await fc.assert(
    fc.asyncProperty(harmful, fc.integer({ min: 0, max: 1_000 }), async (faults, holdMs) => {
      const { clock, simulator, cards } = await desk();
      for (const fault of faults) simulator.setFault(fault, true);
      simulator.present(chen, holdMs);
      await clock.advance(2_000);
      const readable = !faults.includes('lost-byte') && !faults.includes('corrupt-checksum');
      expect(cards()).toEqual(readable ? [chen] : []);
    }),
    { numRuns: 60 },
  );
});
