import { afterEach, describe, expect, it } from 'vitest';
import type { LockBoardModel } from '../../../firmware-bridge/lock-board/constants.ts';
import type { CabinetBackend } from '../../../hardware/umbrella-cabinet/cabinet-backend.ts';
import { createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createHidRelaySimulator } from '../../../hardware/umbrella-cabinet/hid-relay-simulator.ts';
import { createLockBoardSimulator } from '../../../hardware/umbrella-cabinet/lock-board-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type {
  ContactCalibration,
  DoorMoved,
  UmbrellaCabinet,
  UmbrellaCabinetSimulator,
} from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';

type Simulator = UmbrellaCabinetSimulator & { readonly backend: CabinetBackend };
const board = (model: LockBoardModel) => (clock: FakeClock) => createLockBoardSimulator({ model, doors: 2, clock });
const KINDS: readonly { readonly kind: string; readonly make: (clock: FakeClock) => Simulator }[] = [
  { kind: 'gpio', make: (clock) => createCabinetSimulator({ doors: 2, clock, guard: 'in-process' }) },
  { kind: '8a', make: board('8a') },
  { kind: 'cu16', make: board('cu16') },
  { kind: 'cu48', make: board('cu48') },
  { kind: 'cu48-b', make: board('cu48-b') },
  { kind: 'hid-relay', make: (clock) => createHidRelaySimulator({ doors: 2, clock }) },
];

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function world(make: (clock: FakeClock) => Simulator) {
  const clock = new FakeClock();
  const simulator = make(clock);
  const cabinet = createUmbrellaCabinet({ id: 'c', clock, backend: simulator.backend });
  const { calibration } = cabinet;
  if (calibration === undefined) throw new Error('no calibration');
  const moves: DoorMoved[] = [];
  cabinet.onDoor((event) => moves.push(event));
  await cabinet.start();
  await clock.advance(2_000);
  stop = async () => {
    await cabinet.stop();
    await clock.advance(2_000);
    expect(clock.pending).toBe(0);
  };
  return { clock, simulator, cabinet, calibration, moves };
}

async function read(clock: FakeClock, calibration: ContactCalibration) {
  const readings = calibration.readings();
  await clock.advance(2_000);
  return Object.fromEntries(await readings);
}
const codes = (cabinet: UmbrellaCabinet) => cabinet.health().faults.map((fault) => fault.code);
const positions = (cabinet: UmbrellaCabinet) => cabinet.doors().map((door) => door.position);
/** A person with a key. */
const byKey = (simulator: Simulator, door: number) => {
  simulator.setFault(`door-${door}:bolt-broken`, true);
  simulator.pull(door);
  simulator.setFault(`door-${door}:bolt-broken`, false);
};

describe.each(KINDS)('the contacts of a $kind cabinet', ({ kind, make }) => {
  it('read differently with the door shut and open, whichever way round they are wired', async () => {
    const { clock, simulator, calibration } = await world(make);
    calibration.hold();
    for (const turned of [false, true]) {
      simulator.setFault('contacts-turned', turned);
      const shut = await read(clock, calibration);
      byKey(simulator, 1);
      const open = await read(clock, calibration);
      expect(['high', 'low']).toContain(shut[1]);
      expect(open[1]).toBe(shut[1] === 'high' ? 'low' : 'high');
      expect(open[2]).toBe(shut[2]);
      simulator.push(1);
    }
  });

  it('are read while nothing counts: no movement, no alarm, no door opens; then where they stand is no movement either', async () => {
    const { clock, simulator, cabinet, calibration, moves } = await world(make);
    calibration.hold();
    calibration.hold();
    byKey(simulator, 1);
    await clock.advance(200_000);
    expect(codes(cabinet)).toEqual(['cabinet/calibrating']);
    expect(positions(cabinet)).toEqual(['unknown', 'unknown']);
    expect(await cabinet.open(2, 'a')).toEqual({ result: 'refused', code: 'cabinet/calibrating' });
    calibration.release();
    await clock.advance(2_000);
    expect(positions(cabinet)).toEqual(['open', 'closed']);
    expect(codes(cabinet)).toEqual([]);
    expect(moves).toEqual([]);
  });

  it('wired the other way round are right once that is learned, and a door opens by its lock', async () => {
    const { clock, simulator, cabinet, calibration } = await world(make);
    simulator.setFault('contacts-turned', true);
    await clock.advance(2_000);
    expect(positions(cabinet)).toEqual(['open', 'open']);
    calibration.hold();
    const shut = await read(clock, calibration);
    const level = shut[1] === 'high' ? 'high' : 'low';
    const lesson = calibration.lessonOf(
      new Map([
        [1, level],
        [2, level],
      ]),
    );
    cabinet.lesson?.check(lesson);
    cabinet.lesson?.learn(lesson);
    calibration.release();
    await clock.advance(2_000);
    expect(cabinet.lesson?.current()).toEqual(lesson);
    expect(positions(cabinet)).toEqual(['closed', 'closed']);
    expect(codes(cabinet)).toEqual([]);
    const opened = cabinet.open(2, 'a');
    await clock.advance(4_000);
    expect(await opened).toEqual({ result: 'opened' });
    cabinet.lesson?.forget();
    await clock.advance(2_000);
    expect(positions(cabinet)).toEqual(['open', 'closed']);
  });

  it('teach nothing that is no lesson of this cabinet', async () => {
    const { cabinet, calibration } = await world(make);
    const own = cabinet.lesson?.current() ?? {};
    expect(() => cabinet.lesson?.check(own)).not.toThrow();
    const strangers =
      calibration.polarity === 'board'
        ? [{}, { shut: 'up' }, { shut: { '1': 'high' } }, { shut: 'high', more: 1 }]
        : [{}, { shut: 'high' }, { shut: { '3': 'high' } }, { shut: { '1': true } }, { shut: {}, more: 1 }];
    for (const stranger of strangers)
      expect(() => cabinet.lesson?.check(stranger)).toThrowError(
        expect.objectContaining({ code: 'device/lesson-invalid' }),
      );
    expect(kind === 'gpio' || kind === 'hid-relay').toBe(calibration.polarity === 'door');
  });

  it('are not held while a bolt is being drawn', async () => {
    const { clock, cabinet, calibration } = await world(make);
    const opening = cabinet.open(1, 'a');
    expect(() => calibration.hold()).toThrowError(expect.objectContaining({ code: 'cabinet/door-busy' }));
    await clock.advance(5_000);
    expect(await opening).toEqual({ result: 'opened' });
    expect(() => calibration.hold()).not.toThrow();
  });

  it('that move while they are read are unsteady', async () => {
    const { clock, simulator, calibration } = await world(make);
    calibration.hold();
    const readings = calibration.readings();
    // Later than the first look of the slowest board, earlier than the second of the quickest.
    await clock.advance(250);
    byKey(simulator, 1);
    await clock.advance(2_000);
    expect(Object.fromEntries(await readings)).toMatchObject({ 1: 'unsteady' });
  });
});

it('a board that is away has contacts that cannot be read', async () => {
  const { clock, simulator, calibration } = await world(board('cu16'));
  calibration.hold();
  simulator.setFault('silent', true);
  const readings = calibration.readings();
  await clock.advance(20_000);
  expect(Object.fromEntries(await readings)).toEqual({ 1: 'unread', 2: 'unread' });
});
