import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import { createPn532Simulator } from '../../../hardware/card-reader/pn532-simulator.ts';
import type { CardReaderSimulator } from '../../../src/ports/card-reader.ts';
import { type PtyPair, ptyMissing } from '../../pty-pair.ts';
import { realClock } from '../../real-clock.ts';
import { type ReaderOnPty, startReaderOnPty } from './reader-on-pty.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

/** Puts a simulated chip at the far end of a pty; it ends with the pair. */
async function chipOn(pair: PtyPair): Promise<CardReaderSimulator> {
  const cable = createMemoryCable('inside the test');
  const chip = createPn532Simulator({ cable, clock: realClock });
  await cable.near.open();
  cable.near.onBytes((chunk) => pair.write(chunk));
  const carry = async (): Promise<void> => {
    for (;;) await cable.near.write(await pair.read(1));
  };
  carry().catch(() => {});
  return chip;
}

describe.skipIf(ptyMissing !== undefined)('a PN532 on a real serial port of the kernel', () => {
  let line: ReaderOnPty;
  let chip: CardReaderSimulator;
  beforeEach(async () => {
    line = await startReaderOnPty('pn532');
    chip = await chipOn(line.pair);
    await line.isReady();
  });
  afterEach(() => line.end());

  test('cards are read, in whole chunks and byte by byte', async () => {
    chip.present('DEADBEEF', 2_000);
    await line.cardsAre(1);
    chip.setFault('split-bytes', true);
    chip.present('04A1B2C3D4E5F6', 2_000);
    await line.cardsAre(2);
    expect(line.cards).toEqual(['DEADBEEF', '04A1B2C3D4E5F6']);
  });

  test('a chip that falls silent is a fault, and is used again when it speaks', async () => {
    chip.setFault('silent', true);
    await line.healthIs(() => line.reader.health().faults[0]?.code === 'reader/no-answer');
    chip.setFault('silent', false);
    await line.isReady();
    chip.present('DEADBEEF', 2_000);
    await line.cardsAre(1);
    expect(line.cards).toEqual(['DEADBEEF']);
  });

  test('a pulled plug is told, a new chip under the same name is woken', async () => {
    await line.pair.unplug();
    await line.healthIs(() => line.reader.health().faults[0]?.code === 'link/not-found');
    await line.replug();
    chip = await chipOn(line.pair);
    await line.isReady();
    chip.present('DEADBEEF', 2_000);
    await line.cardsAre(1);
    expect(line.cards).toEqual(['DEADBEEF']);
  });
});
