import { LinkError } from './transport.ts';

/** The part of npm `usb` (installed as `libusb`, since escpos wants an older `usb`) that is used here. */
export interface UsbLibrary {
  getDeviceList(): UsbDevice[];
}

/** One device on the bus. */
export interface UsbDevice {
  readonly deviceDescriptor: {
    readonly idVendor: number;
    readonly idProduct: number;
    readonly iSerialNumber: number;
  };
  readonly interfaces?: UsbInterface[] | undefined;
  open(): void;
  close(): void;
  getStringDescriptor(index: number, callback: (error?: Error, value?: string) => void): void;
}

/** One function of a device. */
export interface UsbInterface {
  readonly descriptor: { readonly bInterfaceClass: number };
  readonly endpoints: UsbEndpoint[];
  isKernelDriverActive(): boolean;
  detachKernelDriver(): void;
  attachKernelDriver(): void;
  claim(): void;
  release(callback: (error?: Error) => void): void;
}

/** One direction of an interface. */
export interface UsbEndpoint {
  readonly direction: 'in' | 'out';
  readonly transferType: number;
  readonly descriptor: { readonly wMaxPacketSize: number };
  makeTransfer(
    timeoutMs: number,
    callback: (error: Error | undefined, buffer: Buffer, length: number) => void,
  ): UsbTransfer;
}

/** One transfer; it calls back once per submit, also when cancelled. */
export interface UsbTransfer {
  submit(buffer: Buffer): unknown;
  /** False when it is not under way. */
  cancel(): boolean;
}

/** Loads the native part at the first call: a machine without it still starts. Rejects with a LinkError that says what to install. */
export async function loadUsbLibrary(): Promise<UsbLibrary> {
  try {
    return await import('libusb');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const says = `libusb cannot be loaded: ${why} (Debian: apt-get install libudev1); use /dev/usb/lp0 instead`;
    throw new LinkError('link/failed', says, { cause, retryable: false });
  }
}
