import { linkErrorFrom } from './link-error-from.ts';
import { LinkError } from './transport.ts';

/** One open HID device that is spoken to in feature reports. All calls return when the device has answered. */
export interface HidReports {
  readonly name: string;
  /** `/dev/hidraw…` where the kernel's driver is used. */
  readonly path: string;
  /** What the device calls itself. */
  readonly product: string;
  /** @param report its id first, 00 for a device without ids. @throws LinkError */
  sendFeature(report: Uint8Array): void;
  /** The report as the system hands it over: with its id in front or not, that differs. @throws LinkError */
  getFeature(reportId: number, length: number): Uint8Array;
  /** Never throws. */
  close(): void;
}

/**
 * Opens every device of these ids whose product name matches: the ids alone are shared by many.
 *
 * node-hid is loaded at the first call: a machine without its native part still starts. Rejects with a LinkError, `link/not-found`
 * when there is none.
 */
export async function openHidReports(match: {
  readonly vendorId: number;
  readonly productId: number;
  readonly product: RegExp;
}): Promise<HidReports[]> {
  const ids = [match.vendorId, match.productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  const library = await loadHidLibrary();
  const open: HidReports[] = [];
  try {
    for (const { path, product } of library.devices(match.vendorId, match.productId)) {
      if (path === undefined || product === undefined || !match.product.test(product)) continue;
      const device = new library.HID(path);
      open.push(reportsOf(device, path, product));
    }
  } catch (cause) {
    for (const each of open) each.close();
    throw hidErrorFrom(cause, `usb ${ids}`);
  }
  if (open.length === 0) throw new LinkError('link/not-found', `no USB device ${ids} named ${match.product.source}`);
  return open;
}

/** node-hid itself. @throws LinkError `link/failed` where it cannot be loaded */
export async function loadHidLibrary(): Promise<typeof import('node-hid')> {
  const { default: library } = await import('node-hid').catch((cause: unknown) => {
    throw notLoaded(cause);
  });
  return library;
}

/** What node-hid threw, as a link's error; its native part is loaded at the first use, not when it is imported. */
export function hidErrorFrom(cause: unknown, name: string): LinkError {
  const unloaded = cause instanceof Error && 'code' in cause && cause.code === 'ERR_DLOPEN_FAILED';
  return unloaded ? notLoaded(cause) : linkErrorFrom(cause, name);
}

function notLoaded(cause: unknown): LinkError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const says = `node-hid cannot be loaded: ${why} (Debian: apt-get install libusb-1.0-0 libudev1)`;
  return new LinkError('link/failed', says, { cause, retryable: false });
}

function reportsOf(device: import('node-hid').HID, path: string, product: string): HidReports {
  const name = `${product} (${path})`;
  const said = <Value>(say: () => Value): Value => {
    try {
      return say();
    } catch (cause) {
      throw linkErrorFrom(cause, name);
    }
  };
  return {
    name,
    path,
    product,
    sendFeature: (report) => void said(() => device.sendFeatureReport([...report])),
    getFeature: (reportId, length) => Uint8Array.from(said(() => device.getFeatureReport(reportId, length))),
    close() {
      try {
        device.close();
      } catch {
        // It was pulled out before: closed already.
      }
    },
  };
}
