import { randomBytes } from 'node:crypto';
import type { NumberFormat } from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { defaultBaudRate } from '../../firmware-bridge/osdp/constants.ts';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CardFrequency } from './card-announcer.ts';
import { createOsdpReader, type OsdpKey, type OsdpReader, type OsdpReaderParts } from './osdp-reader.ts';
import { createOsdpSimulator, type OsdpSimulator } from './osdp-simulator.ts';
import { readSiteKey } from './site-key.ts';

/** One `card-reader` entry of the configuration with model `osdp`. */
export interface OsdpEntry {
  readonly id: string;
  readonly model: 'osdp';
  readonly link: 'simulated' | { readonly serial: string; readonly baudRate?: number | undefined };
  readonly address: number;
  readonly key: OsdpKey;
  readonly secure: OsdpReaderParts['secure'];
  readonly format?: NumberFormat | undefined;
  readonly frequency?: CardFrequency | undefined;
}

/** Makes the reader, and for a simulated one what hangs at the far end of its cable. Nothing is opened before its `start()`. */
export function openOsdpReader(
  { id, link, address, key, secure, format, frequency }: OsdpEntry,
  clock: Clock,
): { readonly reader: OsdpReader; readonly simulator?: OsdpSimulator } {
  const common = { id, clock, address, key, secure, format, frequency };
  if (link !== 'simulated') {
    const transport = createSerialTransport({ path: link.serial, baudRate: link.baudRate ?? defaultBaudRate });
    return { reader: createOsdpReader({ ...common, transport }) };
  }
  const cable = createMemoryCable(`simulated cable of ${id}`);
  const siteKey = keyOfSimulated(key);
  const random = (): Uint8Array => randomBytes(8);
  return {
    reader: createOsdpReader({ ...common, transport: cable.near, simulated: true }),
    simulator: createOsdpSimulator({ cable, clock, address, siteKey, random }),
  };
}

/** A simulated reader knows the key already; without a readable file it is as sold. */
function keyOfSimulated(key: OsdpKey): Uint8Array | undefined {
  if (key === 'install') return undefined;
  try {
    return readSiteKey(key.file);
  } catch {
    // The driver reads the file too and says what is wrong with it.
    return undefined;
  }
}
