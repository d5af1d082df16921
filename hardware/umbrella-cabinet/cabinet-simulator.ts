import { createMemoryInput, type MemoryInput } from '../../firmware-bridge/gpio/memory-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { UmbrellaCabinetSimulator } from '../../src/ports/umbrella-cabinet.ts';
import { type CabinetBackend, createDoorSensor } from './cabinet-backend.ts';
import { createGuardClient } from './guard-client.ts';
import { createInProcessGuard } from './in-process-guard.ts';
import type { LockGuard } from './lock-guard.ts';
import { createSimulatedDoors } from './simulated-doors.ts';

const GUARD_DEAD = 'guard-dead';

/** A cabinet of springs and bolts at the far end of memory lines. */
export interface CabinetSimulator extends UmbrellaCabinetSimulator {
  /** For {@link createUmbrellaCabinet}. */
  readonly backend: CabinetBackend;
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
  const sensors = new Map<number, MemoryInput>();
  for (let number = 1; number <= options.doors; number++)
    sensors.set(number, createMemoryInput(`door ${number} sensor`, false));
  const supplies = [...sensors.keys()].map((number) => ({ number, supply: 'main', highWhenShut: false }));
  const locks = supplies.map(({ number, supply }) => ({ number, supply, line: { at: 'memory' } as const }));
  const guard: LockGuard & { setDead(dead: boolean): void } =
    options.guard === 'in-process' ? createInProcessGuard({ locks, clock }) : createGuardClient({ locks, clock });
  const doors = createSimulatedDoors({
    doors: options.doors,
    clock,
    besides: [{ id: GUARD_DEAD, says: { zh: '锁控程序停止', en: 'The lock guard is dead' } }],
    shows: (number, open) => sensors.get(number)?.set(open),
  });
  guard.onLine((number, on) => doors.coil(number, on));

  return {
    backend: {
      model: 'simulator',
      simulated: true,
      polarity: 'door',
      doors: supplies,
      guard,
      async openSensor(number) {
        const sensor = sensors.get(number);
        if (sensor === undefined) throw new Error(`door ${number} is not wired`);
        return createDoorSensor(sensor.line);
      },
    },
    pull: doors.pull,
    push: doors.push,
    doors: doors.doors,
    faults: doors.faults,
    setFault(id, on) {
      if (doors.isActive(id) === on && on) return;
      doors.setFault(id, on);
      if (id === GUARD_DEAD) guard.setDead(on);
    },
  };
}
