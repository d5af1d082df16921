import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import { createRdm6300Reader, rdm6300BaudRate } from '../../../hardware/card-reader/rdm6300-reader.ts';
import type { CardReader } from '../../../src/ports/card-reader.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../../pty-pair.ts';
import { realClock, until } from '../../real-clock.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

describe.skipIf(ptyMissing !== undefined)('the reader on a real serial port of the kernel', () => {
  let folder: string;
  let port: string;
  let pair: PtyPair;
  let reader: CardReader;
  let cards: string[];

  const isReady = (): boolean => reader.health().state === 'ready';
  const healthIs = (check: () => boolean): Promise<void> => until((look) => reader.onHealth(look), check);
  const cardsAre = (count: number): Promise<void> =>
    until(
      (look) => reader.onCard(look),
      () => cards.length >= count,
    );

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qingyu-pty-'));
    port = join(folder, 'reader');
    pair = await openPtyPair(port);
    const transport = createSerialTransport({ path: port, baudRate: rdm6300BaudRate });
    reader = createRdm6300Reader({ id: 'reader-1', transport, clock: realClock });
    cards = [];
    reader.onCard((event) => cards.push(event.cardId));
    await reader.start();
  });

  afterEach(async () => {
    await reader.stop();
    await pair.unplug();
    await rm(folder, { recursive: true });
  });

  test('a card is read, whole and byte by byte', async () => {
    await healthIs(isReady);
    pair.write(serializeEm4100('62E3086CED'));
    await cardsAre(1);
    for (const byte of serializeEm4100('4500C5D1E9')) pair.write(Uint8Array.of(byte));
    await cardsAre(2);
    expect(cards).toEqual(['62E3086CED', '4500C5D1E9']);
  });

  test('a wrong checksum is no card, the next good frame is', async () => {
    await healthIs(isReady);
    const wrong = serializeEm4100('62E3086CED');
    wrong[11] = 0x31;
    pair.write(Uint8Array.from([0x55, 0x02, ...wrong, ...serializeEm4100('4500C5D1E9')]));
    await cardsAre(1);
    expect(cards).toEqual(['4500C5D1E9']);
    expect(reader.health().counters).toMatchObject({ checksumErrors: 1 });
  });

  test('a pulled plug is noticed and told, a new port under the same name is taken up', async () => {
    await healthIs(isReady);
    await pair.unplug();
    await healthIs(() => reader.health().faults[0]?.code === 'link/not-found');
    expect(reader.health().faults[0]?.says.zh).toMatch('读卡器没接上');
    pair = await openPtyPair(port);
    await healthIs(isReady);
    pair.write(serializeEm4100('62E3086CED'));
    await cardsAre(1);
    expect(cards).toEqual(['62E3086CED']);
    expect(reader.health().counters).toMatchObject({ reconnects: 1 });
  });
});
