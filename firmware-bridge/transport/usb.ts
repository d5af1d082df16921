import type { Timers } from '../timers.ts';
import { LinkSession } from './link-session.ts';
import { LinkError, type Transport } from './transport.ts';
import { claimUsb, findUsb, letGoOfUsb, type OpenUsb, type UsbSettings } from './usb-device.ts';
import { usbError, usbErrorWhileOpen } from './usb-error.ts';
import { loadUsbLibrary, type UsbEndpoint, type UsbLibrary } from './usb-library.ts';

const READ_BYTES = 512;
/** One transfer; the kernel's own limit for one is 16 KiB on old hosts. */
const WRITE_BYTES = 16_384;
/** Some printers answer every read with an empty packet; asking again at once would occupy the bus. */
const EMPTY_PAUSE_MS = 20;

/**
 * The bulk endpoints of a USB device through libusb, for printers the kernel's usblp does not take or that must not be bothered by
 * other programs. The kernel's driver is taken off while the link is open and put back after it.
 */
export function createUsbTransport(
  settings: UsbSettings,
  timers: Timers,
  load: () => Promise<UsbLibrary> = loadUsbLibrary,
): Transport {
  return new UsbTransport(settings, timers, load);
}

class UsbTransport implements Transport {
  readonly name: string;
  readonly #settings: UsbSettings;
  readonly #timers: Timers;
  readonly #load: () => Promise<UsbLibrary>;
  readonly #session: LinkSession;
  #open: OpenUsb | undefined;
  #opening = false;
  #closeAsked = false;
  #closing: Promise<void> = Promise.resolve();
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(settings: UsbSettings, timers: Timers, load: () => Promise<UsbLibrary>) {
    const ids = [settings.vendorId, settings.productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
    this.name = settings.serial === undefined ? `usb ${ids}` : `usb ${ids} ${settings.serial}`;
    this.#settings = settings;
    this.#timers = timers;
    this.#load = load;
    this.#session = new LinkSession(this.name);
  }

  async open(): Promise<void> {
    if (this.#opening || this.#open !== undefined) throw new LinkError('link/busy', `${this.name} is open already`);
    this.#opening = true;
    this.#closeAsked = false;
    try {
      await this.#closing;
      const device = await findUsb(await this.#load(), this.#settings, this.name);
      const open = claimUsb(device, this.name);
      this.#open = open;
      this.#lastWrite = Promise.resolve();
      this.#session.opened();
      if (open.into !== undefined) void this.#read(open, open.into);
    } catch (error) {
      throw usbError(error, this.name);
    } finally {
      this.#opening = false;
    }
    if (this.#closeAsked) {
      await this.close();
      throw this.#session.closedError();
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    const open = this.#open;
    if (open === undefined) return Promise.reject(this.#session.closedError());
    const whole = Buffer.from(bytes);
    return this.#session.write((done) => {
      this.#lastWrite = this.#lastWrite
        .then(() => this.#writeAll(open, whole))
        .then(
          () => done(),
          (error: unknown) => {
            const cause = usbErrorWhileOpen(error, this.name);
            done(cause);
            this.#lose(open, cause);
          },
        );
    });
  }

  close(): Promise<void> {
    this.#closeAsked = true;
    if (this.#open !== undefined) this.#release(this.#open);
    return this.#closing;
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    return this.#session.onBytes(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    return this.#session.onClose(listener);
  }

  /** One transfer to its end; rejects when it is cancelled or the device goes. */
  #transfer(open: OpenUsb, endpoint: UsbEndpoint, buffer: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const transfer = endpoint.makeTransfer(0, (error, filled, length) => {
        open.underWay.delete(transfer);
        if (open.underWay.size === 0) open.idle();
        if (error === undefined || error === null) resolve(filled.subarray(0, length));
        else reject(error);
      });
      open.underWay.add(transfer);
      try {
        transfer.submit(buffer);
      } catch (error) {
        open.underWay.delete(transfer);
        reject(error);
      }
    });
  }

  /** A read is always under way: that is also how a pulled plug is noticed at once. */
  async #read(open: OpenUsb, endpoint: UsbEndpoint): Promise<void> {
    while (this.#open === open) {
      try {
        const chunk = await this.#transfer(open, endpoint, Buffer.alloc(READ_BYTES));
        if (this.#open !== open) return;
        if (chunk.length > 0) this.#session.received(Uint8Array.from(chunk));
        else await new Promise<void>((resolve) => void this.#timers.after(EMPTY_PAUSE_MS, resolve));
      } catch (error) {
        this.#lose(open, usbErrorWhileOpen(error, this.name));
      }
    }
  }

  async #writeAll(open: OpenUsb, whole: Buffer): Promise<void> {
    for (let sent = 0; sent < whole.length; ) {
      if (this.#open !== open) throw this.#session.closedError();
      const piece = whole.subarray(sent, sent + WRITE_BYTES);
      sent += (await this.#transfer(open, open.out, Buffer.from(piece))).length;
    }
  }

  #lose(open: OpenUsb, cause: LinkError): void {
    if (this.#open === open) this.#release(open, cause);
  }

  #release(open: OpenUsb, cause?: LinkError): void {
    this.#open = undefined;
    this.#closing = letGoOfUsb(open);
    this.#session.ended(cause);
  }
}
