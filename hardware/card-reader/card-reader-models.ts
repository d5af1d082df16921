import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import { createEm18Reader, em18BaudRate } from './em18-reader.ts';
import { createEm18Simulator } from './em18-simulator.ts';
import { createPn532Reader, pn532BaudRate } from './pn532-reader.ts';
import { createPn532Simulator } from './pn532-simulator.ts';
import { createRdm6300Reader, rdm6300BaudRate } from './rdm6300-reader.ts';
import { createRdm6300Simulator } from './rdm6300-simulator.ts';
import { createRdm7941Reader, rdm7941BaudRate } from './rdm7941-reader.ts';
import { createRdm7941Simulator } from './rdm7941-simulator.ts';
import type { SimulatorParts } from './sending-simulator.ts';
import type { CardReaderParts } from './serial-card-reader.ts';

/** A reader on a serial port: its driver, what hangs at the far end of a simulated cable, and its usual speed. */
export interface CardReaderModel {
  readonly createReader: (parts: CardReaderParts) => CardReader;
  readonly createSimulator: (parts: SimulatorParts) => CardReaderSimulator;
  /** Unit: baud, 8N1. */
  readonly baudRate: number;
}

/** Every reader on a serial port. A new model is one more line here and in `config/schema.ts`. */
export const cardReaderModels = {
  rdm6300: { createReader: createRdm6300Reader, createSimulator: createRdm6300Simulator, baudRate: rdm6300BaudRate },
  rdm7941: { createReader: createRdm7941Reader, createSimulator: createRdm7941Simulator, baudRate: rdm7941BaudRate },
  em18: { createReader: createEm18Reader, createSimulator: createEm18Simulator, baudRate: em18BaudRate },
  pn532: { createReader: createPn532Reader, createSimulator: createPn532Simulator, baudRate: pn532BaudRate },
} as const satisfies Record<string, CardReaderModel>;

/** What `devices[].model` may be for a reader on a serial port. */
export type CardReaderModelName = keyof typeof cardReaderModels;
