import { baudRate } from '../../firmware-bridge/em4100/constants.ts';
import { Em4100Parser } from '../../firmware-bridge/em4100/parser.ts';
import type { CardReader } from '../../src/ports/card-reader.ts';
import { createCardDecoder } from './card-decoder.ts';
import { type CardReaderParts, createSerialCardReader } from './serial-card-reader.ts';

export const rdm6300Model = 'rdm6300';

/** The module has no setting for its speed. Unit: baud, 8N1. */
export const rdm6300BaudRate = baudRate;

/** Drives an RDM6300 125 kHz module: EM4100 cards, one event per presentation. */
export function createRdm6300Reader(parts: CardReaderParts): CardReader {
  return createSerialCardReader({ ...parts, model: rdm6300Model, decoder: createCardDecoder(new Em4100Parser()) });
}
