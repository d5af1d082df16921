import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { DoorMoved, OpenOutcome } from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';

function assemble() {
  const clock = new FakeClock();
  const simulator = createCabinetSimulator({ doors: 3, clock, guard: 'in-process' });
  const pulses: number[] = [];
  simulator.backend.guard.onLine((lock, on) => {
    if (on) pulses.push(lock);
  });
  const cabinet = createUmbrellaCabinet({
    id: 'cabinet-1',
    clock,
    backend: simulator.backend,
    timings: { leftOpenAfterMs: 20_000 },
  });
  const moves: DoorMoved[] = [];
  cabinet.onDoor((event) => moves.push(event));
  return { clock, simulator, cabinet, pulses, moves };
}

let world: ReturnType<typeof assemble>;

beforeEach(async () => {
  world = assemble();
  await world.cabinet.start();
  await world.clock.advance(10);
});

afterEach(async () => {
  await world.cabinet.stop();
  expect(world.clock.pending).toBe(0);
});

async function opened(door: number, commandId: string, withinMs = 4_000): Promise<OpenOutcome> {
  const outcome = world.cabinet.open(door, commandId);
  await world.clock.advance(withinMs);
  return outcome;
}

const codes = () => world.cabinet.health().faults.map((fault) => fault.code);
const position = (door: number) => world.cabinet.doors().find(({ number }) => number === door)?.position;

describe('the umbrella cabinet', () => {
  it('is ready with every door known soon after the start', () => {
    expect(world.cabinet.health().state).toBe('ready');
    expect(world.cabinet.doors().map((door) => door.position)).toEqual(['closed', 'closed', 'closed']);
  });

  it('opens a door: one pulse, the sensor confirms, the movement is told', async () => {
    expect(await opened(2, 'loan-1', 500)).toEqual({ result: 'opened' });
    expect(world.pulses).toEqual([2]);
    expect(world.moves).toMatchObject([{ type: 'doorOpened', door: 2, requested: true }]);
    expect(position(2)).toBe('open');
  });

  it('gives the same command the same answer and acts once', async () => {
    const first = world.cabinet.open(1, 'loan-1');
    const during = world.cabinet.open(1, 'loan-1');
    await world.clock.advance(1_000);
    expect(await during).toBe(await first);
    world.simulator.push(1);
    await world.clock.advance(10_000);
    expect(await world.cabinet.open(1, 'loan-1')).toEqual({ result: 'opened' });
    expect(world.pulses).toEqual([1]);
  });

  it('refuses an open door without driving the coil', async () => {
    await opened(1, 'loan-1');
    expect(await opened(1, 'loan-2')).toEqual({ result: 'refused', code: 'cabinet/already-open' });
    expect(await opened(9, 'loan-3')).toEqual({ result: 'refused', code: 'cabinet/unknown-door' });
    expect(world.pulses).toEqual([1]);
  });

  it('lets a coil rest before it is driven again', async () => {
    await opened(1, 'loan-1', 600);
    world.simulator.push(1);
    await world.clock.advance(100);
    expect(await opened(1, 'loan-2', 100)).toEqual({ result: 'refused', code: 'cabinet/resting' });
    await world.clock.advance(5_000);
    expect(await opened(1, 'loan-3')).toEqual({ result: 'opened' });
  });

  it('opens two doors of one supply one after the other', async () => {
    const both = Promise.all([world.cabinet.open(1, 'a'), world.cabinet.open(2, 'b')]);
    await world.clock.advance(300);
    expect(world.pulses).toEqual([1]);
    await world.clock.advance(2_000);
    expect(await both).toEqual([{ result: 'opened' }, { result: 'opened' }]);
    expect(world.pulses).toEqual([1, 2]);
  });

  it('says notOpened for a jammed door, asks for a look, and is well again when it opens', async () => {
    world.simulator.setFault('door-3:jammed', true);
    expect(await opened(3, 'loan-1')).toEqual({ result: 'notOpened', code: 'cabinet/not-opened' });
    expect(world.cabinet.health().state).toBe('waiting');
    expect(codes()).toEqual(['cabinet/not-opened']);
    world.simulator.setFault('door-3:jammed', false);
    await world.clock.advance(3_000);
    expect(await opened(3, 'loan-2')).toEqual({ result: 'opened' });
    expect(codes()).toEqual([]);
  });

  it('says notOpened when the sensor is stuck, and sees the open door once it is not', async () => {
    world.simulator.setFault('door-1:sensor-stuck', true);
    expect(await opened(1, 'loan-1')).toEqual({ result: 'notOpened', code: 'cabinet/not-opened' });
    world.simulator.setFault('door-1:sensor-stuck', false);
    await world.clock.advance(1_000);
    expect(world.moves).toMatchObject([{ type: 'doorOpened', door: 1, requested: true }]);
  });

  it('warns about a door left open until it is shut', async () => {
    await opened(1, 'loan-1', 21_000);
    expect(world.cabinet.health().state).toBe('waiting');
    expect(world.cabinet.health().faults[0]).toMatchObject({
      code: 'cabinet/left-open',
      says: { en: expect.stringContaining('Door 1 ') },
    });
    world.simulator.push(1);
    await world.clock.advance(100);
    expect(codes()).toEqual([]);
    expect(world.moves.at(-1)).toMatchObject({ type: 'doorClosed', door: 1 });
  });

  it('names every door with the same trouble in one fault', async () => {
    await opened(1, 'a');
    await opened(3, 'b', 22_000);
    expect(world.cabinet.health().faults).toHaveLength(1);
    expect(world.cabinet.health().faults[0]?.says.zh).toContain('1 号、3 号');
  });

  it('raises forced-open for a door nobody asked for', async () => {
    world.simulator.pull(2);
    await world.clock.advance(100);
    expect(world.moves).toEqual([]);
    world.simulator.setFault('door-2:bolt-broken', true);
    world.simulator.pull(2);
    await world.clock.advance(100);
    expect(world.moves).toMatchObject([{ type: 'doorOpened', door: 2, requested: false }]);
    expect(world.cabinet.health().state).toBe('fault');
    expect(world.pulses).toEqual([]);
  });

  it('refuses while the guard is dead, says so, and opens when it is back', async () => {
    world.simulator.setFault('guard-dead', true);
    expect(codes()).toEqual(['cabinet/guard-dead']);
    expect(await opened(1, 'loan-1')).toEqual({ result: 'refused', code: 'cabinet/guard-dead' });
    world.simulator.setFault('guard-dead', false);
    expect(world.cabinet.health().state).toBe('ready');
    expect(await opened(1, 'loan-2')).toEqual({ result: 'opened' });
  });

  it('settles what is under way when it stops', async () => {
    world.simulator.setFault('door-1:jammed', true);
    const outcome = world.cabinet.open(1, 'loan-1');
    await world.clock.advance(100);
    await world.cabinet.stop();
    expect(await outcome).toEqual({ result: 'notOpened', code: 'cabinet/stopped' });
    expect(world.simulator.doors()[0]?.pulsing).toBe(false);
  });

  it('keeps working for the other doors when one sensor cannot be read', async () => {
    const clock = new FakeClock();
    const simulator = createCabinetSimulator({ doors: 2, clock, guard: 'in-process' });
    let broken = true;
    const backend = {
      ...simulator.backend,
      openSensor: async (door: number) => {
        if (door === 1 && broken) throw new Error('BCM 5: permission denied');
        return simulator.backend.openSensor(door);
      },
    };
    const cabinet = createUmbrellaCabinet({ id: 'c', clock, backend });
    await cabinet.start();
    expect(cabinet.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'cabinet/sensor-failed' }] });
    expect(await cabinet.open(1, 'a')).toEqual({ result: 'refused', code: 'cabinet/sensor-unknown' });
    const other = cabinet.open(2, 'b');
    await clock.advance(1_000);
    expect(await other).toEqual({ result: 'opened' });
    broken = false;
    await clock.advance(6_000);
    expect(cabinet.health().faults).toEqual([]);
    expect(cabinet.doors()[0]?.position).toBe('closed');
    await cabinet.stop();
  });

  it('looks at each sensor once per turn also after a stop and a start in quick succession', async () => {
    const clock = new FakeClock();
    const simulator = createCabinetSimulator({ doors: 1, clock, guard: 'in-process' });
    let reads = 0;
    const backend = {
      ...simulator.backend,
      openSensor: async (door: number) => {
        const sensor = await simulator.backend.openSensor(door);
        const read = () => {
          reads++;
          return sensor.read();
        };
        return { ...sensor, read };
      },
    };
    const cabinet = createUmbrellaCabinet({ id: 'c', clock, backend });
    const first = cabinet.start();
    await cabinet.stop();
    await Promise.all([first, cabinet.start()]);
    reads = 0;
    await clock.advance(1_000);
    expect(reads).toBe(2);
    await cabinet.stop();
    expect(clock.pending).toBe(0);
  });
});
