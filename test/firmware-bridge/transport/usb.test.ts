import { describe, expect, test } from 'vitest';
import type { LinkError } from '../../../firmware-bridge/transport/transport.ts';
import { createUsbTransport } from '../../../firmware-bridge/transport/usb.ts';
import type { UsbSettings } from '../../../firmware-bridge/transport/usb-device.ts';
import type {
  UsbDevice,
  UsbEndpoint,
  UsbLibrary,
  UsbTransfer,
} from '../../../firmware-bridge/transport/usb-library.ts';
import { FakeClock, settle } from '../../fake-clock.ts';

// No USB port here: a library that keeps libusb's promises, so that what the transport asks of it and in which order is tried.
// Against a real kernel the same file prints in the rig, over its USB printer gadget.

interface FakePort {
  readonly device: UsbDevice;
  /** What was asked of the device, in order. */
  readonly asked: string[];
  readonly written: Buffer[];
  /** Answers the read that is under way. */
  say(...bytes: number[]): void;
  /** Every transfer under way ends like this, and every later one. */
  fail(message: string): void;
  /** Writes are kept under way until told otherwise. */
  stalls: boolean;
}

interface Facts {
  readonly idProduct?: number;
  readonly serial?: string;
  readonly classes?: readonly number[];
  readonly hasIn?: boolean;
  readonly openError?: string;
  readonly driver?: boolean;
}

const error = (message: string): Error => new Error(message);

function plug({ idProduct = 2, serial, classes = [7], hasIn = true, openError, driver = true }: Facts = {}): FakePort {
  const asked: string[] = [];
  const written: Buffer[] = [];
  const pending = new Map<UsbTransfer, { end(cause: Error | undefined, bytes?: Buffer): void; isRead: boolean }>();
  let broken: string | undefined;
  const endpoint = (direction: 'in' | 'out', face: number): UsbEndpoint => ({
    direction,
    transferType: 2,
    descriptor: { wMaxPacketSize: 64 },
    makeTransfer(_, callback) {
      const transfer: UsbTransfer = {
        submit(buffer) {
          const end = (cause: Error | undefined, bytes = buffer): void => {
            if (!pending.delete(transfer)) return;
            queueMicrotask(() => callback(cause, bytes, bytes.length));
          };
          pending.set(transfer, { end, isRead: direction === 'in' });
          if (broken !== undefined) return end(error(broken));
          if (direction === 'in' || port.stalls) return;
          asked.push(`write ${face}`);
          written.push(Buffer.from(buffer));
          end(undefined);
        },
        cancel() {
          asked.push(`cancel ${direction}`);
          pending.get(transfer)?.end(error('LIBUSB_TRANSFER_CANCELLED'));
          return true;
        },
      };
      return transfer;
    },
  });
  const refuse = (what: string): void => {
    if (broken !== undefined) throw error(broken);
    asked.push(what);
  };
  const device: UsbDevice = {
    deviceDescriptor: { idVendor: 0x1209, idProduct, iSerialNumber: serial === undefined ? 0 : 3 },
    interfaces: classes.map((bInterfaceClass, face) => ({
      descriptor: { bInterfaceClass },
      endpoints: [endpoint('out', face), ...(hasIn ? [endpoint('in', face)] : [])],
      isKernelDriverActive: () => driver,
      detachKernelDriver: () => refuse('detach'),
      attachKernelDriver: () => refuse('attach'),
      claim: () => refuse(`claim ${face}`),
      release(callback) {
        if (pending.size > 0) throw error('LIBUSB_ERROR_BUSY: transfers pending');
        asked.push('release');
        callback();
      },
    })),
    open() {
      if (openError !== undefined) throw error(openError);
      asked.push('open');
    },
    close() {
      if (pending.size > 0) throw error("Can't close device with a pending request");
      asked.push('close');
    },
    getStringDescriptor: (_, callback) => callback(undefined, serial),
  };
  const port: FakePort = {
    device,
    asked,
    written,
    stalls: false,
    say(...bytes) {
      for (const { end, isRead } of [...pending.values()]) if (isRead) end(undefined, Buffer.from(bytes));
    },
    fail(message) {
      broken = message;
      for (const { end } of [...pending.values()]) end(error(message));
    },
  };
  return port;
}

const PRINTER: UsbSettings = { vendorId: 0x1209, productId: 2 };
function link(ports: readonly FakePort[], settings: UsbSettings = PRINTER) {
  const clock = new FakeClock();
  const library: UsbLibrary = { getDeviceList: () => ports.map(({ device }) => device) };
  const transport = createUsbTransport(settings, clock, async () => library);
  const closes: (LinkError | undefined)[] = [];
  const heard: number[] = [];
  transport.onClose((cause) => closes.push(cause));
  transport.onBytes((chunk) => heard.push(...chunk));
  return { clock, transport, closes, heard };
}

describe('a USB printer', () => {
  test('is taken from the kernel’s driver, written to, listened to, and given back', async () => {
    const port = plug();
    const { transport, closes, heard } = link([port]);
    await transport.open();
    await transport.write(Uint8Array.of(0x10, 0x04, 0x01));
    port.say(0x12);
    port.say(0x16);
    await settle();
    port.say(0x12);
    await settle();
    expect(heard).toEqual([0x12, 0x12]);
    expect(port.written).toEqual([Buffer.of(0x10, 0x04, 0x01)]);
    await transport.close();
    expect(port.asked).toEqual([
      ...['open', 'detach', 'claim 0', 'write 0', 'cancel in', 'release', 'attach', 'close'],
    ]);
    expect(closes).toEqual([undefined]);
  });

  test('of several functions the printer class is taken, wherever it stands', async () => {
    const port = plug({ classes: [0xff, 7] });
    const { transport } = link([port]);
    await transport.open();
    expect(port.asked).toContain('claim 1');
    await transport.close();
  });

  test('more bytes than one transfer takes go out whole and in order', async () => {
    const port = plug();
    const { transport } = link([port]);
    await transport.open();
    const job = Buffer.from(Array.from({ length: 40_000 }, (_, index) => index % 251));
    await Promise.all([transport.write(job), transport.write(Uint8Array.of(0xff))]);
    expect(Buffer.concat(port.written).equals(Buffer.concat([job, Buffer.of(0xff)]))).toBe(true);
    await transport.close();
  });

  test('that answers every read with nothing is asked again after a pause only', async () => {
    const port = plug();
    const { clock, transport, heard } = link([port]);
    await transport.open();
    port.say();
    await settle();
    expect(clock.pending).toBe(1);
    await clock.advance(20);
    port.say(0x12);
    await settle();
    expect(heard).toEqual([0x12]);
    await transport.close();
  });

  test('without a way back is written to all the same', async () => {
    const port = plug({ hasIn: false });
    const { transport } = link([port]);
    await transport.open();
    await transport.write(Uint8Array.of(0x1b, 0x40));
    expect(port.written).toEqual([Buffer.of(0x1b, 0x40)]);
    await transport.close();
  });

  test('pulled out while idle is told once, and opens again when it is back', async () => {
    const port = plug();
    const ports = [port];
    const { transport, closes } = link(ports);
    await transport.open();
    ports.length = 0;
    port.fail('LIBUSB_TRANSFER_NO_DEVICE');
    await settle();
    expect(closes).toMatchObject([{ code: 'link/closed' }]);
    await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
    await expect(transport.open()).rejects.toMatchObject({ code: 'link/not-found' });
    ports.push(plug());
    await transport.open();
    await transport.write(Uint8Array.of(2));
    await transport.close();
  });

  test('that takes no bytes is let go of: the write is refused and the device is closed', async () => {
    const port = plug();
    const { transport } = link([port]);
    await transport.open();
    port.stalls = true;
    const write = expect(transport.write(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'link/closed' });
    await settle();
    await transport.close();
    await write;
    expect(port.asked.at(-1)).toBe('close');
    port.stalls = false;
    await transport.open();
    await transport.write(Uint8Array.of(4));
    await transport.close();
  });

  test.each([
    ['LIBUSB_ERROR_ACCESS', 'link/no-permission'],
    ['LIBUSB_ERROR_BUSY', 'link/busy'],
    ['LIBUSB_ERROR_NO_DEVICE', 'link/not-found'],
  ])('%s on opening is %s', async (openError, code) => {
    await expect(link([plug({ openError })]).transport.open()).rejects.toMatchObject({ code });
  });

  test('is looked for by its serial where two of one model are connected', async () => {
    const ports = [plug({ serial: 'A1' }), plug({ serial: 'B2' }), plug({ idProduct: 9, serial: 'B2' })];
    await expect(link(ports).transport.open()).rejects.toThrow(/name the serial/);
    const { transport } = link(ports, { ...PRINTER, serial: 'B2' });
    await transport.open();
    await transport.write(Uint8Array.of(7));
    expect(ports.map(({ written }) => written.length)).toEqual([0, 1, 0]);
    await transport.close();
    await expect(link(ports, { ...PRINTER, serial: 'C3' }).transport.open()).rejects.toMatchObject({
      code: 'link/not-found',
    });
  });

  test('with nothing to write to is refused, and left to the kernel', async () => {
    const port = plug({ classes: [] });
    await expect(link([port]).transport.open()).rejects.toMatchObject({ code: 'link/failed', retryable: false });
    expect(port.asked).toEqual(['open', 'close']);
  });

  test('a second open is busy; closing while opening refuses the open', async () => {
    const { transport } = link([plug()]);
    const opening = expect(transport.open()).rejects.toMatchObject({ code: 'link/closed' });
    const second = expect(transport.open()).rejects.toMatchObject({ code: 'link/busy' });
    void transport.close();
    await Promise.all([opening, second]);
  });

  test('a machine without the native part says what to do, and other links go on', async () => {
    const transport = createUsbTransport(PRINTER, new FakeClock(), async () => {
      throw new Error('cannot open shared object file');
    });
    await expect(transport.open()).rejects.toMatchObject({ code: 'link/failed' });
  });
});
