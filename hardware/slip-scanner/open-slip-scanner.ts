import { createHidInputTransport } from '../../firmware-bridge/transport/hid-input.ts';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SlipScanner, SlipScannerSimulator } from '../../src/ports/slip-scanner.ts';
import { type HidLinkEntry, hidSettings } from '../hid-link.ts';
import { createKeyedSlipScanner } from './keyed-slip-scanner.ts';
import { createSlipScannerSimulator } from './slip-scanner-simulator.ts';

/** One `slip-scanner` entry of the configuration. */
export interface SlipScannerEntry {
  readonly id: string;
  readonly link: 'simulated' | { readonly hid: HidLinkEntry };
}

/** Makes the scanner, and for a simulated one what hangs at the far end of its cable. Nothing is opened before its `start()`. */
export function openSlipScanner(
  { id, link }: SlipScannerEntry,
  clock: Clock,
): { readonly device: SlipScanner; readonly simulator?: SlipScannerSimulator } {
  if (link !== 'simulated') {
    const transport = createHidInputTransport(hidSettings(link.hid));
    return { device: createKeyedSlipScanner({ id, transport, clock }) };
  }
  const cable = createMemoryCable(`simulated cable of ${id}`);
  return {
    device: createKeyedSlipScanner({ id, transport: cable.near, clock, simulated: true }),
    simulator: createSlipScannerSimulator({ cable, clock }),
  };
}
