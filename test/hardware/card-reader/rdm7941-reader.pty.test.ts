import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serializeRdm7941 } from '../../../firmware-bridge/rdm7941/serialize.ts';
import { ptyMissing } from '../../pty-pair.ts';
import { type ReaderOnPty, startReaderOnPty } from './reader-on-pty.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

describe.skipIf(ptyMissing !== undefined)('a 7941 on a real serial port of the kernel', () => {
  let line: ReaderOnPty;
  beforeEach(async () => {
    line = await startReaderOnPty('rdm7941');
    await line.isReady();
  });
  afterEach(() => line.end());

  test('a card is read, whole and byte by byte', async () => {
    line.pair.write(serializeRdm7941('62E3086CED'));
    await line.cardsAre(1);
    for (const byte of serializeRdm7941('DEADBEEF')) line.pair.write(Uint8Array.of(byte));
    await line.cardsAre(2);
    expect(line.cards).toEqual(['62E3086CED', 'DEADBEEF']);
  });

  test('a wrong checksum is no card, the next good frame is', async () => {
    const wrong = serializeRdm7941('62E3086CED');
    wrong[8] = 0x31;
    line.pair.write(Uint8Array.from([...wrong, 0xff, ...serializeRdm7941('DEADBEEF')]));
    await line.cardsAre(1);
    expect(line.cards).toEqual(['DEADBEEF']);
    expect(line.reader.health().counters).toMatchObject({ checksumErrors: 1 });
  });

  test('a pulled plug is told, a new port under the same name is taken up', async () => {
    await line.pair.unplug();
    await line.healthIs(() => line.reader.health().faults[0]?.code === 'link/not-found');
    await line.replug();
    await line.isReady();
    line.pair.write(serializeRdm7941('62E3086CED'));
    await line.cardsAre(1);
    expect(line.cards).toEqual(['62E3086CED']);
  });
});
