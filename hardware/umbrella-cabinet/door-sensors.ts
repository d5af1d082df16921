import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ContactReading } from '../../src/ports/umbrella-cabinet.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { linkFaultSentence } from '../link-fault.ts';
import type { CabinetBackend, DoorSensor } from './cabinet-backend.ts';
import { saysSensorFailed } from './cabinet-sentences.ts';

/** Every sensor is also read this often, in milliseconds: an edge that got lost must not leave a door in the wrong place. */
const LOOK_MS = 500;
/** A sensor that could not be opened is tried again this often, in milliseconds. */
const REOPEN_MS = 5_000;
/** A contact counts as steady when it reads the same again after this, in milliseconds: longer than one bounces. */
const STEADY_MS = 300;
const FAULT = 'cabinet/sensor-failed';
const SENSORS = { zh: '伞柜门磁', en: 'door sensors of the umbrella cabinet' };

/** Keeps the door sensors of one cabinet open and passes on what they show, by edge and by looking. */
export function createDoorSensors(options: {
  readonly backend: CabinetBackend;
  readonly clock: Clock;
  readonly health: DeviceHealthHolder;
  readonly reads: (door: number, high: boolean) => void;
  readonly lost: (door: number) => void;
}): {
  start(): Promise<void>;
  stop(): void;
  /** Every contact as it reads now. Never rejects. */
  readings(): Promise<ReadonlyMap<number, ContactReading>>;
} {
  const { backend, clock, health } = options;
  const open = new Map<number, DoorSensor>();
  const failed = new Map<number, unknown>();
  /** Counts starts, so that a look begun before a stop changes nothing after it. 0 while stopped. */
  let turn = 0;
  let turns = 0;
  let cancelLook = (): void => undefined;
  let triedMs = 0;

  const say = (): void => {
    const [cause] = failed.values();
    if (failed.size === 0) health.clear(FAULT);
    else
      health.raise({
        code: FAULT,
        says:
          cause instanceof LinkError && cause.code === 'link/no-gpio'
            ? linkFaultSentence(cause.code, SENSORS)
            : saysSensorFailed([...failed.keys()], cause instanceof Error ? cause.message : String(cause)),
        weight: failed.size === backend.doors.length ? 'stops' : 'soon',
      });
  };

  const fail = (door: number, cause: unknown): void => {
    health.count('sensorFailures');
    open.get(door)?.close();
    open.delete(door);
    failed.set(door, cause);
    options.lost(door);
  };

  const openOne = async (door: number, mine: number): Promise<void> => {
    let sensor: DoorSensor;
    try {
      sensor = await backend.openSensor(door);
    } catch (cause) {
      if (turn === mine) fail(door, cause);
      return;
    }
    if (turn !== mine) {
      sensor.close();
      return;
    }
    sensor.onChange((high) => options.reads(door, high));
    open.set(door, sensor);
    failed.delete(door);
  };

  const openMissing = async (mine: number): Promise<void> => {
    triedMs = clock.monotonicMs();
    for (const { number } of backend.doors) if (!open.has(number)) await openOne(number, mine);
  };

  /** What a sensor reads now; undefined, and the sensor given up, when it cannot be read. */
  const read = async (door: number, sensor: DoorSensor, mine: number): Promise<boolean | undefined> => {
    try {
      return await sensor.read();
    } catch (cause) {
      if (turn === mine) fail(door, cause);
      return undefined;
    }
  };

  const look = async (mine: number): Promise<void> => {
    if (failed.size > 0 && clock.monotonicMs() - triedMs >= REOPEN_MS) await openMissing(mine);
    for (const [door, sensor] of [...open]) {
      const high = await read(door, sensor, mine);
      if (turn !== mine) return;
      if (high !== undefined) options.reads(door, high);
    }
    if (turn !== mine) return;
    say();
    cancelLook = clock.after(LOOK_MS, () => void look(mine));
  };

  const readAnew = async (door: number): Promise<boolean | undefined> => {
    const sensor = open.get(door);
    try {
      return await (sensor?.readNew === undefined ? sensor?.read() : sensor.readNew());
    } catch {
      return undefined;
    }
  };

  return {
    async readings() {
      const all = () => Promise.all(backend.doors.map(({ number }) => readAnew(number)));
      const first = await all();
      await new Promise<void>((resolve) => clock.after(STEADY_MS, resolve));
      const second = await all();
      return new Map(
        backend.doors.map(({ number }, at): [number, ContactReading] => [number, readingOf(first[at], second[at])]),
      );
    },
    async start() {
      turn = ++turns;
      const mine = turn;
      await openMissing(mine);
      await look(mine);
    },
    stop() {
      turn = 0;
      cancelLook();
      for (const sensor of open.values()) sensor.close();
      open.clear();
      failed.clear();
      health.clear(FAULT);
    },
  };
}

function readingOf(first: boolean | undefined, second: boolean | undefined): ContactReading {
  if (first === undefined || second === undefined) return 'unread';
  if (first !== second) return 'unsteady';
  return first ? 'high' : 'low';
}
