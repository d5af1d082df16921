import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import { OsdpPeripheral } from '../../../hardware/card-reader/osdp-peripheral.ts';
import { createOsdpReader } from '../../../hardware/card-reader/osdp-reader.ts';
import { openPtyPair, ptyMissing } from '../../pty-pair.ts';
import { realClock, until } from '../../real-clock.ts';
import { counting, siteKeyFile, siteKeyHex } from './osdp-desk.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

test.skipIf(ptyMissing !== undefined)(
  'a secured reader on a serial port of the kernel gives its card once',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qingyu-pty-'));
    const path = join(folder, 'reader');
    const pair = await openPtyPair(path);
    const transport = createSerialTransport({ path, baudRate: 9600 });
    const reader = createOsdpReader({
      id: 'reader-1',
      transport,
      clock: realClock,
      address: 0,
      key: { file: siteKeyFile() },
      secure: 'required',
    });
    const peripheral = new OsdpPeripheral(0, Uint8Array.from(Buffer.from(siteKeyHex, 'hex')), counting());
    const parser = new OsdpParser();
    let talking = true;
    const far = (async () => {
      while (talking) {
        for (const output of parser.push(await pair.read(1), realClock.monotonicMs())) {
          const reply = output.kind === 'frame' ? peripheral.receive(output) : undefined;
          if (reply !== undefined) pair.write(Uint8Array.of(0xff, ...reply));
        }
      }
    })();
    const cards: string[] = [];
    reader.onCard((event) => cards.push(event.cardId));
    try {
      await reader.start();
      await until(
        (look) => reader.onHealth(look),
        () => reader.health().state === 'ready',
      );
      expect(peripheral.isSecure).toBe(true);
      peripheral.queue(rawCardReply(0, 40, Uint8Array.of(0x62, 0xe3, 0x08, 0x6c, 0xed)));
      await until(
        (look) => reader.onCard(look),
        () => cards.length > 0,
      );
      expect(cards).toEqual(['62E3086CED']);
      talking = false;
      // The poll after this one ends the far end's loop.
      await far;
    } finally {
      talking = false;
      await reader.stop();
      await pair.unplug();
      await rm(folder, { recursive: true });
    }
  },
);
