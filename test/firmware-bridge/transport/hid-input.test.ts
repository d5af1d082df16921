import { EventEmitter } from 'node:events';
import type { Device } from 'node-hid';
import { expect, test } from 'vitest';
import { createHidInputTransport, type HidInputSettings } from '../../../firmware-bridge/transport/hid-input.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';

// node-hid as its 3.4.0 declares it, with devices that are plugged in and pulled out by hand: this machine has no USB.

class FakeHandle extends EventEmitter {
  closes = 0;
  readonly written: number[][] = [];
  async write(report: number[]): Promise<number> {
    this.written.push(report);
    return report.length;
  }
  async close(): Promise<void> {
    this.closes++;
  }
}

function usb(plugged: Partial<Device>[]) {
  const handles = new Map<string, FakeHandle>();
  const library = async () => ({
    devicesAsync: async (vendorId: number, productId: number): Promise<Device[]> =>
      plugged
        .map((one): Device => ({ vendorId: 0xffff, productId: 0x35, release: 1, interface: 0, ...one }))
        .filter((one) => one.vendorId === vendorId && one.productId === productId),
    HIDAsync: {
      open: async (path: string) => {
        if (!plugged.some((one) => one.path === path))
          throw new Error(`Failed to open a device with path '${path}': No such file or directory`);
        const handle = new FakeHandle();
        handles.set(path, handle);
        return handle;
      },
    },
  });
  const open = async (settings: HidInputSettings = { vendorId: 0xffff, productId: 0x35 }) => {
    const transport = createHidInputTransport(settings, library);
    const heard: (readonly number[])[] = [];
    const closes: (LinkError | undefined)[] = [];
    transport.onBytes((chunk) => heard.push([...chunk]));
    transport.onClose((cause) => closes.push(cause));
    const failure = await transport.open().then(
      () => undefined,
      (error: unknown) => (error instanceof LinkError ? error : undefined),
    );
    return { transport, heard, closes, failure };
  };
  return { plugged, handles, open };
}

test('every report is one chunk', async () => {
  const { handles, open } = usb([{ path: '/dev/hidraw0' }]);
  const { heard } = await open();
  handles.get('/dev/hidraw0')?.emit('data', Buffer.of(0, 0, 0x1e, 0, 0, 0, 0, 0));
  handles.get('/dev/hidraw0')?.emit('data', Buffer.of(0, 0, 0, 0, 0, 0, 0, 0));
  expect(heard).toEqual([
    [0, 0, 0x1e, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

test('an unplugged reader closes once, whatever more is said, and is found again under another path', async () => {
  const { plugged, handles, open } = usb([{ path: '/dev/hidraw0' }]);
  const { transport, heard, closes } = await open();
  const old = handles.get('/dev/hidraw0');
  plugged.splice(0, 1, { path: '/dev/hidraw3' });
  old?.emit('error', 'could not read from HID device: No such device');
  old?.emit('error', new Error('again'));
  old?.emit('data', Buffer.of(1));
  expect(closes).toMatchObject([{ code: 'link/closed' }]);
  expect(old?.closes).toBe(1);
  await transport.open();
  handles.get('/dev/hidraw3')?.emit('data', Buffer.of(7));
  expect(heard).toEqual([[7]]);
  await transport.close();
  expect(closes).toEqual([expect.objectContaining({ code: 'link/closed' }), undefined]);
});

test('of a device with several parts the keyboard is taken', async () => {
  const { handles, open } = usb([
    { path: '/dev/hidraw0', usagePage: 0x0c, usage: 1 },
    { path: '/dev/hidraw1', usagePage: 1, usage: 6 },
    { path: '/dev/hidraw1', usagePage: 1, usage: 0x80 },
  ]);
  expect((await open()).failure).toBeUndefined();
  expect([...handles.keys()]).toEqual(['/dev/hidraw1']);
});

test('of two readers none is taken by chance; serial, name or path tells which', async () => {
  const both = [
    { path: '/dev/hidraw0', serialNumber: 'A1', product: 'Sycreader ID' },
    { path: '/dev/hidraw1', serialNumber: 'A2', product: 'Barcode Scanner' },
  ];
  const ids = { vendorId: 0xffff, productId: 0x35 };
  expect((await usb(both).open()).failure).toMatchObject({ code: 'link/failed', retryable: false });
  for (const settings of [{ ...ids, serial: 'A2' }, { ...ids, product: 'Barcode' }, { path: '/dev/hidraw1' }]) {
    const { handles, open } = usb(both);
    await open(settings);
    expect([...handles.keys()]).toEqual(['/dev/hidraw1']);
  }
});

test('what is not there, or gone between finding and opening, is said so', async () => {
  expect((await usb([]).open()).failure).toMatchObject({ code: 'link/not-found' });
  expect((await usb([]).open({ path: '/dev/hidraw9' })).failure).toMatchObject({ code: 'link/not-found' });
});

test('opening twice is refused, and closing while opening leaves nothing open', async () => {
  const { handles, open } = usb([{ path: '/dev/hidraw0' }]);
  const { transport } = await open();
  await expect(transport.open()).rejects.toMatchObject({ code: 'link/busy' });
  await transport.close();
  const opening = transport.open();
  await transport.close();
  await expect(opening).rejects.toMatchObject({ code: 'link/closed' });
  expect(handles.get('/dev/hidraw0')?.closes).toBe(1);
});

test('lamps are written with their report number, and not to a closed reader', async () => {
  const { handles, open } = usb([{ path: '/dev/hidraw0' }]);
  const { transport } = await open();
  await transport.write(Uint8Array.of(0, 1));
  expect(handles.get('/dev/hidraw0')?.written).toEqual([[0, 1]]);
  await transport.close();
  await expect(transport.write(Uint8Array.of(0, 1))).rejects.toMatchObject({ code: 'link/closed' });
});

test('node-hid itself is asked, and says that no such reader is there', async () => {
  const transport = createHidInputTransport({ vendorId: 0x1209, productId: 0xfffe });
  await expect(transport.open()).rejects.toMatchObject({ code: 'link/not-found' });
});
