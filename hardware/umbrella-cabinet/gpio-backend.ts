import { createDebouncedLine } from '../../firmware-bridge/gpio/debounced-line.ts';
import { openPinInput } from '../../firmware-bridge/gpio/open-pin.ts';
import type { GpioPin } from '../../firmware-bridge/gpio/sysfs-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type CabinetBackend, createDoorSensor } from './cabinet-backend.ts';
import { createGuardClient } from './guard-client.ts';

/** A door contact that bounces does so for a few milliseconds. */
const DEFAULT_DEBOUNCE_MS = 20;

/** The wires of one door, as in the configuration. */
export interface DoorWiring {
  readonly number: number;
  /** Name of the power supply its lock hangs on; locks of one supply open one after the other. Default `main`. */
  readonly supply?: string;
  /** `activeLow`: a low pin energises the relay, as on the usual opto-isolated boards. */
  readonly lock: GpioPin & { readonly activeLow?: boolean };
  /** `closedWhen`: whether the line is active while the door is shut; `activeLow`: active means a low pin. Default `active`. */
  readonly sensor: GpioPin & {
    readonly activeLow?: boolean;
    readonly closedWhen?: 'active' | 'inactive';
    /** Milliseconds its level must stand still to be believed. */
    readonly debounceMs?: number;
  };
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
    ...createGpioSensors(doors, clock),
  };
}

/** The door contacts on header pins, debounced: how a backend opens them, and how often they bounced. */
export function createGpioSensors(
  doors: readonly Pick<DoorWiring, 'number' | 'sensor'>[],
  clock: Clock,
): Required<Pick<CabinetBackend, 'openSensor' | 'counters'>> {
  let bounces = 0;
  return {
    async openSensor(number) {
      const wiring = doors.find((door) => door.number === number);
      if (wiring === undefined) throw new Error(`door ${number} is not wired`);
      const raw = await openPinInput(wiring.sensor);
      const line = createDebouncedLine(raw, {
        debounceMs: wiring.sensor.debounceMs ?? DEFAULT_DEBOUNCE_MS,
        timers: clock,
        bounced: () => {
          bounces += 1;
        },
      });
      // Who looks whether a contact stands still wants its own level, not what is believed of it.
      return { ...createDoorSensor(line), readNew: () => raw.read() };
    },
    counters: () => (bounces === 0 ? {} : { bounces }),
  };
}

/** The level of a contact's line while the door is shut, as configured. */
export function highWhenShut({ activeLow = false, closedWhen = 'active' }: DoorWiring['sensor']): boolean {
  return (closedWhen === 'active') !== activeLow;
}
