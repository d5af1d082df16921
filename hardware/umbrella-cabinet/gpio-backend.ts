import { openPinInput } from '../../firmware-bridge/gpio/open-pin.ts';
import type { GpioPin } from '../../firmware-bridge/gpio/sysfs-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type CabinetBackend, createDoorSensor, type DoorSensor } from './cabinet-backend.ts';
import { createGuardClient } from './guard-client.ts';

/** The wires of one door, as in the configuration. */
export interface DoorWiring {
  readonly number: number;
  /** Name of the power supply its lock hangs on; locks of one supply open one after the other. Default `main`. */
  readonly supply?: string;
  /** `activeLow`: a low pin energises the relay, as on the usual opto-isolated boards. */
  readonly lock: GpioPin & { readonly activeLow?: boolean };
  /** `closedWhen`: whether the line is active while the door is shut; `activeLow`: active means a low pin. Default `active`. */
  readonly sensor: GpioPin & { readonly activeLow?: boolean; readonly closedWhen?: 'active' | 'inactive' };
}

/**
 * A cabinet on the 40-pin header of a Raspberry Pi.
 *
 * @param lockLinesFile where the lock pins are written down for `all-off`, which drives them off before the service starts and
 *   after it ended
 */
export function createGpioBackend(options: {
  readonly doors: readonly DoorWiring[];
  readonly clock: Clock;
  readonly lockLinesFile?: string;
}): CabinetBackend {
  const { doors, clock, lockLinesFile } = options;
  const locks = doors.map(({ number, supply = 'main', lock }) => ({
    number,
    supply,
    line: { at: 'gpio', ...lock, activeLow: lock.activeLow ?? false } as const,
  }));
  const guard = createGuardClient({ locks, clock, ...(lockLinesFile === undefined ? {} : { lockLinesFile }) });
  return {
    model: 'gpio',
    simulated: false,
    polarity: 'door',
    doors: doors.map(({ number, supply = 'main', sensor }) => ({ number, supply, highWhenShut: highWhenShut(sensor) })),
    guard,
    async openSensor(number) {
      const wiring = doors.find((door) => door.number === number);
      if (wiring === undefined) throw new Error(`door ${number} is not wired`);
      return openGpioSensor(wiring.sensor);
    },
  };
}

/** Opens a door contact on a header pin. Rejects with a LinkError. */
export async function openGpioSensor(wiring: DoorWiring['sensor']): Promise<DoorSensor> {
  return createDoorSensor(await openPinInput(wiring));
}

/** The level of a contact's line while the door is shut, as configured. */
export function highWhenShut({ activeLow = false, closedWhen = 'active' }: DoorWiring['sensor']): boolean {
  return (closedWhen === 'active') !== activeLow;
}
