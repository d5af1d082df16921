import { baudRate } from '../../firmware-bridge/rdm7941/constants.ts';
import { Rdm7941Parser } from '../../firmware-bridge/rdm7941/parser.ts';
import type { CardReader } from '../../src/ports/card-reader.ts';
import { createCardDecoder } from './card-decoder.ts';
import { type CardReaderParts, createSerialCardReader } from './serial-card-reader.ts';

export const rdm7941Model = 'rdm7941';

/** As the modules are delivered. Unit: baud, 8N1. */
export const rdm7941BaudRate = baudRate;

/** The listings do not say how often a card in the field is sent again; slower than this would be a new presentation each time. */
const removedAfterMs = 1_000;

/** Drives a 7941-type dual-frequency module: EM4100 and MIFARE cards, one event per presentation. */
export function createRdm7941Reader({ settings, ...parts }: CardReaderParts): CardReader {
  const decoder = createCardDecoder(new Rdm7941Parser());
  return createSerialCardReader({ ...parts, model: rdm7941Model, decoder, settings: { removedAfterMs, ...settings } });
}
