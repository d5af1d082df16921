import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A USB device at the end of a cable that can be pulled. */
export type Cable = 'reader' | 'printer' | 'keyboard-reader' | 'second-reader';

interface UsbDevice {
  /** The software socket (dummy_hcd) it is plugged into. */
  readonly socket: string;
  readonly vendor: number;
  readonly product: number;
  readonly maker: string;
  readonly title: string;
  readonly serialNumber?: string;
  /** Function of the kernel's gadget driver, and its settings. */
  readonly does: string;
  readonly settings?: Readonly<Record<string, string | Uint8Array>>;
  /** What the host side makes of it. */
  readonly appearsAs: string;
}

/** Boot keyboard of HID 1.11 appendix E.6, without the indicator lamps' padding being of interest to anybody. */
const BOOT_KEYBOARD = Buffer.from(
  '05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0',
  'hex',
);
const CONFIGFS = '/sys/kernel/config/usb_gadget';
const ENGLISH = '0x409';
const GENERIC_SERIAL = '/sys/bus/usb-serial/drivers/generic/new_id';
const APPEARS_WITHIN_MS = 10_000;
const LOOK_MS = 10;

/**
 * What hangs on the desk. The reader's ids and names are those of a CH340 adapter, so that udev makes the very name of the example
 * configuration; its product number is not a CH340's, whose driver would want a CH340's own protocol.
 */
const DEVICES: Readonly<Record<Cable, UsbDevice>> = {
  reader: {
    socket: 'dummy_udc.0',
    vendor: 0x1a86,
    product: 0x0001,
    maker: '1a86',
    title: 'USB Serial',
    does: 'gser.rig',
    appearsAs: '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0',
  },
  printer: {
    socket: 'dummy_udc.1',
    vendor: 0x04b8,
    product: 0x0e28,
    maker: 'EPSON',
    title: 'TM-T82III',
    serialNumber: 'RIG0001',
    does: 'printer.rig',
    // One block of 8 kB in its buffer, so that a longer job is still being handed over while it prints.
    settings: { pnp_string: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T82III;CLS:PRINTER;', q_len: '1' },
    appearsAs: '/dev/qingyu/printer',
  },
  'keyboard-reader': {
    socket: 'dummy_udc.2',
    vendor: 0xffff,
    product: 0x0035,
    maker: 'Sycreader',
    title: 'USB Reader',
    serialNumber: '08FF20140315',
    does: 'hid.rig',
    settings: { protocol: '1', subclass: '1', report_length: '8', report_desc: BOOT_KEYBOARD },
    appearsAs: '/dev/input/by-id/usb-Sycreader_USB_Reader_08FF20140315-event-kbd',
  },
  'second-reader': {
    socket: 'dummy_udc.3',
    vendor: 0x1209,
    product: 0x0004,
    maker: 'RIG',
    title: 'Card reader',
    serialNumber: 'ACM1',
    does: 'acm.rig',
    appearsAs: '/dev/serial/by-id/usb-RIG_Card_reader_ACM1-if00',
  },
};

export const CABLES: readonly Cable[] = ['reader', 'printer', 'keyboard-reader', 'second-reader'];

/** The path under which a device is found while its cable is plugged in. */
export function appearsAs(cable: Cable): string {
  return DEVICES[cable].appearsAs;
}

/** Vendor and product number of a device as `lsusb` writes them. */
export function idsOf(cable: Cable): { readonly vendor: string; readonly product: string } {
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  return { vendor: hex(DEVICES[cable].vendor), product: hex(DEVICES[cable].product) };
}

/** Makes every device and plugs it in; resolves when all have appeared. */
export async function plugInEverything(): Promise<void> {
  for (const cable of CABLES) makeDevice(cable);
  const { vendor, product } = idsOf('reader');
  writeFileSync(GENERIC_SERIAL, `${vendor} ${product}`);
  for (const cable of CABLES) await plug(cable);
}

/**
 * Plugs a cable in; resolves when the device has appeared.
 *
 * @param awaited false where the service takes the device from the kernel's driver, under whose name it may never be seen
 */
export async function plug(cable: Cable, awaited = true): Promise<void> {
  writeFileSync(join(CONFIGFS, cable, 'UDC'), DEVICES[cable].socket);
  if (awaited) await until(cable, true);
}

/** Pulls a cable; resolves when the device is gone. */
export async function unplug(cable: Cable): Promise<void> {
  writeFileSync(join(CONFIGFS, cable, 'UDC'), '\n');
  await until(cable, false);
}

async function until(cable: Cable, there: boolean): Promise<void> {
  const { appearsAs: path } = DEVICES[cable];
  const deadlineMs = performance.now() + APPEARS_WITHIN_MS;
  while (existsSync(path) !== there) {
    if (performance.now() > deadlineMs)
      throw new Error(`${path} did not ${there ? 'appear' : 'go'}; there is ${readdirSync('/dev/serial/by-id')}`);
    await wait(LOOK_MS);
  }
}

function makeDevice(cable: Cable): void {
  const { vendor, product, maker, title, serialNumber, does, settings = {} } = DEVICES[cable];
  const gadget = join(CONFIGFS, cable);
  const strings = join(gadget, 'strings', ENGLISH);
  const configuration = join(gadget, 'configs/c.1');
  mkdirSync(strings, { recursive: true });
  mkdirSync(join(configuration, 'strings', ENGLISH), { recursive: true });
  writeFileSync(join(gadget, 'idVendor'), String(vendor));
  writeFileSync(join(gadget, 'idProduct'), String(product));
  writeFileSync(join(gadget, 'bcdUSB'), '0x0200');
  writeFileSync(join(strings, 'manufacturer'), maker);
  writeFileSync(join(strings, 'product'), title);
  if (serialNumber !== undefined) writeFileSync(join(strings, 'serialnumber'), serialNumber);
  const made = join(gadget, 'functions', does);
  mkdirSync(made);
  for (const [name, value] of Object.entries(settings)) writeFileSync(join(made, name), value);
  symlinkSync(made, join(configuration, does));
}
