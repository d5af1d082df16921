import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError } from '../../src/ports/device.ts';
import type { ContactReading } from '../../src/ports/umbrella-cabinet.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { linkFaultSentence } from '../link-fault.ts';
import { watchInputs } from '../watched-inputs.ts';
import type { CabinetBackend, DoorSensor } from './cabinet-backend.ts';
import { saysSensorFailed } from './cabinet-sentences.ts';

/** A contact counts as steady when it reads the same again after this, in milliseconds: longer than one bounces. */
const STEADY_MS = 300;
const FAULT = 'cabinet/sensor-failed';
const SENSORS = { zh: '伞柜门磁', en: 'door sensors of the umbrella cabinet' };

/** Keeps the door sensors of one cabinet open and passes on what they show. */
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
  const watched = watchInputs<number, boolean, DoorSensor>({
    inputs: backend.doors.map(({ number }) => number),
    open: (door) => backend.openSensor(door),
    clock,
    shows: options.reads,
    lost(door) {
      health.count('sensorFailures');
      options.lost(door);
    },
    looked(failed) {
      const [cause] = failed.values();
      // A DeviceError is the trouble of the whole board, which tells it itself.
      if (failed.size === 0 || cause instanceof DeviceError) health.clear(FAULT);
      else
        health.raise({
          code: FAULT,
          says: saysFailed([...failed.keys()], cause),
          weight: failed.size === backend.doors.length ? 'stops' : 'soon',
        });
    },
  });
  const readAnew = async (door: number): Promise<boolean | undefined> => {
    const sensor = watched.opened(door);
    try {
      return await (sensor?.readNew === undefined ? sensor?.read() : sensor.readNew());
    } catch {
      return undefined;
    }
  };
  return {
    start: watched.start,
    async readings() {
      const all = () => Promise.all(backend.doors.map(({ number }) => readAnew(number)));
      const first = await all();
      await new Promise<void>((resolve) => clock.after(STEADY_MS, resolve));
      const second = await all();
      return new Map(
        backend.doors.map(({ number }, at): [number, ContactReading] => [number, readingOf(first[at], second[at])]),
      );
    },
    stop() {
      watched.stop();
      health.clear(FAULT);
    },
  };
}

function readingOf(first: boolean | undefined, second: boolean | undefined): ContactReading {
  if (first === undefined || second === undefined) return 'unread';
  if (first !== second) return 'unsteady';
  return first ? 'high' : 'low';
}

function saysFailed(doors: readonly number[], cause: unknown) {
  if (cause instanceof LinkError && cause.code === 'link/no-gpio') return linkFaultSentence(cause.code, SENSORS);
  return saysSensorFailed(doors, cause instanceof Error ? cause.message : String(cause));
}
