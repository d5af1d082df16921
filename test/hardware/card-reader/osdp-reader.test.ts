import { describe, expect, test } from 'vitest';
import { command } from '../../../firmware-bridge/osdp/constants.ts';
import type { OsdpFrame } from '../../../firmware-bridge/osdp/frame.ts';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { formattedCardReply, rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { osdpDesk } from './osdp-desk.ts';

const chen = '62E3086CED';
const wang = '04A1B2C3D4E580';

/** What the panel sent. */
function framesIn(chunks: readonly Uint8Array[]): readonly OsdpFrame[] {
  const parser = new OsdpParser();
  return chunks.flatMap((chunk) => parser.push(chunk, 0)).flatMap((one) => (one.kind === 'frame' ? [one] : []));
}

describe('one presentation is one event', () => {
  test.each([
    { secure: 'required', panelKey: 'site' },
    { secure: 'required', panelKey: 'install' },
    { secure: 'off', panelKey: 'install' },
  ] as const)('with secure $secure and the $panelKey key', async (how) => {
    const { clock, simulator, cards, reader } = await osdpDesk(how);
    expect(simulator.peripheral.isSecure).toBe(how.secure === 'required');
    simulator.present(chen);
    await clock.advance(100);
    simulator.present(wang);
    await clock.advance(2_000);
    expect(cards).toEqual([chen, wang]);
    expect(reader.health().counters).toMatchObject({ presentations: 2 });
  });

  test('the event names reader, printed number and time', async () => {
    const { clock, reader, simulator } = await osdpDesk();
    const events: unknown[] = [];
    reader.onCard((event) => events.push(event));
    simulator.peripheral.queue(rawCardReply(1, 26, Uint8Array.of(0xa1, 0xb2, 0xc3, 0xc0)));
    await clock.advance(50);
    expect(events).toEqual([
      {
        type: 'cardPresented',
        readerId: 'reader-1',
        cardId: '*436587',
        printedNumber: '067,25991',
        at: expect.objectContaining({ quality: 'synchronised' }),
      },
    ]);
  });

  test('a read in characters', async () => {
    const { clock, simulator, cards } = await osdpDesk();
    simulator.peripheral.queue(formattedCardReply('0040856634'));
    await clock.advance(100);
    expect(cards).toEqual(['0040856634']);
  });

  test('characters in the number format that the reader is set to', async () => {
    const { clock, simulator, cards, health } = await osdpDesk({ format: '8H-10D' });
    simulator.peripheral.queue(formattedCardReply('3808980205'));
    await clock.advance(100);
    expect(cards).toEqual(['*E3086CED']);
    simulator.peripheral.queue(formattedCardReply('E3086CED'));
    await clock.advance(100);
    expect(cards).toHaveLength(1);
    expect(health.at(-1)).toContain('reader/unreadable');
  });

  test('a restarted reader that tells its card twice', async () => {
    const { clock, simulator, cards } = await osdpDesk();
    simulator.present(chen);
    simulator.present(chen);
    await clock.advance(300);
    expect(cards).toEqual([chen]);
    await clock.advance(1_000);
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen, chen]);
  });

  test('when every reply is lost the first time, the repeated one counts once', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.setFault('lost-reply', true);
    simulator.present(chen);
    await clock.advance(5_000);
    expect(cards).toEqual([chen]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(reader.health().counters.timeouts).toBeGreaterThan(5);
  });

  test('when the reader answers after its time, the late and the repeated reply count once', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.setFault('slow', true);
    simulator.present(chen);
    await clock.advance(20_000);
    simulator.present(wang);
    await clock.advance(5_000);
    expect(cards).toEqual([chen, wang]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(reader.health().counters.repeatedReplies).toBeGreaterThan(0);
  });

  test('with noise around every reply cards are still read once', async () => {
    const { clock, simulator, cards } = await osdpDesk();
    simulator.setFault('noise', true);
    simulator.present(chen);
    await clock.advance(2_000);
    simulator.present(wang);
    await clock.advance(2_000);
    expect(cards).toEqual([chen, wang]);
  });

  test('a bad read is told and is no card; the next good one takes it back', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.peripheral.queue(rawCardReply(1, 26, Uint8Array.of(0xa1, 0xb2, 0xc3, 0x80)));
    await clock.advance(100);
    expect(reader.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'reader/unreadable' }] });
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
    expect(reader.health().faults).toEqual([]);
  });
});

describe('light and sound', () => {
  test.each([
    ['accepted', 2, 1],
    ['refused', 1, 3],
    ['attention', 3, 1],
  ] as const)('%s', async (answer, colour, beeps) => {
    const { clock, reader, simulator } = await osdpDesk();
    await reader.answer(answer);
    await clock.advance(60);
    expect(simulator.takeSignals()).toEqual([{ colour }, { beeps }]);
    await clock.advance(1_000);
    expect(simulator.takeSignals()).toEqual([]);
  });

  test('are not kept for a reader that is away', async () => {
    const { clock, reader, simulator } = await osdpDesk();
    simulator.setFault('disconnect', true);
    await reader.answer('accepted');
    simulator.setFault('disconnect', false);
    await clock.advance(10_000);
    expect(reader.health().state).toBe('ready');
    expect(simulator.takeSignals()).toEqual([]);
  });

  test('happen once though the reader’s replies are lost', async () => {
    const { clock, reader, simulator } = await osdpDesk();
    simulator.setFault('lost-reply', true);
    await reader.answer('accepted');
    await clock.advance(3_000);
    expect(simulator.takeSignals()).toEqual([{ colour: 2 }, { beeps: 1 }]);
  });
});

describe('off-line and back', () => {
  test.each([
    ['silent', 'osdp/off-line'],
    ['corrupt-checksum', 'osdp/garbled'],
    ['busy', 'osdp/busy'],
  ])('%s: a fault after eight seconds, cleared when it is over', async (fault, code) => {
    const { clock, reader, simulator, cards, health } = await osdpDesk();
    simulator.setFault(fault, true);
    await clock.advance(7_000);
    expect(reader.health().faults).toEqual([]);
    await clock.advance(2_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code }] });
    await clock.advance(60_000);
    simulator.setFault(fault, false);
    await clock.advance(2_000);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    simulator.present(wang);
    await clock.advance(100);
    expect(cards).toEqual([wang]);
    expect([...new Set(health)]).toEqual(['ready', `fault ${code}`]);
  });

  test('a reader with another address is never heard, in plain words', async () => {
    const { clock, reader } = await osdpDesk({ readerAddress: 6 });
    await clock.advance(8_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'osdp/off-line' }] });
    expect(reader.health().faults[0]?.says.zh).toMatch('地址');
  });

  test('an unplugged reader is a link fault, and opens a new session when it is back', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.setFault('disconnect', true);
    await clock.advance(1_000);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'link/not-found' }] });
    simulator.setFault('disconnect', false);
    await clock.advance(6_000);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(simulator.peripheral.isSecure).toBe(true);
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
  });

  // Red when a session outlives the silence, or a challenge is used twice: then an old talk could be played again.
  test('every time it is back the handshake begins anew, with another challenge, and cards come encrypted', async () => {
    const { clock, reader, simulator, cards, sent } = await osdpDesk();
    const challenges = () => framesIn(sent).filter(({ code }) => code === command.challenge);
    expect(challenges()).toHaveLength(1);
    for (let absence = 1; absence <= 2; absence++) {
      simulator.setFault('silent', true);
      await clock.advance(10_000);
      expect(reader.health().faults).toMatchObject([{ code: 'osdp/off-line' }]);
      simulator.setFault('silent', false);
      await clock.advance(3_000);
      simulator.present(chen);
      await clock.advance(1_000);
      expect(cards).toHaveLength(absence);
      expect(simulator.peripheral.isSecure).toBe(true);
    }
    const randoms = challenges().map(({ data }) => Buffer.from(data).toString('hex'));
    expect(new Set(randoms).size).toBe(3);
    expect(framesIn(sent).find(({ sequence }) => sequence === 0)?.code).toBe(command.identify);
  });

  test('a reader switched off and on has forgotten the session: a new one within two seconds', async () => {
    const { clock, reader, simulator, cards } = await osdpDesk();
    simulator.peripheral.powerCycle();
    await clock.advance(2_000);
    expect(simulator.peripheral.isSecure).toBe(true);
    simulator.present(chen);
    await clock.advance(100);
    expect(cards).toEqual([chen]);
    expect(reader.health().faults).toEqual([]);
  });

  test('an opened housing is told, and a closed one', async () => {
    const { clock, reader, simulator } = await osdpDesk();
    simulator.setFault('tamper', true);
    await clock.advance(100);
    expect(reader.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'reader/tamper' }] });
    simulator.setFault('tamper', false);
    await clock.advance(100);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
  });
});

test('ten minutes of polls with a card every ten seconds lose none and double none', async () => {
  const { clock, reader, simulator, cards, sent } = await osdpDesk();
  for (let tap = 0; tap < 60; tap++) {
    simulator.present(tap % 2 === 0 ? chen : wang);
    await clock.advance(10_000);
  }
  expect(cards).toHaveLength(60);
  expect(sent.length).toBeGreaterThan(11_900);
  expect(reader.health().counters).toMatchObject({ presentations: 60, checksumErrors: 0, discardedBytes: 0 });
}, 60_000);

test('a stopped reader leaves no timer', async () => {
  const { clock, reader } = await osdpDesk();
  await reader.stop();
  await clock.advance(1_000);
  expect(clock.pending).toBe(0);
});
