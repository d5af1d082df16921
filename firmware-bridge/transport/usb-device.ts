import { LinkError } from './transport.ts';
import type { UsbDevice, UsbEndpoint, UsbInterface, UsbLibrary, UsbTransfer } from './usb-library.ts';

/** Which device, as `lsusb` shows it. */
export interface UsbSettings {
  readonly vendorId: number;
  readonly productId: number;
  /** Needed where two of one model are connected. */
  readonly serial?: string | undefined;
}

/** USB printer class (usbprint11). */
const PRINTER_CLASS = 7;
/** LIBUSB_TRANSFER_TYPE_BULK. */
const BULK = 2;

/** What is held while the link is open. */
export interface OpenUsb {
  readonly device: UsbDevice;
  readonly face: UsbInterface;
  readonly out: UsbEndpoint;
  /** Absent on a printer without a way back. */
  readonly into: UsbEndpoint | undefined;
  readonly hadDriver: boolean;
  /** Transfers not called back yet: closing before that is an error of libusb. */
  readonly underWay: Set<UsbTransfer>;
  idle: () => void;
}

/** The one device of these ids, or of this serial among them. Rejects with a LinkError when there is none, or more than one. */
export async function findUsb(library: UsbLibrary, settings: UsbSettings, name: string): Promise<UsbDevice> {
  const { vendorId, productId, serial } = settings;
  const alike = library
    .getDeviceList()
    .filter(({ deviceDescriptor: of }) => of.idVendor === vendorId && of.idProduct === productId);
  const found = serial === undefined ? alike : [];
  if (serial !== undefined) for (const each of alike) if ((await serialOf(each)) === serial) found.push(each);
  const [device, second] = found;
  if (device === undefined) throw new LinkError('link/not-found', `${name} is not connected`);
  if (second !== undefined)
    throw new LinkError('link/failed', `${name}: there are ${found.length} of them, name the serial of one`);
  return device;
}

/** Opens the device and takes its printer function from the kernel’s driver. @throws LinkError or what libusb throws */
export function claimUsb(device: UsbDevice, name: string): OpenUsb {
  device.open();
  try {
    const hasOut = (face: UsbInterface): boolean => face.endpoints.some(isBulkOut);
    const faces = (device.interfaces ?? []).filter(hasOut);
    const face = faces.find((each) => each.descriptor.bInterfaceClass === PRINTER_CLASS) ?? faces[0];
    const out = face?.endpoints.find(isBulkOut);
    if (face === undefined || out === undefined)
      throw new LinkError('link/failed', `${name} has nothing to write to`, { retryable: false });
    const hadDriver = face.isKernelDriverActive();
    if (hadDriver) face.detachKernelDriver();
    face.claim();
    const into = face.endpoints.find((each) => each.direction === 'in' && each.transferType === BULK);
    return { device, face, out, into, hadDriver, underWay: new Set(), idle: () => undefined };
  } catch (error) {
    closeQuietly(device);
    throw error;
  }
}

/** Takes back what is under way, then gives the device back to the kernel. Never rejects: a device that is gone refuses everything. */
export async function letGoOfUsb(open: OpenUsb): Promise<void> {
  const { device, face, hadDriver, underWay } = open;
  if (underWay.size > 0) {
    await new Promise<void>((resolve) => {
      open.idle = resolve;
      for (const transfer of [...underWay]) transfer.cancel();
    });
  }
  await new Promise<void>((resolve) => {
    try {
      face.release(() => resolve());
    } catch {
      resolve();
    }
  });
  try {
    if (hadDriver) face.attachKernelDriver();
  } catch {
    // Unplugged, or another program was faster: the kernel takes the device again when it is plugged in.
  }
  closeQuietly(device);
}

function isBulkOut(endpoint: UsbEndpoint): boolean {
  return endpoint.direction === 'out' && endpoint.transferType === BULK;
}

/** The serial a device tells of itself; `undefined` where it has none or cannot be opened. */
async function serialOf(device: UsbDevice): Promise<string | undefined> {
  const { iSerialNumber } = device.deviceDescriptor;
  if (iSerialNumber === 0) return undefined;
  try {
    device.open();
  } catch {
    return undefined;
  }
  const serial = await new Promise<string | undefined>((resolve) => {
    device.getStringDescriptor(iSerialNumber, (_, value) => resolve(value));
  });
  closeQuietly(device);
  return serial;
}

function closeQuietly(device: UsbDevice): void {
  try {
    device.close();
  } catch {
    // Gone, or closed already.
  }
}
