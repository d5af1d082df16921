import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockBoards } from '../../firmware-bridge/lock-board/constants.ts';
import { LockBoardParser } from '../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../firmware-bridge/lock-board/serialize.ts';
import { OsdpParser } from '../../firmware-bridge/osdp/parser.ts';
import { createDeviceFileTransport } from '../../firmware-bridge/transport/device-file.ts';
import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import { OsdpPeripheral } from '../../hardware/card-reader/osdp-peripheral.ts';
import { createOsdpReader } from '../../hardware/card-reader/osdp-reader.ts';
import { createEscposPrinter } from '../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile } from '../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../hardware/receipt-printer/printer-simulator.ts';
import { createLockBoardBackend } from '../../hardware/umbrella-cabinet/lock-board-backend.ts';
import { createUmbrellaCabinet } from '../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { Device } from '../../src/ports/device.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../pty-pair.ts';
import { realClock, until } from '../real-clock.ts';
import { counting } from './card-reader/osdp-desk.ts';

/*
 * Every kind of device on a wire: pulled out, told as a fault, back under another path behind the same lasting name.
 *
 * To see it red: open `realpathSync(path)` of the first time in firmware-bridge/transport/serial.ts or device-file.ts.
 */
const SOON_MS = 20_000;

type Answer = (chunk: Uint8Array) => readonly Uint8Array[];

/** A printer behind the terminal: the simulator, its cable carried over. */
async function printerFarEnd(pair: PtyPair): Promise<void> {
  const { transport } = createPrinterSimulator({ clock: realClock, profile: loadPrinterProfile('generic-80') });
  transport.onBytes((chunk) => pair.write(chunk));
  await transport.open();
  for (;;) await transport.write(await pair.read(1));
}

const answering = (answer: Answer) => async (pair: PtyPair) => {
  for (;;) for (const bytes of answer(await pair.read(1))) pair.write(bytes);
};

function lockBoardAnswer(): Answer {
  const board = lockBoards['8a'];
  const parser = new LockBoardParser(board, 'desk');
  return (chunk) =>
    parser.push(chunk, realClock.monotonicMs()).flatMap((piece) => {
      if (piece.kind !== 'frame') return [];
      return [serializeLockBoard(board, 'state', { board: piece.board, lock: piece.lock ?? 1, content: [0x11] })];
    });
}

function osdpAnswer(): Answer {
  const peripheral = new OsdpPeripheral(0, undefined, counting());
  const parser = new OsdpParser();
  return (chunk) =>
    parser.push(chunk, realClock.monotonicMs()).flatMap((piece) => {
      const reply = piece.kind === 'frame' ? peripheral.receive(piece) : undefined;
      return reply === undefined ? [] : [Uint8Array.of(0xff, ...reply)];
    });
}

interface Wired {
  readonly open: (path: string) => Device;
  readonly farEnd: (pair: PtyPair) => Promise<void>;
}

const wires: Readonly<Record<string, Wired>> = {
  'a receipt printer (lp0 → lp1)': {
    open: (path) =>
      createEscposPrinter({
        id: 'printer-1',
        transport: createDeviceFileTransport({ path }, realClock),
        profile: loadPrinterProfile('generic-80'),
        clock: realClock,
        simulated: false,
      }),
    farEnd: printerFarEnd,
  },
  'a lock board': {
    open: (path) => {
      const wiring = { model: '8a', address: 1, polarity: 'normal', doors: [{ number: 7, lock: 3 }] } as const;
      const transport = createSerialTransport({ path, baudRate: lockBoards['8a'].baudRate });
      const backend = createLockBoardBackend({ wiring, transport, clock: realClock });
      return createUmbrellaCabinet({ id: 'cabinet-1', clock: realClock, backend });
    },
    farEnd: answering(lockBoardAnswer()),
  },
  'an OSDP reader': {
    open: (path) =>
      createOsdpReader({
        id: 'reader-1',
        transport: createSerialTransport({ path, baudRate: 9600 }),
        clock: realClock,
        address: 0,
        key: 'install',
        secure: 'off',
      }),
    farEnd: answering(osdpAnswer()),
  },
};

describe.skipIf(ptyMissing !== undefined)('under another path behind the same name', () => {
  let folder: string;
  let name: string;
  let device: Device | undefined;
  let pairs: PtyPair[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-named-'));
    name = join(folder, 'device');
    pairs = [];
  });
  afterEach(async () => {
    await device?.stop();
    for (const pair of pairs) await pair.unplug();
    rmSync(folder, { recursive: true });
  });

  async function plug(farEnd?: Wired['farEnd']): Promise<PtyPair> {
    const pair = await openPtyPair(farEnd === undefined ? undefined : name);
    pairs.push(pair);
    void farEnd?.(pair);
    return pair;
  }

  it.each(Object.entries(wires))('%s works again', { timeout: 3 * SOON_MS }, async (_what, { open, farEnd }) => {
    const first = await plug(farEnd);
    const before = readlinkSync(name);
    const opened = open(name);
    device = opened;
    const is = (check: () => boolean) => until((look) => opened.onHealth(look), check, SOON_MS);
    const isWell = () => opened.health().state === 'ready' || opened.health().state === 'waiting';
    await opened.start();
    await is(isWell);
    await first.unplug();
    await is(() => opened.health().faults.some(({ code }) => code.startsWith('link/')));
    expect(isWell()).toBe(false);
    await plug();
    await plug(farEnd);
    expect(readlinkSync(name)).not.toBe(before);
    await is(() => isWell() && opened.health().faults.every(({ code }) => !code.startsWith('link/')));
    expect(opened.health().counters).toMatchObject({ reconnects: 1 });
  });
});
