import { createMemoryInput, type MemoryInput } from '../../firmware-bridge/gpio/memory-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type SimulatedFault } from '../../src/ports/device.ts';
import type { Door, UmbrellaCabinetSimulator } from '../../src/ports/umbrella-cabinet.ts';
import { type CabinetBackend, createDoorSensor } from './cabinet-backend.ts';
import { createGuardClient } from './guard-client.ts';
import { createInProcessGuard } from './in-process-guard.ts';
import type { LockGuard } from './lock-guard.ts';

/** The spring pushes the door ajar this long after the coil drew the bolt, in milliseconds. */
const SPRING_MS = 80;
const GUARD_DEAD = 'guard-dead';

/** A cabinet of springs and bolts at the far end of memory lines. */
export interface CabinetSimulator extends UmbrellaCabinetSimulator {
  /** For {@link createUmbrellaCabinet}. */
  readonly backend: CabinetBackend;
}

interface SimulatedDoor {
  readonly number: number;
  readonly sensor: MemoryInput;
  ajar: boolean;
  coil: boolean;
  cancel: () => void;
}

/**
 * Makes a simulated cabinet. Its locks are driven by a real guard process; only the last centimetre of wire is imagined.
 *
 * @param doors how many, numbered from 1
 * @param guard `in-process` keeps the guard's rules but not its process, for tests that turn the clock by hand
 */
export function createCabinetSimulator(options: {
  readonly doors: number;
  readonly clock: Clock;
  readonly guard?: 'process' | 'in-process';
}): CabinetSimulator {
  const { clock } = options;
  const doors = new Map<number, SimulatedDoor>();
  for (let number = 1; number <= options.doors; number++)
    doors.set(number, {
      number,
      sensor: createMemoryInput(`door ${number} sensor`, false),
      ajar: false,
      coil: false,
      cancel: () => undefined,
    });
  const supplies = [...doors.keys()].map((number) => ({ number, supply: 'main' }));
  const locks = supplies.map((door) => ({ ...door, line: { at: 'memory' } as const }));
  const guard: LockGuard & { setDead(dead: boolean): void } =
    options.guard === 'in-process' ? createInProcessGuard({ locks, clock }) : createGuardClient({ locks, clock });
  const active = new Set<string>();

  const move = (door: SimulatedDoor, ajar: boolean): void => {
    door.ajar = ajar;
    if (!active.has(`door-${door.number}:sensor-stuck`)) door.sensor.set(ajar);
  };
  const coilMoved = (door: SimulatedDoor, on: boolean): void => {
    if (door.coil === on) return;
    door.coil = on;
    if (!on || active.has(`door-${door.number}:jammed`)) return;
    // The bolt is drawn at once and the spring does the rest, however late this process hears that the coil is off again.
    door.cancel = clock.after(SPRING_MS, () => move(door, true));
  };
  guard.onLine((number, on) => {
    const door = doors.get(number);
    if (door !== undefined) coilMoved(door, on);
  });

  const theDoor = (number: number): SimulatedDoor => {
    const door = doors.get(number);
    if (door !== undefined) return door;
    throw new DeviceError(
      'simulator/unknown-door',
      { zh: `没有 ${number} 号柜门`, en: `there is no door ${number}` },
      { retryable: false },
    );
  };

  const faults = (): SimulatedFault[] => [
    ...[...doors.keys()].flatMap((number) => [
      fault(`door-${number}:jammed`, `${number} 号门卡住`, `Door ${number} is jammed`),
      fault(`door-${number}:sensor-stuck`, `${number} 号门磁不变`, `The sensor of door ${number} is stuck`),
      fault(`door-${number}:bolt-broken`, `${number} 号门锁舌坏了`, `The bolt of door ${number} does not hold`),
    ]),
    fault(GUARD_DEAD, '锁控程序停止', 'The lock guard is dead'),
  ];
  const fault = (id: string, zh: string, en: string): SimulatedFault => ({
    id,
    says: { zh, en },
    active: active.has(id),
  });

  return {
    backend: {
      model: 'simulator',
      simulated: true,
      doors: supplies,
      guard,
      async openSensor(number) {
        return createDoorSensor(theDoor(number).sensor.line, 'low');
      },
    },
    pull(number) {
      const door = theDoor(number);
      const jammed = active.has(`door-${number}:jammed`);
      const free = door.coil || active.has(`door-${number}:bolt-broken`);
      if (door.ajar || (free && !jammed)) move(door, true);
    },
    push(number) {
      const door = theDoor(number);
      door.cancel();
      move(door, false);
    },
    doors: () =>
      [...doors.values()].map(
        ({ number, ajar, coil }): Door => ({ number, position: ajar ? 'open' : 'closed', pulsing: coil }),
      ),
    faults,
    setFault(id, on) {
      if (!faults().some((known) => known.id === id))
        throw new DeviceError(
          'simulator/unknown-fault',
          { zh: `没有名为 ${id} 的故障`, en: `there is no fault named ${id}` },
          { retryable: false },
        );
      if (active.has(id) === on) return;
      if (on) active.add(id);
      else active.delete(id);
      if (id === GUARD_DEAD) guard.setDead(on);
      const stuck = /^door-(\d+):sensor-stuck$/.exec(id)?.[1];
      if (stuck !== undefined && !on) {
        const door = theDoor(Number(stuck));
        door.sensor.set(door.ajar);
      }
    },
  };
}
