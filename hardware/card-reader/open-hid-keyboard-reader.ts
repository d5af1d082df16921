import type { NumberFormat } from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { createHidInputTransport, type HidInputSettings } from '../../firmware-bridge/transport/hid-input.ts';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReader, CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createHidKeyboardReader } from './hid-keyboard-reader.ts';
import { createHidKeyboardSimulator } from './hid-keyboard-simulator.ts';

/** One `card-reader` entry of the configuration with model `hid-keyboard`. */
export interface HidKeyboardEntry {
  readonly id: string;
  readonly model: 'hid-keyboard';
  readonly link: 'simulated' | { readonly hid: HidLinkEntry };
  readonly format: NumberFormat;
}

/** A USB device by its ids in hex, e.g. `ffff` and `0035`, or by a device file. */
export type HidLinkEntry =
  | {
      readonly vendorId: string;
      readonly productId: string;
      readonly serial?: string | undefined;
      readonly product?: string | undefined;
    }
  | { readonly path: string };

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

/** The ids as numbers. */
export function hidSettings(link: HidLinkEntry): HidInputSettings {
  if ('path' in link) return link;
  const { vendorId, productId, ...named } = link;
  return { vendorId: Number.parseInt(vendorId, 16), productId: Number.parseInt(productId, 16), ...named };
}
