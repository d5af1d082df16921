import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CabinetSimulator, createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import { type Devices, openDevicesRoom } from '../../../src/devices/actions.ts';
import { calibrationRoutes } from '../../../src/devices/calibration.routes.ts';
import type { UmbrellaCabinet } from '../../../src/ports/umbrella-cabinet.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { openHttp } from '../../http-fixture.ts';

// The calibration against the real cabinet driver and its simulator, whose contacts are wired the other way round.

const ID = 'cabinet-1';
let desk: TestDesk;
let simulator: CabinetSimulator;
let cabinet: UmbrellaCabinet;
let devices: Devices;

const made = () => {
  const driver = createUmbrellaCabinet({ id: ID, clock: desk.clock, backend: simulator.backend });
  return { driver, room: openDevicesRoom(desk, [{ device: fakePrinter() }, { device: driver }], () => undefined) };
};

beforeEach(async () => {
  desk = openTestDesk();
  simulator = createCabinetSimulator({ doors: 2, clock: desk.clock, guard: 'in-process' });
  simulator.setFault('contacts-turned', true);
  ({ driver: cabinet, room: devices } = made());
  await cabinet.start();
  await desk.clock.advance(1_000);
});
afterEach(async () => {
  await devices.stop();
  desk.dispose();
});

async function press(at: 'shut' | 'open', door: number) {
  const pressed = devices.calibrations.press(ID, { at, door });
  await desk.clock.advance(2_000);
  return pressed;
}
function byKey(door: number) {
  simulator.setFault(`door-${door}:bolt-broken`, true);
  simulator.pull(door);
  simulator.setFault(`door-${door}:bolt-broken`, false);
}
async function learnDoor(door: number) {
  await press('shut', door);
  byKey(door);
  const view = await press('open', door);
  simulator.push(door);
  return view;
}
const positions = () => cabinet.doors().map((door) => door.position);
const kinds = () => desk.journal.page({ limit: 50 }).map(({ kind }) => kind);
const codes = () => cabinet.health().faults.map(({ code }) => code);

describe('calibrating a cabinet', () => {
  it('from the first door to the tried lock, and after the next start as well', async () => {
    expect(positions()).toEqual(['open', 'open']);
    const { calibrations } = devices;
    expect(calibrations.view(ID)).toMatchObject({ step: null, canKeep: false, taughtAtMs: null, polarity: 'door' });
    expect(calibrations.begin(command(), ID)).toMatchObject({ step: { at: 'shut', door: 1 }, canKeep: false });
    expect(await learnDoor(1)).toMatchObject({ step: { at: 'shut', door: 2 }, canKeep: true });
    expect(await learnDoor(2)).toMatchObject({ step: { at: 'done', door: null } });
    expect(codes()).toEqual(['cabinet/calibrating']);
    expect(calibrations.keep(command(), ID)).toMatchObject({ step: null, taughtAtMs: desk.clock.read().wallMs });
    await desk.clock.advance(2_000);
    expect(positions()).toEqual(['closed', 'closed']);
    expect(codes()).toEqual([]);
    const tried = calibrations.tryDoor(command(), ID, 2);
    await desk.clock.advance(4_000);
    expect(await tried).toEqual({ result: 'opened' });
    expect(kinds()).toEqual(
      expect.arrayContaining(['devices/calibration-begun', 'devices/taught', 'devices/door-tried']),
    );

    await devices.stop();
    ({ driver: cabinet, room: devices } = made());
    await cabinet.start();
    await desk.clock.advance(2_000);
    expect(positions()).toEqual(['closed', 'open']);
  });

  it('keeps what other doors were taught when one is calibrated again', async () => {
    const { calibrations } = devices;
    calibrations.begin(command(), ID);
    await learnDoor(1);
    await learnDoor(2);
    calibrations.keep(command(), ID);
    calibrations.begin(command(), ID);
    calibrations.goOn(ID, 1);
    await learnDoor(2);
    calibrations.keep(command(), ID);
    expect(cabinet.lesson?.current()).toEqual({ shut: { '1': 'high', '2': 'high' } });
  });

  it('given up changes nothing, and the cabinet is back in use', async () => {
    devices.calibrations.begin(command(), ID);
    await learnDoor(1);
    expect(devices.calibrations.giveUp(ID)).toMatchObject({ step: null });
    await desk.clock.advance(2_000);
    expect(positions()).toEqual(['open', 'open']);
    expect(codes()).toEqual([]);
    await expect(devices.calibrations.press(ID, { at: 'shut', door: 1 })).rejects.toMatchObject({
      code: 'devices/no-calibration',
    });
  });

  it('is given up by itself when nobody touches it for ten minutes', async () => {
    devices.calibrations.begin(command(), ID);
    await desk.clock.advance(9 * 60_000);
    await press('shut', 1);
    await desk.clock.advance(9 * 60_000);
    expect(codes()).toEqual(['cabinet/calibrating']);
    await desk.clock.advance(2 * 60_000);
    expect(codes()).not.toContain('cabinet/calibrating');
    expect(devices.calibrations.view(ID).step).toBeNull();
  });

  it('takes a press that comes twice or too late once', async () => {
    devices.calibrations.begin(command(), ID);
    const one = devices.calibrations.press(ID, { at: 'shut', door: 1 });
    const two = devices.calibrations.press(ID, { at: 'shut', door: 1 });
    await desk.clock.advance(2_000);
    expect(await one).toMatchObject({ step: { at: 'open', door: 1 }, hitch: null });
    expect(await two).toMatchObject({ step: { at: 'open', door: 1 }, hitch: null });
    expect(await press('shut', 1)).toMatchObject({ step: { at: 'open', door: 1 }, hitch: null });
    expect(devices.calibrations.goOn(ID, 2)).toMatchObject({ step: { at: 'open', door: 1 } });
  });

  it('answers a repeated command as before and acts once', async () => {
    const { calibrations } = devices;
    const begin = command();
    calibrations.begin(begin, ID);
    await learnDoor(1);
    const keep = command();
    calibrations.keep(keep, ID);
    expect(() => calibrations.keep(keep, ID)).not.toThrow();
    expect(calibrations.begin(begin, ID).step).toBeNull();
    expect(codes()).toEqual([]);
    await desk.clock.advance(2_000);
    const pulses: number[] = [];
    simulator.backend.guard.onLine((door, on) => void (on && pulses.push(door)));
    const tryIt = command();
    const both = [calibrations.tryDoor(tryIt, ID, 1), calibrations.tryDoor(tryIt, ID, 1)];
    await desk.clock.advance(4_000);
    expect(await Promise.all(both)).toEqual([{ result: 'opened' }, { result: 'opened' }]);
    expect(pulses).toEqual([1]);
    await devices.stop();
    ({ driver: cabinet, room: devices } = made());
    expect(await devices.calibrations.tryDoor(tryIt, ID, 1)).toMatchObject({ result: 'notOpened' });
    expect(pulses).toEqual([1]);
  });

  it('says in a sentence what a stuck contact and a contact of another door look like', async () => {
    simulator.setFault('door-1:sensor-stuck', true);
    devices.calibrations.begin(command(), ID);
    await press('shut', 1);
    byKey(1);
    expect(await press('open', 1)).toMatchObject({ hitch: { is: 'same' }, step: { at: 'open', door: 1 } });
    expect(devices.calibrations.goOn(ID, 1).doors[0]?.finding).toEqual({ is: 'stuck', level: 'high' });
    expect(() => devices.calibrations.keep(command(), ID)).toThrowError(
      expect.objectContaining({ code: 'devices/nothing-learned' }),
    );
    expect(devices.calibrations.redo(ID, 1)).toMatchObject({ step: { at: 'shut', door: 1 } });
  });

  it('does not begin while a door is being opened, nor for what is no cabinet', async () => {
    simulator.setFault('contacts-turned', false);
    await desk.clock.advance(2_000);
    void cabinet.open(1, 'a');
    expect(() => devices.calibrations.begin(command(), ID)).toThrowError(
      expect.objectContaining({ code: 'cabinet/door-busy' }),
    );
    expect(kinds()).not.toContain('devices/calibration-begun');
    for (const id of ['printer-1', 'nobody'])
      expect(() => devices.calibrations.begin(command(), id)).toThrowError(
        expect.objectContaining({ code: 'devices/not-calibratable' }),
      );
    await desk.clock.advance(5_000);
  });

  it('leaves the cabinet in use when the beginning cannot be journalled', () => {
    desk.database.close();
    expect(() => devices.calibrations.begin(command(), ID)).toThrow();
    expect(codes()).toEqual([]);
  });

  it('is for shift leads and supervisors', async () => {
    const http = await openHttp(calibrationRoutes(devices), (token) => {
      const role = token === 'shift-lead' ? 'shift-lead' : 'clerk';
      return { token, staffId: 7, staffNo: '0007', name: '甲', roles: [role], expiresAtMs: Number.MAX_SAFE_INTEGER };
    });
    try {
      const as = (role: 'clerk' | 'shift-lead') => http.screen(role);
      expect(await as('clerk').post(`/devices/${ID}/calibration`)).toMatchObject({ status: 403 });
      expect(await as('shift-lead').post(`/devices/${ID}/calibration`)).toMatchObject({
        status: 200,
        body: { step: { at: 'shut', door: 1 } },
      });
      expect(await as('shift-lead').post(`/devices/${ID}/calibration/next`, { door: 1 })).toMatchObject({
        body: { step: { at: 'shut', door: 2 } },
      });
      expect(http.reported).toEqual([]);
    } finally {
      await http.close();
    }
  });
});
