import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createRdm6300Reader } from './rdm6300-reader.ts';
import type { SerialCardReaderSettings } from './serial-card-reader.ts';
import { createSimulatedCardReader } from './simulated-card-reader.ts';

/** One `card-reader` entry of the configuration. */
export interface CardReaderEntry {
  readonly id: string;
  readonly model: 'rdm6300';
  readonly link: 'simulated' | { readonly serial: string; readonly baudRate: number };
  readonly settings?: SerialCardReaderSettings | undefined;
}

/** A reader as configured, and for a simulated one the hand that holds cards to it. */
export interface OpenedCardReader {
  readonly reader: CardReader;
  readonly simulator?: CardReaderSimulator;
}

/** Makes the reader a configuration entry asks for. Nothing is opened before its `start()`. A new model is one more case here. */
export function openCardReader({ id, model, link, settings }: CardReaderEntry, clock: Clock): OpenedCardReader {
  switch (model) {
    case 'rdm6300': {
      if (link === 'simulated') return createSimulatedCardReader({ id, clock, settings });
      const transport = createSerialTransport({ path: link.serial, baudRate: link.baudRate });
      return { reader: createRdm6300Reader({ id, transport, clock, settings }) };
    }
  }
}
