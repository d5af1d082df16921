import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import type { Transport } from '../../../firmware-bridge/transport/transport.ts';
import { createOsdpReader } from '../../../hardware/card-reader/osdp-reader.ts';
import { createSimulatedCardReader } from '../../../hardware/card-reader/simulated-card-reader.ts';
import { createPublicAddress } from '../../../hardware/public-address/create-public-address.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { createLockBoardBackend } from '../../../hardware/umbrella-cabinet/lock-board-backend.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import { startDevices } from '../../../src/devices/actions.ts';
import { keepUnexpectedErrors } from '../../../src/diagnosis/actions.ts';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import { createDesk } from '../../../src/journal/desk.ts';
import { openJournal } from '../../../src/journal/journal.ts';
import { openRooms, type Rooms } from '../../../src/open-rooms.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { FakeClock, settle } from '../../fake-clock.ts';
import { makeServiceFolder, type ServiceFolder } from '../service-process.ts';

/*
 * A slow or dead device never delays a tap: every room of the desk, with a printer that takes no byte of its job, a lock board and an
 * OSDP reader that say nothing, a sound program that reads nothing and a beeper that never answers. The clock stands still while the
 * cards are held: whatever waits for a device waits for ever here.
 *
 * To see it red: in src/taps/actions.ts await the reader's answer before the card is routed; or in src/devices/actions.ts start the
 * devices one after the other.
 */
const never = new Promise<void>(() => {});
const HALF_A_MINUTE_MS = 30_000;
/** Turns of the event loop one tap may take: bytes, frame, commit, event. */
const TURNS = 3;

let folder: ServiceFolder;
let clock: FakeClock;
let database: Database;
let rooms: Rooms;
let heard: string[];
let answered: number;
let reader: ReturnType<typeof createSimulatedCardReader>;
const path = process.env.PATH;

/** The cable of a printer that is well until it gets a job, and then takes nothing for ever. */
function stalling(cable: Transport): Transport {
  return {
    name: cable.name,
    open: () => cable.open(),
    close: () => cable.close(),
    onBytes: (listener) => cable.onBytes(listener),
    onClose: (listener) => cable.onClose(listener),
    write: (bytes) => (bytes.length > 100 ? never : cable.write(bytes)),
  };
}

function slowDevices() {
  const profile = loadPrinterProfile('generic-80');
  const printer = createEscposPrinter({
    id: 'printer-1',
    transport: stalling(createPrinterSimulator({ clock, profile }).transport),
    profile,
    clock,
    simulated: false,
  });
  const wiring = { model: '8a', address: 1, polarity: 'normal', doors: [{ number: 1, lock: 1 }] } as const;
  const silentBoard = createLockBoardBackend({ wiring, transport: createMemoryCable('silent board').near, clock });
  const silentReader = createOsdpReader({
    id: 'reader-2',
    transport: createMemoryCable('silent reader').near,
    clock,
    address: 0,
    key: 'install',
    secure: 'off',
  });
  const publicAddress = createPublicAddress({
    id: 'pa-1',
    clock,
    sink: { kind: 'alsa', device: 'blocked' },
    dataFolder: folder.dataFolder,
    demoTrack: true,
    speech: { voices: { zh: 'cmn', en: 'en' } },
  }).device;
  const cabinet = createUmbrellaCabinet({ id: 'cabinet-1', clock, backend: silentBoard });
  const start = cabinet.start.bind(cabinet);
  cabinet.start = () => {
    void start();
    return never;
  };
  // The beeper of the reader the cards are held to never answers either.
  reader.reader.answer = () => {
    answered += 1;
    return never;
  };
  return { printer, cabinet, silentReader, publicAddress };
}

let slow: ReturnType<typeof slowDevices>;

beforeAll(async () => {
  folder = makeServiceFolder();
  clock = new FakeClock('2026-11-23T08:27:00+08:00');
  const programs = join(folder.path, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'aplay'), '#!/bin/sh\nexec sleep 600\n');
  chmodSync(join(programs, 'aplay'), 0o755);
  process.env.PATH = `${programs}:${path}`;
  database = openDatabase(join(folder.dataFolder, 'qingyu.db'));
  const live = createLiveStream();
  const report = (error: unknown): void => void heard.push(`unexpected ${error}`);
  const desk = createDesk({
    clock,
    database,
    journal: openJournal(database, Buffer.alloc(32, 7)),
    timeZone: 'Asia/Shanghai',
    live,
    requestKey: Buffer.alloc(32, 9),
    report,
  });
  heard = [];
  answered = 0;
  reader = createSimulatedCardReader({ id: 'reader-1', model: 'rdm6300', clock });
  slow = slowDevices();
  rooms = await openRooms({
    desk,
    live,
    settings: loadSettings(folder.configFile),
    devices: [
      { device: slow.cabinet },
      { device: slow.printer },
      { device: slow.silentReader },
      { device: slow.publicAddress },
      { device: reader.reader, simulator: reader.simulator },
    ],
    pepper: Buffer.alloc(32, 5),
    version: 'test',
    unexpected: keepUnexpectedErrors(),
    report,
  });
  live.on(({ name }) => {
    if (name === 'punch' || name === 'card') heard.push(name);
  });
  void startDevices(rooms.devices);
  await clock.advance(HALF_A_MINUTE_MS);
});
afterAll(async () => {
  process.env.PATH = path;
  // What hangs may not let go in time; the folder goes all the same.
  void rooms.stop();
  await clock.advance(HALF_A_MINUTE_MS);
  database.close();
  folder.remove();
});

const cardsOfStaff = () =>
  database
    .prepare<{ cardId: string }>(
      "SELECT card_id AS cardId FROM cards WHERE kind = 'employee' AND state = 'in-use' ORDER BY card_id",
    )
    .all()
    .map(({ cardId }) => cardId);
const punches = () => database.prepare<{ count: number }>('SELECT count(*) AS count FROM punches').get()?.count ?? 0;

describe('with every other device slow or dead', () => {
  it('each tap is committed and on the screen within three turns of the event loop, while the clock stands still', async () => {
    expect(slow.silentReader.health().state).toBe('fault');
    expect(slow.cabinet.health().state).toBe('fault');
    const pending = { print: true, door: true };
    void slow.printer
      .print('job-1', { title: '', blocks: [{ kind: 'text', text: '纸'.repeat(200) }, { kind: 'cut' }] })
      .then(() => {
        pending.print = false;
      });
    void slow.cabinet.open(1, 'loan-1').then(() => {
      pending.door = false;
    });
    await settle(20);
    const atMs = clock.monotonicMs();
    const cards = cardsOfStaff();
    expect(cards.length).toBeGreaterThan(3);
    for (const [index, cardId] of cards.entries()) {
      reader.simulator.present(cardId, 0);
      await settle(TURNS);
      expect({ punches: punches(), heard: heard.length, answered }).toEqual({
        punches: index + 1,
        heard: index + 1,
        answered: index + 1,
      });
    }
    expect(new Set(heard)).toEqual(new Set(['punch']));
    expect(clock.monotonicMs()).toBe(atMs);
    expect(pending.print).toBe(true);
  });
});
