import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serializeEm18 } from '../../../firmware-bridge/em18/serialize.ts';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { serializeRdm7941 } from '../../../firmware-bridge/rdm7941/serialize.ts';
import { ptyMissing } from '../../pty-pair.ts';
import { type ReaderOnPty, startReaderOnPty } from './reader-on-pty.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

const models = [
  { model: 'rdm6300', serialize: serializeEm4100, cards: ['62E3086CED', '4500C5D1E9'], checksumAt: 11 },
  { model: 'rdm7941', serialize: serializeRdm7941, cards: ['62E3086CED', 'DEADBEEF'], checksumAt: 8 },
  { model: 'em18', serialize: serializeEm18, cards: ['62E3086CED', '4500C5D1E9'], checksumAt: 11 },
] as const;

describe.skipIf(ptyMissing !== undefined).each(models)(
  'a $model on a real serial port of the kernel',
  ({ model, serialize, cards, checksumAt }) => {
    const [one, two] = cards;
    let line: ReaderOnPty;
    beforeEach(async () => {
      line = await startReaderOnPty(model);
      await line.isReady();
    });
    afterEach(() => line.end());

    test('reads a card, whole and byte by byte', async () => {
      line.pair.write(serialize(one));
      await line.cardsAre(1);
      for (const byte of serialize(two)) line.pair.write(Uint8Array.of(byte));
      await line.cardsAre(2);
      expect(line.cards).toEqual(cards);
    });

    test('takes a wrong checksum for no card, and the next good frame for one', async () => {
      const wrong = serialize(one);
      wrong[checksumAt] = 0x31;
      line.pair.write(Uint8Array.from([...wrong, 0xff, ...serialize(two)]));
      await line.cardsAre(1);
      expect(line.cards).toEqual([two]);
      expect(line.reader.health().counters).toMatchObject({ checksumErrors: 1 });
    });

    test('tells a pulled plug, and takes up a new port under the same name', async () => {
      await line.pair.unplug();
      await line.healthIs(() => line.reader.health().faults[0]?.code === 'link/not-found');
      expect(line.reader.health().faults[0]?.says.zh).toMatch('读卡器没接上');
      await line.replug();
      await line.isReady();
      line.pair.write(serialize(one));
      await line.cardsAre(1);
      expect(line.cards).toEqual([one]);
      expect(line.reader.health().counters).toMatchObject({ reconnects: 1 });
    });
  },
);
