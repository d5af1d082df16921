import { baudRate, frameSilenceMs } from '../../firmware-bridge/em18/constants.ts';
import { Em18Parser } from '../../firmware-bridge/em18/parser.ts';
import type { CardReader } from '../../src/ports/card-reader.ts';
import { createSettlingDecoder } from './card-decoder.ts';
import { type CardReaderParts, createSerialCardReader } from './serial-card-reader.ts';

export const em18Model = 'em18';

/** The module has no setting for its speed. Unit: baud, 8N1. */
export const em18BaudRate = baudRate;

/** Drives an EM-18 125 kHz module: EM4100 cards, told {@link frameSilenceMs} after the module's only frame. */
export function createEm18Reader(parts: CardReaderParts): CardReader {
  const decoder = createSettlingDecoder(new Em18Parser(), frameSilenceMs);
  return createSerialCardReader({ ...parts, model: em18Model, decoder });
}
