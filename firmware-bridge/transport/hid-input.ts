import { hidErrorFrom, loadHidLibrary } from './hid.ts';
import { LinkSession } from './link-session.ts';
import { LinkError, type Transport } from './transport.ts';

/** Which device: by its ids, narrowed by what it says of itself, or by a device file whose name stays (a link of a udev rule). */
export type HidInputSettings =
  | {
      readonly vendorId: number;
      readonly productId: number;
      /** Its own serial number; most readers have none. */
      readonly serial?: string | undefined;
      /** Part of what it calls itself. */
      readonly product?: string | undefined;
    }
  | { readonly path: string };

/** What node-hid tells of a device that is plugged in. */
export interface FoundHidDevice {
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly product?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** The part of an open node-hid device that is used. */
export interface HidInputDevice {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  write(report: number[]): Promise<unknown>;
  close(): Promise<void>;
}

/** The part of node-hid that is used; reading goes on in a thread of its own there. */
export interface HidInputLibrary {
  devicesAsync(vendorId: number, productId: number): Promise<readonly FoundHidDevice[]>;
  readonly HIDAsync: { open(path: string): Promise<HidInputDevice> };
}

/** Generic desktop page, keyboard. Source: HID Usage Tables 1.12, chapter 4. */
const desktopPage = 0x01;
const keyboardUsage = 0x06;

/**
 * The input reports of a USB HID keyboard as a {@link Transport}: every chunk is one report. The device is looked for at every open, so it is
 * found again under another path after it was unplugged.
 *
 * node-hid reads through hidraw, beside the kernel's keyboard: what is typed also reaches the screen unless a udev rule keeps it away.
 */
export function createHidInputTransport(
  settings: HidInputSettings,
  library: () => Promise<HidInputLibrary> = loadHidLibrary,
): Transport {
  return new HidInputTransport(settings, library);
}

class HidInputTransport implements Transport {
  readonly name: string;
  readonly #settings: HidInputSettings;
  readonly #library: () => Promise<HidInputLibrary>;
  readonly #session: LinkSession;
  #device: HidInputDevice | undefined;
  #busy = false;
  #closing: Promise<void> = Promise.resolve();

  constructor(settings: HidInputSettings, library: () => Promise<HidInputLibrary>) {
    this.name = 'path' in settings ? settings.path : `usb ${idsOf(settings)}`;
    this.#settings = settings;
    this.#library = library;
    this.#session = new LinkSession(this.name);
  }

  async open(): Promise<void> {
    if (this.#busy) throw new LinkError('link/busy', `${this.name} is open already`);
    this.#busy = true;
    try {
      await this.#closing;
      const library = await this.#library();
      const device = await library.HIDAsync.open(await this.#find(library));
      if (!this.#busy) {
        await device.close();
        throw this.#session.closedError();
      }
      this.#device = device;
      this.#session.opened();
      device.on('error', (error) => this.#lose(device, error));
      device.on('data', (report) => {
        if (this.#device === device) this.#session.received(Uint8Array.from(report));
      });
    } catch (cause) {
      this.#busy = false;
      throw cause instanceof LinkError ? cause : hidErrorFrom(cause, this.name);
    }
  }

  /** Sends one output report, its number first (00 for none): the lamps of a keyboard. */
  write(report: Uint8Array): Promise<void> {
    const device = this.#device;
    if (device === undefined) return Promise.reject(this.#session.closedError());
    return this.#session.write((done) => {
      device.write([...report]).then(
        () => done(),
        (error: unknown) => done(hidErrorFrom(error, this.name)),
      );
    });
  }

  close(): Promise<void> {
    this.#busy = false;
    const device = this.#device;
    if (device !== undefined) this.#release(device);
    return this.#closing;
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    return this.#session.onBytes(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    return this.#session.onClose(listener);
  }

  async #find(library: HidInputLibrary): Promise<string> {
    const settings = this.#settings;
    if ('path' in settings) return settings.path;
    const { vendorId, productId, serial, product } = settings;
    const fitting = (await library.devicesAsync(vendorId, productId)).filter(
      (each) =>
        (serial === undefined || each.serialNumber === serial) &&
        (product === undefined || each.product?.includes(product) === true),
    );
    // A device of several parts has a device file for each; one that tells nothing of its parts may be the keyboard.
    const isKeyboard = ({ usagePage, usage }: FoundHidDevice) => usagePage === desktopPage && usage === keyboardUsage;
    const keyboards = fitting.some(isKeyboard) ? fitting.filter(isKeyboard) : fitting;
    const paths = [...new Set(keyboards.flatMap(({ path }) => path ?? []))];
    const [path, another] = paths;
    if (path === undefined) throw new LinkError('link/not-found', `no USB device ${idsOf(settings)}`);
    if (another === undefined) return path;
    // Two readers of one kind are told apart by a person, never by the order in which they were plugged in.
    throw new LinkError(
      'link/failed',
      `${paths.length} USB devices are ${idsOf(settings)}: name one by serial or path`,
      {
        retryable: false,
      },
    );
  }

  #lose(device: HidInputDevice, error: unknown): void {
    if (this.#device !== device) return;
    const why = error instanceof Error ? error.message : String(error);
    this.#release(device, new LinkError('link/closed', `${this.name}: ${why}`, { cause: error }));
  }

  #release(device: HidInputDevice, cause?: LinkError): void {
    this.#device = undefined;
    this.#busy = false;
    // A device that is gone may refuse to close as well; node-hid lets go of it either way.
    this.#closing = device.close().catch(() => {});
    this.#session.ended(cause);
  }
}

function idsOf(settings: Exclude<HidInputSettings, { path: string }>): string {
  const { vendorId, productId, serial, product } = settings;
  const ids = [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  return [ids, serial, product].filter((each) => each !== undefined).join(' ');
}
