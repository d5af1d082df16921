import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type CardReaderModelName, cardReaderModels } from './card-reader-models.ts';
import { type HidKeyboardEntry, openHidKeyboardReader } from './open-hid-keyboard-reader.ts';
import { type OsdpEntry, openOsdpReader } from './open-osdp-reader.ts';
import type { SerialCardReaderSettings } from './serial-card-reader.ts';
import { createSimulatedCardReader } from './simulated-card-reader.ts';

/** One `card-reader` entry of the configuration for a reader that sends by itself. */
export interface SendingReaderEntry {
  readonly id: string;
  readonly model: CardReaderModelName;
  /** Without `baudRate` the model's own speed. */
  readonly link: 'simulated' | { readonly serial: string; readonly baudRate?: number | undefined };
  readonly settings?: SerialCardReaderSettings | undefined;
}

/** One `card-reader` entry of the configuration. */
export type CardReaderEntry = SendingReaderEntry | OsdpEntry | HidKeyboardEntry;

/** A reader as configured, and for a simulated one the hand that holds cards to it. */
export interface OpenedCardReader {
  readonly reader: CardReader;
  readonly simulator?: CardReaderSimulator;
}

/** Makes the reader a configuration entry asks for. Nothing is opened before its `start()`. */
export function openCardReader(entry: CardReaderEntry, clock: Clock): OpenedCardReader {
  if (entry.model === 'osdp') return openOsdpReader(entry, clock);
  if (entry.model === 'hid-keyboard') return openHidKeyboardReader(entry, clock);
  const { id, model, link, settings } = entry;
  if (link === 'simulated') return createSimulatedCardReader({ id, model, clock, settings });
  const { createReader, baudRate } = cardReaderModels[model];
  const transport = createSerialTransport({ path: link.serial, baudRate: link.baudRate ?? baudRate });
  return { reader: createReader({ id, transport, clock, settings }) };
}
