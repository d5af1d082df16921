import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pn532Parser } from '../../../firmware-bridge/pn532/parser.ts';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import { createPn532Reader } from '../../../hardware/card-reader/pn532-reader.ts';
import { createPn532Simulator } from '../../../hardware/card-reader/pn532-simulator.ts';
import type { CardPresented } from '../../../src/ports/card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';
import { pn532WakeUp } from '../../vectors/pn532.ts';

const classic = 'DEADBEEF';
const ultralight = '04A1B2C3D4E5F6';
const triple = '04112233445566778899';

/** A reader that has found its chip, with every command that the chip heard. */
async function desk() {
  const clock = new FakeClock();
  const cable = createMemoryCable('cable');
  const heard: string[] = [];
  const tap = new Pn532Parser();
  cable.far.onBytes((chunk) => {
    for (const one of tap.push(chunk, clock.monotonicMs())) {
      if (one.kind === 'frame') heard.push(Buffer.of(one.code, ...one.body).toString('hex'));
      else if (one.kind === 'ack') heard.push('abort');
    }
  });
  const simulator = createPn532Simulator({ cable, clock });
  const reader = createPn532Reader({ id: 'reader-1', transport: cable.near, clock, simulated: true });
  const events: CardPresented[] = [];
  reader.onCard((event) => events.push(event));
  await reader.start();
  await clock.advance(200);
  return { clock, reader, simulator, events, heard, cards: () => events.map((event) => event.cardId) };
}

describe('waking up', () => {
  test('the chip is woken, told to be normal, asked who it is, and searches with finite retries', async () => {
    const { reader, heard } = await desk();
    expect(heard.slice(0, 4)).toEqual(['14011401', '02', '3205ff0101', '4a0100']);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [], counters: { heartbeats: 1 } });
  });

  // Red when the wake-up is left out, cut short, or the chip is asked at once.
  test('the first bytes on the wire wake it, and it has two milliseconds before the first command', async () => {
    const clock = new FakeClock();
    const cable = createMemoryCable('cable');
    const written: { readonly atMs: number; readonly hex: string }[] = [];
    await cable.far.open();
    cable.far.onBytes((chunk) =>
      written.push({ atMs: clock.monotonicMs(), hex: Buffer.from(chunk).toString('hex').toUpperCase() }),
    );
    const reader = createPn532Reader({ id: 'reader-1', transport: cable.near, clock });
    await reader.start();
    await clock.advance(20);
    const [wake, first] = written;
    expect(wake?.hex).toBe(pn532WakeUp.hex.replaceAll(' ', ''));
    expect(pn532WakeUp.hex).toMatch(/^55 55 00 00 00/);
    expect(first?.hex).toBe('0000FF05FBD4140114010200');
    expect((first?.atMs ?? 0) - (wake?.atMs ?? 0)).toBeGreaterThanOrEqual(2);
    await reader.stop();
  });

  test('an idle chip is asked who it is every five seconds', async () => {
    const { clock, reader, heard } = await desk();
    await clock.advance(20_000);
    expect(reader.health().counters.heartbeats).toBe(4);
    expect(heard).not.toContain('abort');
  });
});

describe('one presentation is one event', () => {
  test.each([classic, ultralight, triple])('%s held for ten seconds', async (uid) => {
    const { clock, reader, simulator, events } = await desk();
    simulator.present(uid, 10_000);
    await clock.advance(12_000);
    expect(events).toMatchObject([{ cardId: uid, readerId: 'reader-1' }]);
    expect(events[0]).not.toHaveProperty('printedNumber');
    expect(reader.health().counters).toMatchObject({ presentations: 1 });
  });

  test('a short tap is seen within 100 ms', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(classic);
    await clock.advance(100);
    expect(cards()).toEqual([classic]);
  });

  test('a card taken away and presented again is a second event', async () => {
    const { clock, simulator, cards } = await desk();
    for (const card of [classic, classic, ultralight]) {
      simulator.present(card);
      await clock.advance(1_000);
    }
    expect(cards()).toEqual([classic, classic, ultralight]);
  });

  test('a card left lying is one event until somebody takes it away', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.setFault('stuck-card', true);
    simulator.present(classic);
    await clock.advance(60_000);
    simulator.setFault('stuck-card', false);
    await clock.advance(1_000);
    simulator.present(classic);
    await clock.advance(200);
    expect(cards()).toEqual([classic, classic]);
  });
});

test('a phone with a new number each time is refused with a sentence, a staff card takes it back', async () => {
  const { clock, reader, simulator, cards } = await desk();
  simulator.setFault('random-uid', true);
  simulator.present(classic);
  await clock.advance(300);
  expect(cards()).toEqual([]);
  expect(reader.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'reader/random-card' }] });
  expect(reader.health().faults[0]?.says.zh).toMatch('请换员工卡');
  simulator.setFault('random-uid', false);
  simulator.present(ultralight);
  await clock.advance(300);
  expect(cards()).toEqual([ultralight]);
  expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
});

describe('what goes wrong', () => {
  test.each(['silent', 'slow', 'corrupt-checksum', 'lost-byte', 'error-frames'])(
    'with %s the reader is a fault with a sentence, and works again when it is gone',
    async (fault) => {
      const { clock, reader, simulator, cards } = await desk();
      simulator.setFault(fault, true);
      // The search that was under way may still end well.
      await clock.advance(100);
      simulator.present(classic, 5_000);
      await clock.advance(3_000);
      expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'reader/no-answer' }] });
      expect(cards()).toEqual([]);
      simulator.setFault(fault, false);
      await clock.advance(10_000);
      simulator.present(ultralight);
      await clock.advance(200);
      expect(cards().at(-1)).toBe(ultralight);
      expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    },
  );

  test.each(['split-bytes', 'echo'])('with %s the card is still read once', async (fault) => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.setFault(fault, true);
    simulator.present(classic, 500);
    await clock.advance(2_000);
    expect(cards()).toEqual([classic]);
    expect(reader.health().state).toBe('ready');
  });

  test('noise costs no card that stays for a second', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.setFault('noise', true);
    simulator.present(classic, 1_000);
    await clock.advance(3_000);
    expect(new Set(cards())).toEqual(new Set([classic]));
  });

  test('one lost answer is aborted and mended without a word', async () => {
    const { clock, reader, simulator, heard } = await desk();
    const states: string[] = [];
    reader.onHealth((health) => states.push(health.state));
    simulator.setFault('slow', true);
    await clock.advance(300);
    simulator.setFault('slow', false);
    await clock.advance(2_000);
    expect(heard).toContain('abort');
    expect(states).toEqual([]);
    expect(reader.health()).toMatchObject({ state: 'ready', counters: { failedCommands: 1 } });
  });

  test('a chip that lost its power is set up anew: its searches never go on for ever', async () => {
    const { clock, simulator, heard, cards } = await desk();
    simulator.setFault('silent', true);
    await clock.advance(2_000);
    heard.length = 0;
    simulator.setFault('silent', false);
    await clock.advance(5_000);
    expect(heard).toContain('3205ff0101');
    simulator.present(classic);
    await clock.advance(200);
    expect(cards()).toEqual([classic]);
  });

  test('an unplugged reader is a fault of the link alone, and works again after plugging in', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.setFault('disconnect', true);
    await clock.advance(2_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'link/not-found' }] });
    simulator.setFault('disconnect', false);
    await clock.advance(10_000);
    simulator.present(classic);
    await clock.advance(200);
    expect(cards()).toEqual([classic]);
    expect(reader.health()).toMatchObject({ state: 'ready', counters: { reconnects: 1 } });
  });

  test('a stopped reader lets go of the card, is silent and leaves no timer', async () => {
    const { clock, reader, simulator, heard, cards } = await desk();
    await reader.stop();
    await clock.advance(0);
    expect(heard.slice(-2)).toEqual(['abort', '5200']);
    simulator.present(classic, 5_000);
    await clock.advance(10_000);
    expect(cards()).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(reader.health().state).toBe('starting');
  });

  test('a reader stopped while it wakes the chip asks nothing more', async () => {
    const clock = new FakeClock();
    const cable = createMemoryCable('cable');
    createPn532Simulator({ cable, clock });
    const reader = createPn532Reader({ id: 'reader-1', transport: cable.near, clock });
    await reader.start();
    await clock.advance(2);
    await reader.stop();
    // Long enough for the chip's last words, not for a deadline.
    await clock.advance(20);
    expect(clock.pending).toBe(0);
  });

  test('and can be started again', async () => {
    const { clock, reader, simulator, cards } = await desk();
    await reader.stop();
    await reader.start();
    await clock.advance(500);
    simulator.present(classic);
    await clock.advance(200);
    expect(cards()).toEqual([classic]);
  });
});

test('the simulator refuses what a PN532 cannot see', async () => {
  const { simulator } = await desk();
  expect(() => simulator.present('62E3086CED')).toThrow(expect.objectContaining({ code: 'simulator/bad-card' }));
  expect(() => simulator.setFault('coffee', true)).toThrow(
    expect.objectContaining({ code: 'simulator/unknown-fault' }),
  );
});

test('whatever faults are switched on and off, no other card than the one presented comes out', async () => {
  const harmful = fc.subarray([
    'noise',
    'lost-byte',
    'split-bytes',
    'corrupt-checksum',
    'slow',
    'echo',
    'error-frames',
  ]);
  await fc.assert(
    fc.asyncProperty(harmful, fc.constantFrom(classic, ultralight, triple), async (faults, card) => {
      const { clock, simulator, cards } = await desk();
      for (const fault of faults) simulator.setFault(fault, true);
      simulator.present(card, 1_000);
      await clock.advance(3_000);
      expect(cards().filter((one) => one !== card)).toEqual([]);
      for (const fault of faults) simulator.setFault(fault, false);
      await clock.advance(10_000);
      const before = cards().length;
      simulator.present(card);
      await clock.advance(200);
      expect(cards()).toHaveLength(before + 1);
    }),
    { numRuns: 40 },
  );
});
