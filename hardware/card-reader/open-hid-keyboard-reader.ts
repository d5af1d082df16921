import type { NumberFormat } from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { createHidInputTransport } from '../../firmware-bridge/transport/hid-input.ts';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type HidLinkEntry, hidSettings } from '../hid-link.ts';
import { createHidKeyboardReader } from './hid-keyboard-reader.ts';
import { createHidKeyboardSimulator } from './hid-keyboard-simulator.ts';

/** One `card-reader` entry of the configuration with model `hid-keyboard`. */
export interface HidKeyboardEntry {
  readonly id: string;
  readonly model: 'hid-keyboard';
  readonly link: 'simulated' | { readonly hid: HidLinkEntry };
  readonly format: NumberFormat;
}

/** Makes the reader, and for a simulated one what hangs at the far end of its cable. Nothing is opened before its `start()`. */
export function openHidKeyboardReader(
  { id, link, format }: HidKeyboardEntry,
  clock: Clock,
): { readonly reader: CardReader; readonly simulator?: CardReaderSimulator } {
  if (link !== 'simulated') {
    const transport = createHidInputTransport(hidSettings(link.hid));
    return { reader: createHidKeyboardReader({ id, transport, clock, format }) };
  }
  const cable = createMemoryCable(`simulated cable of ${id}`);
  return {
    reader: createHidKeyboardReader({ id, transport: cable.near, clock, simulated: true, format }),
    simulator: createHidKeyboardSimulator({ cable, clock, format }),
  };
}
