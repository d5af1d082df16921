import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serializeEm4100 } from '../../firmware-bridge/em4100/serialize.ts';
import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import { createRdm6300Reader, rdm6300BaudRate } from '../../hardware/card-reader/rdm6300-reader.ts';
import { type Devices, openDevicesRoom, startDevices } from '../../src/devices/actions.ts';
import type { CardReader } from '../../src/ports/card-reader.ts';
import { openTestDesk, type TestDesk } from '../desk-fixture.ts';
import { settle } from '../fake-clock.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../pty-pair.ts';
import { until } from '../real-clock.ts';

/*
 * F6: a reader unplugged for an hour, back under another path. The port and its hang-up are the kernel's, the hour is the test's.
 *
 * To see it red: in hardware/supervised-link.ts raise backoffCeilingMs to 60_000 (back too late); in src/devices/rules.ts take no fault
 * for a better understood one (more rows); in firmware-bridge/transport/serial.ts open the `realpathSync(path)` of the first time
 * (the new path is never found), or keep every port in a list (memory grows).
 */
const AN_HOUR_MS = 3_600_000;
const A_SECOND_MS = 1_000;
const NOTICED_WITHIN_MS = 5_000;
const REPLUGS = 200;
const RETAINED_BYTES = 4_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** A transport that tells how often it was opened, and when no opening is under way. */
function watched(transport: Transport): Transport & { readonly opens: number; quiet(): Promise<void> } {
  let opens = 0;
  const under = new Set<Promise<unknown>>();
  return {
    name: transport.name,
    open() {
      opens += 1;
      const opening = transport.open();
      const ended = opening.catch(() => undefined).finally(() => under.delete(ended));
      under.add(ended);
      return opening;
    },
    write: (bytes) => transport.write(bytes),
    close: () => transport.close(),
    onBytes: (listener) => transport.onBytes(listener),
    onClose: (listener) => transport.onClose(listener),
    get opens() {
      return opens;
    },
    async quiet() {
      await Promise.all(under);
      await settle();
    },
  };
}

function retained(): { readonly bytes: number; readonly files: number; readonly resources: number } {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const files = readdirSync('/proc/self/fd').length;
  return { bytes: heapUsed + external, files, resources: process.getActiveResourcesInfo().length };
}

describe.skipIf(ptyMissing !== undefined)('a card reader on a cable that is pulled', () => {
  let desk: TestDesk;
  let folder: string;
  let byId: string;
  let reader: CardReader;
  let devices: Devices;
  let transport: ReturnType<typeof watched>;
  let pair: PtyPair;
  let cards: string[];
  let reported: unknown[];
  const others: PtyPair[] = [];

  beforeEach(async () => {
    desk = openTestDesk();
    folder = mkdtempSync(join(tmpdir(), 'qingyu-by-id-'));
    byId = join(folder, 'usb-1a86_USB_Serial-if00-port0');
    pair = await openPtyPair(byId);
    transport = watched(createSerialTransport({ path: byId, baudRate: rdm6300BaudRate }));
    reader = createRdm6300Reader({ id: 'reader-1', transport, clock: desk.clock });
    cards = [];
    reported = [];
    reader.onCard(({ cardId }) => cards.push(cardId));
    devices = openDevicesRoom(desk, [{ device: reader }], (error) => reported.push(error));
    await startDevices(devices);
    await isReady();
  });
  afterEach(async () => {
    await devices.stop();
    for (const one of [pair, ...others.splice(0)]) await one.unplug();
    desk.dispose();
    rmSync(folder, { recursive: true });
  });

  const healthIs = (check: () => boolean) => until((look) => reader.onHealth(look), check);
  const isReady = () => healthIs(() => reader.health().state === 'ready');
  const rows = () => desk.journal.page({ limit: 500 }).map(({ kind, body }) => `${kind} ${body}`);

  /** Turns the clock second by second, letting each try to open end, until `check` holds; how long that took on the clock. */
  async function turnUntil(check: () => boolean, atMostMs: number): Promise<number> {
    const fromMs = desk.clock.monotonicMs();
    for (;;) {
      await transport.quiet();
      const passedMs = desk.clock.monotonicMs() - fromMs;
      if (check() || passedMs >= atMostMs) return passedMs;
      await desk.clock.advance(A_SECOND_MS / 4);
    }
  }

  async function presentCard(cardId: string): Promise<void> {
    const known = cards.length;
    pair.write(serializeEm4100(cardId));
    await until(
      (look) => reader.onCard(look),
      () => cards.length > known,
    );
  }

  test('is noticed at once, is back within five seconds under another path, and leaves two rows in the journal', async () => {
    const before = readlinkSync(byId);
    await presentCard('62E3086CED');
    const lostAtMs = desk.clock.read().wallMs;
    await pair.unplug();
    // The kernel says so itself: the clock is not turned for this.
    await healthIs(() => reader.health().state === 'fault');
    expect(reader.health().faults).toMatchObject([{ sinceMs: lostAtMs }]);
    // Somebody else takes the old name.
    others.push(await openPtyPair());

    await turnUntil(() => false, A_SECOND_MS * 60);
    const [timers, early, opensEarly] = [desk.clock.pending, retained(), transport.opens];
    await turnUntil(() => false, AN_HOUR_MS - A_SECOND_MS * 60);
    const late = retained();
    expect(transport.opens - opensEarly).toBeGreaterThan(500);
    expect(desk.clock.pending).toBe(timers);
    expect(late.files).toBe(early.files);
    expect(late.resources).toBeLessThanOrEqual(early.resources);
    expect(late.bytes - early.bytes).toBeLessThan(RETAINED_BYTES);
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'link/not-found', sinceMs: lostAtMs }] });

    pair = await openPtyPair(byId);
    expect(readlinkSync(byId)).not.toBe(before);
    const backAfterMs = await turnUntil(() => reader.health().state === 'ready', 2 * NOTICED_WITHIN_MS);
    expect(backAfterMs).toBeLessThanOrEqual(NOTICED_WITHIN_MS);
    await presentCard('4500C5D1E9');
    expect(cards).toEqual(['62E3086CED', '4500C5D1E9']);
    expect(rows()).toEqual([
      'devices/fault-cleared {"code":"link/closed"}',
      'devices/fault-raised {"code":"link/closed"}',
    ]);
    expect(reported).toEqual([]);
  }, 60_000);

  test('is there again after each of two hundred replugs, and nothing is left behind by any', async () => {
    const replug = async (): Promise<void> => {
      await pair.pull();
      await healthIs(() => reader.health().state === 'fault');
      await pair.plug();
      const backAfterMs = await turnUntil(() => reader.health().state === 'ready', 2 * NOTICED_WITHIN_MS);
      expect(backAfterMs).toBeLessThanOrEqual(NOTICED_WITHIN_MS);
    };
    for (let warm = 0; warm < 20; warm++) await replug();
    const [timers, early] = [desk.clock.pending, retained()];
    for (let count = 20; count < REPLUGS; count++) await replug();
    const late = retained();
    expect(desk.clock.pending).toBe(timers);
    expect(late.files).toBe(early.files);
    expect(late.bytes - early.bytes).toBeLessThan(RETAINED_BYTES);
    await presentCard('62E3086CED');
    expect(cards).toEqual(['62E3086CED']);
    expect(reader.health().counters).toMatchObject({ reconnects: REPLUGS });
    expect(rows().filter((row) => row.startsWith('devices/fault-raised'))).toHaveLength(REPLUGS);
    expect(rows().filter((row) => row.startsWith('devices/fault-cleared'))).toHaveLength(REPLUGS);
    expect(reported).toEqual([]);
  }, 120_000);
});
