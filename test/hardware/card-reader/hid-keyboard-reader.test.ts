import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { lineSilenceMs } from '../../../firmware-bridge/hid-keyboard/constants.ts';
import type { NumberFormat } from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import { serializeKeyed } from '../../../firmware-bridge/hid-keyboard/serialize.ts';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import { createHidKeyboardReader, formatsThatFit } from '../../../hardware/card-reader/hid-keyboard-reader.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import type { CardPresented } from '../../../src/ports/card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';

const wang = '4A00001024';
const chen = '4A00001001';
/** Longer than any number takes to be typed. */
const typedMs = 100;

async function desk(format: NumberFormat = '10H') {
  const clock = new FakeClock();
  const { reader, simulator } = openCardReader(
    { id: 'reader-1', model: 'hid-keyboard', link: 'simulated', format },
    clock,
  );
  if (simulator === undefined) throw new Error('no simulator');
  const events: CardPresented[] = [];
  reader.onCard((event) => events.push(event));
  await reader.start();
  await clock.advance(0);
  const tap = async (cardId: string) => {
    simulator.present(cardId);
    await clock.advance(1_500);
  };
  return { clock, reader, simulator, events, tap, cards: () => events.map((event) => event.cardId) };
}

/** The driver alone, and fingers on the keys. */
async function wired() {
  const clock = new FakeClock();
  const cable = createMemoryCable('usb');
  const reader = createHidKeyboardReader({ id: 'reader-1', transport: cable.near, clock, format: '10H' });
  await cable.far.open();
  await reader.start();
  await clock.advance(0);
  const far = async (text: string, ending: 'none' | 'enter') => {
    for (const report of serializeKeyed(text, { ending })) await cable.far.write(report);
    await clock.advance(0);
  };
  return { clock, reader, far };
}

test.each([
  ['10H', '4A00001024', '0000004132'],
  ['8H-10D', '*00001024', '0000004132'],
  ['6H-8D', '*001024', '000,04132'],
  ['2H+4H', '*001024', '000,04132'],
  ['4H+4H', '*00001024', '0000004132'],
] as const)('a reader of format %s tells a card once, as far as it knows it', async (format, cardId, printedNumber) => {
  const { clock, simulator, events } = await desk(format);
  simulator.present(wang, 10_000);
  await clock.advance(typedMs);
  expect(events).toMatchObject([{ type: 'cardPresented', readerId: 'reader-1', cardId, printedNumber }]);
  await clock.advance(20_000);
  expect(events).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

test('the same card again, and another one, are events of their own', async () => {
  const { tap, cards } = await desk();
  for (const card of [wang, wang, chen]) await tap(card);
  expect(cards()).toEqual([wang, wang, chen]);
});

test('two cards held to it at once are typed one after the other', async () => {
  const { clock, simulator, cards } = await desk();
  simulator.present(wang);
  simulator.present(chen);
  await clock.advance(typedMs);
  expect(cards()).toEqual([wang, chen]);
});

describe('what goes wrong', () => {
  test.each(['noise', 'no-enter', 'stuck-key'])('with %s every card is still read once', async (fault) => {
    const { simulator, tap, cards } = await desk();
    simulator.setFault(fault, true);
    for (const card of [wang, chen, wang]) await tap(card);
    expect(cards()).toEqual([wang, chen, wang]);
  });

  test.each(['silent', 'slow', 'lost-report', 'rollover', 'disconnect', 'other-format'])(
    'with %s no card is read, and the next good one is',
    async (fault) => {
      const { clock, simulator, cards } = await desk();
      simulator.setFault(fault, true);
      simulator.present(wang);
      await clock.advance(20_000);
      expect(cards()).toEqual([]);
      simulator.setFault(fault, false);
      await clock.advance(6_000);
      simulator.present(chen);
      await clock.advance(typedMs);
      expect(cards()).toEqual([chen]);
    },
  );

  test('a cable pulled in the middle of a number takes the card with it, and no rest of it is read', async () => {
    const { clock, simulator, cards } = await desk();
    simulator.present(wang);
    await clock.advance(10);
    simulator.setFault('disconnect', true);
    await clock.advance(1_000);
    simulator.setFault('disconnect', false);
    await clock.advance(6_000);
    expect(cards()).toEqual([]);
    simulator.present(chen);
    await clock.advance(typedMs);
    expect(cards()).toEqual([chen]);
  });

  test('a number in another format says that the reader has to be taught; a right one takes it back', async () => {
    const { reader, simulator, tap, cards } = await desk();
    simulator.setFault('other-format', true);
    await tap(wang);
    expect(cards()).toEqual([]);
    expect(reader.health()).toMatchObject({
      state: 'waiting',
      faults: [{ code: 'reader/other-format' }],
      counters: { otherFormats: 1 },
    });
    simulator.setFault('other-format', false);
    await tap(wang);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  // Red when a line's length and ending are not looked at: then a clerk teaches a reader whose cable is at fault.
  test('a number typed too slowly is told as pieces, not as another format; a right one takes it back', async () => {
    const { clock, reader, simulator, tap, cards } = await desk();
    simulator.setFault('slow', true);
    simulator.present(wang);
    await clock.advance(20_000);
    expect(cards()).toEqual([]);
    expect(reader.health()).toMatchObject({ faults: [{ code: 'reader/in-pieces' }], counters: { numberPieces: 10 } });
    expect(reader.health().counters.otherFormats ?? 0).toBe(0);
    simulator.setFault('slow', false);
    await tap(wang);
    expect(cards()).toEqual([wang]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  test('two halves of a number are pieces though the second has its Enter; a short line with Enter alone is another format', async () => {
    const { clock, reader, far } = await wired();
    const codes = () => reader.health().faults.map(({ code }) => code);
    for (const ending of ['none', 'enter'] as const) {
      await far('4A000', ending);
      await clock.advance(lineSilenceMs);
    }
    expect(codes()).toEqual(['reader/in-pieces']);
    await clock.advance(60_000);
    expect(codes()).toEqual([]);
    await far('4A000', 'enter');
    expect(codes()).toEqual(['reader/other-format']);
    await reader.stop();
  });

  test('a reader stopped in the middle of a number says nothing and leaves no timer of its own', async () => {
    const { clock, reader, simulator, cards } = await desk();
    simulator.setFault('no-enter', true);
    simulator.present(wang);
    await clock.advance(typedMs);
    await reader.stop();
    await clock.advance(lineSilenceMs);
    expect(cards()).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(reader.numbers?.lastWritten()).toBeUndefined();
  });

  test('the simulator refuses cards its reader could not tell, and faults it cannot have', async () => {
    const { simulator } = await desk('10H');
    expect(() => simulator.present('DEADBEEF')).toThrow(expect.objectContaining({ code: 'simulator/bad-card' }));
    expect(() => simulator.setFault('corrupt-checksum', true)).toThrow(
      expect.objectContaining({ code: 'simulator/unknown-fault' }),
    );
  });

  test('whatever faults are switched on, no other card than the one presented comes out', async () => {
    const harmful = fc.subarray(['noise', 'lost-report', 'rollover', 'no-enter', 'stuck-key', 'other-format', 'slow']);
    await fc.assert(
      fc.asyncProperty(harmful, fc.constantFrom('10H', '8H-10D', '4H+4H'), async (faults, format: NumberFormat) => {
        const { clock, simulator, cards } = await desk(format);
        for (const fault of faults) simulator.setFault(fault, true);
        simulator.present(wang);
        await clock.advance(20_000);
        for (const cardId of cards()) expect(cardId.endsWith('00001024')).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the lesson', () => {
  test('what the reader typed is there to be learned from, for a minute', async () => {
    const { clock, reader, simulator } = await desk('10H');
    const heard: string[] = [];
    reader.numbers?.onWritten(({ text }) => heard.push(text));
    simulator.setFault('other-format', true);
    simulator.present(wang);
    await clock.advance(typedMs);
    expect(heard).toEqual(['00004132']);
    const written = reader.numbers?.lastWritten();
    expect(written?.text).toBe('00004132');
    expect(formatsThatFit(written?.text ?? '', wang)).toEqual(['6H-8D']);
    await clock.advance(60_000);
    expect(reader.numbers?.lastWritten()).toBeUndefined();
  });

  test('taught, it reads by the new format; what it was taught is forgotten on request', async () => {
    const { reader, simulator, tap, cards } = await desk('10H');
    simulator.setFault('other-format', true);
    reader.lesson?.check({ format: '6H-8D' });
    reader.lesson?.learn({ format: '6H-8D' });
    expect(reader.lesson?.current()).toEqual({ format: '6H-8D' });
    await tap(wang);
    expect(cards()).toEqual(['*001024']);
    reader.lesson?.forget();
    expect(reader.lesson?.current()).toEqual({ format: '10H' });
    await tap(wang);
    expect(cards()).toHaveLength(1);
  });

  test.each([{}, { format: '9X' }, { format: 4 }, { format: 'toString' }, { format: '10H', more: true }])(
    '%j is no lesson',
    async (lesson) => {
      const { reader } = await desk();
      expect(() => reader.lesson?.check(lesson)).toThrow(expect.objectContaining({ code: 'device/lesson-invalid' }));
    },
  );
});

describe('the configuration', () => {
  const device = configSchema.shape.devices.element;
  const entry = { id: 'reader-1', kind: 'card-reader', model: 'hid-keyboard' };

  test.each([
    { hid: { vendorId: 'ffff', productId: '0035' } },
    { hid: { vendorId: '08FF', productId: '0009', serial: 'A1', product: 'Reader' } },
    { hid: { path: '/dev/qingyu/reader-1' } },
  ])('%j names a USB device', (link) =>
    expect(device.parse({ ...entry, link })).toMatchObject({ link, format: '8H-10D' }),
  );

  test.each([
    { hid: { vendorId: 'ffff' } },
    { hid: { vendorId: '0xffff', productId: '0035' } },
    { hid: { vendorId: 1133, productId: 49 } },
    { serial: '/dev/ttyUSB0' },
  ])('%j does not', (link) => expect(device.safeParse({ ...entry, link }).success).toBe(false));

  test('a reader that is not plugged in is a fault, never an exception', async () => {
    const link = { hid: { vendorId: '1209', productId: 'fffe' } };
    const { reader, simulator } = openCardReader(
      { id: 'reader-1', model: 'hid-keyboard', link, format: '10H' },
      new FakeClock(),
    );
    expect(simulator).toBeUndefined();
    const fault = new Promise<string | undefined>((resolve) =>
      reader.onHealth((health) => resolve(health.faults[0]?.code)),
    );
    await reader.start();
    expect(await fault).toBe('link/not-found');
    await reader.stop();
  });
});
