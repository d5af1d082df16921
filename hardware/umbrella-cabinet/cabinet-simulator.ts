import type { Clock } from '../../src/ports/clock.ts';
import type { UmbrellaCabinetSimulator } from '../../src/ports/umbrella-cabinet.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { createGuardClient } from './guard-client.ts';
import { createInProcessGuard } from './in-process-guard.ts';
import type { LockGuard } from './lock-guard.ts';
import { contactFaults, createSimulatedContacts } from './simulated-contacts.ts';
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
  const contacts = createSimulatedContacts(options.doors, clock);
  const numbers = Array.from({ length: options.doors }, (_, at) => at + 1);
  const supplies = numbers.map((number) => ({ number, supply: 'main', highWhenShut: false }));
  const locks = supplies.map(({ number, supply }) => ({ number, supply, line: { at: 'memory' } as const }));
  const guard: LockGuard & { setDead(dead: boolean): void } =
    options.guard === 'in-process' ? createInProcessGuard({ locks, clock }) : createGuardClient({ locks, clock });
  const doors = createSimulatedDoors({
    doors: options.doors,
    clock,
    besides: [...contactFaults, { id: GUARD_DEAD, says: { zh: '锁控程序停止', en: 'The lock guard is dead' } }],
    shows: contacts.show,
  });
  guard.onLine((number, on) => doors.coil(number, on));

  return {
    backend: {
      model: 'simulator',
      simulated: true,
      polarity: 'door',
      doors: supplies,
      guard,
      openSensor: contacts.openSensor,
    },
    pull: doors.pull,
    push: doors.push,
    doors: doors.doors,
    faults: doors.faults,
    setFault(id, on) {
      if (doors.isActive(id) === on && on) return;
      doors.setFault(id, on);
      contacts.faultSet(id, on);
      if (id === GUARD_DEAD) guard.setDead(on);
    },
  };
}
