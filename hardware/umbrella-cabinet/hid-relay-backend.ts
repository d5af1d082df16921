import type { Clock } from '../../src/ports/clock.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { createGpioSensors, type DoorWiring, highWhenShut } from './gpio-backend.ts';
import { createGuardClient } from './guard-client.ts';

/** The wires of one door on a USB relay board, as in the configuration; the board has no inputs, so its contact is on the header. */
export interface RelayDoorWiring {
  readonly number: number;
  readonly supply?: string;
  /** As printed on the board, from 1. */
  readonly relay: number;
  readonly sensor: DoorWiring['sensor'];
}

/**
 * A cabinet on a USB relay board (16c0:05df). The board has no timer: the guard process owns it as it owns header pins.
 *
 * @param serial five characters, where there are two boards
 * @param lockLinesFile where the relays are written down for `all-off`
 */
export function createHidRelayBackend(options: {
  readonly doors: readonly RelayDoorWiring[];
  readonly serial?: string;
  readonly clock: Clock;
  readonly lockLinesFile?: string;
}): CabinetBackend {
  const { doors, serial, clock, lockLinesFile } = options;
  const named = serial === undefined ? {} : { serial };
  const locks = doors.map(({ number, supply = 'main', relay }) => ({
    number,
    supply,
    line: { at: 'hid-relay', relay, ...named } as const,
  }));
  return {
    model: 'hid-relay',
    simulated: false,
    polarity: 'door',
    doors: doors.map(({ number, supply = 'main', sensor }) => ({ number, supply, highWhenShut: highWhenShut(sensor) })),
    guard: createGuardClient({ locks, clock, ...(lockLinesFile === undefined ? {} : { lockLinesFile }) }),
    ...createGpioSensors(doors, clock),
  };
}
