import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { serializeSet } from '../../../firmware-bridge/hid-relay/frame.ts';
import { parseGuardSetup } from '../../../hardware/umbrella-cabinet/guard-setup.ts';
import { createHidRelaySimulator } from '../../../hardware/umbrella-cabinet/hid-relay-simulator.ts';
import { raiseLastHand } from '../../../hardware/umbrella-cabinet/last-hand.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { UmbrellaCabinet } from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';
import { realClock } from '../../real-clock.ts';

const clock = new FakeClock();
let cabinet: UmbrellaCabinet | undefined;
afterEach(async () => {
  await cabinet?.stop();
  cabinet = undefined;
});

async function assemble() {
  const simulator = createHidRelaySimulator({ doors: 2, clock });
  const desk = createUmbrellaCabinet({ id: 'cabinet-1', clock, backend: simulator.backend });
  cabinet = desk;
  await desk.start();
  await clock.advance(100);
  const opened = async (door: number, commandId: string) => {
    const outcome = desk.open(door, commandId);
    await clock.advance(4_000);
    return outcome;
  };
  return { simulator, desk, opened };
}

it('opens a door by a relay, which is off again after the pulse', async () => {
  const { simulator, desk } = await assemble();
  const outcome = desk.open(2, 'a');
  await clock.advance(300);
  expect(simulator.doors().map((door) => door.pulsing)).toEqual([false, true]);
  await clock.advance(300);
  expect(simulator.doors().map((door) => door.pulsing)).toEqual([false, false]);
  expect(await outcome).toEqual({ result: 'opened' });
});

it('says not opened for a jammed door and for a stuck contact', async () => {
  const { simulator, opened } = await assemble();
  simulator.setFault('door-1:jammed', true);
  simulator.setFault('door-2:sensor-stuck', true);
  expect(await opened(1, 'a')).toMatchObject({ result: 'notOpened' });
  expect(await opened(2, 'b')).toMatchObject({ result: 'notOpened' });
});

it('refuses while a relay does not follow or the board is gone, and works again afterwards', async () => {
  const { simulator, opened } = await assemble();
  for (const fault of ['relay-stuck', 'disconnect']) {
    simulator.setFault(fault, true);
    expect(await opened(1, fault)).toEqual({ result: 'refused', code: 'cabinet/line-failed' });
    simulator.setFault(fault, false);
    // Nobody knows whether the coil was on, so it rests.
    await clock.advance(6_000);
  }
  expect(await opened(1, 'later')).toEqual({ result: 'opened' });
});

it('lets the contact decide when the board does not say whether it switched, and ends the pulse all the same', async () => {
  const { simulator, desk } = await assemble();
  simulator.setFault('silent', true);
  const outcome = desk.open(1, 'a');
  await clock.advance(520);
  expect(simulator.doors()[0]).toMatchObject({ position: 'open', pulsing: false });
  expect(await outcome).toEqual({ result: 'opened' });
  simulator.setFault('silent', false);
  await clock.advance(20);
});

it('has every relay off soon after a board that was pulled in a pulse is back', async () => {
  const { simulator, desk } = await assemble();
  const outcome = desk.open(1, 'a');
  await clock.advance(100);
  simulator.setFault('disconnect', true);
  await clock.advance(1_000);
  simulator.setFault('disconnect', false);
  simulator.hid.sendFeature(serializeSet(1, true));
  await clock.advance(20);
  expect(simulator.doors()[0]?.pulsing).toBe(false);
  await clock.advance(4_000);
  await outcome;
});

it('is described to the guard process, with and without a serial', () => {
  const setup = (line: object) =>
    parseGuardSetup(JSON.stringify({ silenceMs: 400, locks: [{ number: 1, supply: 'main', line, pulsedMsAgo: [] }] }))
      .locks[0]?.line;
  expect(setup({ at: 'hid-relay', relay: 2 })).toEqual({ at: 'hid-relay', relay: 2 });
  expect(setup({ at: 'hid-relay', relay: 2, serial: 'BITFT' })).toEqual({ at: 'hid-relay', relay: 2, serial: 'BITFT' });
  expect(() => setup({ at: 'hid-relay' })).toThrow('relay is not a number');
});

it.each([
  { entry: 'guard-process', word: JSON.stringify({ silenceMs: 400, locks: [lockOn('ZZZZZ')] }), status: 2 },
  { entry: 'all-off', word: 'hid-relay@ZZZZZ:1', status: 1 },
])('a board that is not there ends $entry with a sentence', ({ entry, word, status }) => {
  const file = fileURLToPath(childEntry(import.meta.url, `../../../hardware/umbrella-cabinet/${entry}`));
  const run = spawnSync(process.execPath, [file, word], { encoding: 'utf8', timeout: 10_000 });
  expect(run.status).toBe(status);
  expect(run.stdout + run.stderr).toMatch(/no USB (relay board|device)|node-hid cannot be loaded/);
});

function lockOn(serial: string) {
  return { number: 1, supply: 'main', line: { at: 'hid-relay', relay: 1, serial }, pulsedMsAgo: [] };
}

it('is switched off by the last hand with the very report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-hand-'));
  const path = join(folder, 'hidraw');
  writeFileSync(path, '');
  raiseLastHand({ path, how: 'report', report: serializeSet(2, false) }, 20, () => undefined);
  // The hand is a process of its own that nobody waits for: what it wrote is looked for, for as long as a test may take.
  while (readFileSync(path).length === 0) await new Promise<void>((resolve) => void realClock.after(20, resolve));
  expect(Uint8Array.from(readFileSync(path))).toEqual(serializeSet(2, false));
  rmSync(folder, { recursive: true });
});
