import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serializeEm18 } from '../../../firmware-bridge/em18/serialize.ts';
import { ptyMissing } from '../../pty-pair.ts';
import { type ReaderOnPty, startReaderOnPty } from './reader-on-pty.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

describe.skipIf(ptyMissing !== undefined)('an EM-18 on a real serial port of the kernel', () => {
  let line: ReaderOnPty;
  beforeEach(async () => {
    line = await startReaderOnPty('em18');
    await line.isReady();
  });
  afterEach(() => line.end());

  test('a card is read, whole and byte by byte', async () => {
    line.pair.write(serializeEm18('62E3086CED'));
    await line.cardsAre(1);
    for (const byte of serializeEm18('4500C5D1E9')) line.pair.write(Uint8Array.of(byte));
    await line.cardsAre(2);
    expect(line.cards).toEqual(['62E3086CED', '4500C5D1E9']);
  });

  test('a wrong checksum is no card, the next good frame is', async () => {
    const wrong = serializeEm18('62E3086CED');
    wrong[11] = 0x31;
    line.pair.write(Uint8Array.from([...wrong, 0xff, ...serializeEm18('4500C5D1E9')]));
    await line.cardsAre(1);
    expect(line.cards).toEqual(['4500C5D1E9']);
    expect(line.reader.health().counters).toMatchObject({ checksumErrors: 1 });
  });

  test('a pulled plug is told, a new port under the same name is taken up', async () => {
    await line.pair.unplug();
    await line.healthIs(() => line.reader.health().faults[0]?.code === 'link/not-found');
    await line.replug();
    await line.isReady();
    line.pair.write(serializeEm18('62E3086CED'));
    await line.cardsAre(1);
    expect(line.cards).toEqual(['62E3086CED']);
  });
});
