import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { serializeKeyed } from '../../firmware-bridge/hid-keyboard/serialize.ts';

/** The computer asks a keyboard for a report every few milliseconds; one is kept until it is fetched. */
const LOOK_MS = 1;
const FETCHED_WITHIN_MS = 5_000;

/** The reader's own end of a keyboard-wedge cable. */
export interface KeyboardEnd {
  /** Types a text and Enter; resolves when the last report was handed over. Rejects when the cable is pulled. */
  type(text: string): Promise<void>;
  close(): void;
}

/** Opens the device end of a HID gadget, e.g. `/dev/hidg0`. */
export function openKeyboardEnd(path: string): KeyboardEnd {
  const end = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  return {
    async type(text) {
      for (const report of serializeKeyed(text)) await press(end, report);
    },
    close: () => closeSync(end),
  };
}

async function press(end: number, report: Uint8Array): Promise<void> {
  const deadlineMs = performance.now() + FETCHED_WITHIN_MS;
  for (;;) {
    try {
      writeSync(end, report);
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (!isBusy || performance.now() > deadlineMs) throw error;
      await wait(LOOK_MS);
    }
  }
}
