import type { NumberFormat } from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { createHidInputTransport } from '../../firmware-bridge/transport/hid-input.ts';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type HidLinkEntry, hidSettings } from '../hid-link.ts';
import type { CardFrequency } from './card-announcer.ts';
import { createHidKeyboardReader } from './hid-keyboard-reader.ts';
import { createHidKeyboardSimulator } from './hid-keyboard-simulator.ts';

/** One `card-reader` entry of the configuration with model `hid-keyboard`. */
export interface HidKeyboardEntry {
  readonly id: string;
  readonly model: 'hid-keyboard';
  readonly link: 'simulated' | { readonly hid: HidLinkEntry };
  readonly format: NumberFormat;
  readonly frequency?: CardFrequency | undefined;
}

/** Makes the reader, and for a simulated one what hangs at the far end of its cable. Nothing is opened before its `start()`. */
export function openHidKeyboardReader(
  { id, link, format, frequency }: HidKeyboardEntry,
  clock: Clock,
): { readonly reader: CardReader; readonly simulator?: CardReaderSimulator } {
  const settings = { tailsAreUids: frequency === '13.56MHz' };
  if (link !== 'simulated') {
    const transport = createHidInputTransport(hidSettings(link.hid));
    return { reader: createHidKeyboardReader({ id, transport, clock, format, settings }) };
  }
  const cable = createMemoryCable(`simulated cable of ${id}`);
  return {
    reader: createHidKeyboardReader({ id, transport: cable.near, clock, simulated: true, format, settings }),
    simulator: createHidKeyboardSimulator({ cable, clock, format }),
  };
}
