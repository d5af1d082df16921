import { describe, expect, it, vi } from 'vitest';
import { createDeviceFileTransport } from '../../../firmware-bridge/transport/device-file.ts';
import type { LinkError } from '../../../firmware-bridge/transport/transport.ts';
import { FakeClock, settle } from '../../fake-clock.ts';

/** What the kernel's usblp does for a printer without a way back: reading is invalid, writing works. No pseudo terminal can play it. */
const written = vi.hoisted(() => [] as number[]);
vi.mock('node:fs/promises', () => ({
  stat: async () => ({ rdev: 1 }),
  open: async () => ({
    stat: async () => ({ isFile: () => false, rdev: 1 }),
    read: async () => {
      throw Object.assign(new Error('EINVAL: invalid argument, read'), { code: 'EINVAL' });
    },
    write: async (chunk: Uint8Array, from: number, length: number) => {
      written.push(...chunk.subarray(from, from + length));
      return { bytesWritten: length };
    },
    close: async () => {},
  }),
}));

describe('a printer that can only be written to', () => {
  it('stays open and takes bytes', async () => {
    const clock = new FakeClock();
    const transport = createDeviceFileTransport({ path: '/dev/usb/lp0' }, clock);
    const closes: (LinkError | undefined)[] = [];
    transport.onClose((cause) => closes.push(cause));
    await transport.open();
    await settle();
    await transport.write(Uint8Array.of(0x1b, 0x40));
    expect(written).toEqual([0x1b, 0x40]);
    expect(closes).toEqual([]);
    await transport.close();
    expect(closes).toEqual([undefined]);
    expect(clock.pending).toBe(0);
  });
});
