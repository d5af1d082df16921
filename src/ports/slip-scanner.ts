import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard } from './device.ts';

/** A code was scanned: one event per scan. */
export interface SlipScanned {
  readonly type: 'slipScanned';
  readonly scannerId: string;
  /** As the scanner typed it, at most 64 characters; anything may be printed on what people hold under it. */
  readonly text: string;
  readonly at: ClockReading;
}

/** Reads the codes of the desk's own slips. What it reads never goes through the screen's keyboard. */
export interface SlipScanner extends Device {
  readonly kind: 'slip-scanner';
  onScan(listener: (event: SlipScanned) => void): () => void;
}

/** Bench side: a hand that holds a code under the scanner. */
export interface SlipScannerSimulator extends FaultSwitchboard {
  /** @throws DeviceError `simulator/bad-code` for what no keyboard types */
  scan(text: string): void;
}
