import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type CardReaderModelName, cardReaderModels } from './card-reader-models.ts';
import type { SerialCardReaderSettings } from './serial-card-reader.ts';

export interface SimulatedCardReaderParts {
  readonly id: string;
  readonly model: CardReaderModelName;
  readonly clock: Clock;
  readonly settings?: SerialCardReaderSettings | undefined;
}

/** The real driver with a simulated module at the far end of its cable. */
export function createSimulatedCardReader({ id, model, clock, settings }: SimulatedCardReaderParts): {
  readonly reader: CardReader;
  readonly simulator: CardReaderSimulator;
} {
  const { createReader, createSimulator } = cardReaderModels[model];
  const cable = createMemoryCable(`simulated cable of ${id}`);
  return {
    reader: createReader({ id, transport: cable.near, clock, simulated: true, settings }),
    simulator: createSimulator({ cable, clock }),
  };
}
