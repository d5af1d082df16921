import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createRdm6300Reader } from './rdm6300-reader.ts';
import { createRdm6300Simulator } from './rdm6300-simulator.ts';
import type { SerialCardReaderSettings } from './serial-card-reader.ts';

export interface SimulatedCardReaderParts {
  readonly id: string;
  readonly clock: Clock;
  readonly settings?: SerialCardReaderSettings | undefined;
}

/** The real driver with a simulated module at the far end of its cable. */
export function createSimulatedCardReader({ id, clock, settings }: SimulatedCardReaderParts): {
  readonly reader: CardReader;
  readonly simulator: CardReaderSimulator;
} {
  const cable = createMemoryCable(`simulated cable of ${id}`);
  return {
    reader: createRdm6300Reader({ id, transport: cable.near, clock, simulated: true, settings }),
    simulator: createRdm6300Simulator({ cable, clock }),
  };
}
