import { type PrinterProfile, withoutAnswers } from '../../firmware-bridge/escpos/printer-profile.ts';
import { createGlyphSource } from '../../firmware-bridge/glyphs/glyph-source.ts';
import { installedFonts } from '../../firmware-bridge/glyphs/installed-fonts.ts';
import { createDeviceFileTransport } from '../../firmware-bridge/transport/device-file.ts';
import { createSerialTransport } from '../../firmware-bridge/transport/serial.ts';
import { createTcpTransport } from '../../firmware-bridge/transport/tcp.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import { createUsbTransport } from '../../firmware-bridge/transport/usb.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ReceiptPrinter, ReceiptPrinterSimulator } from '../../src/ports/receipt-printer.ts';
import { createEscposPrinter } from './escpos-printer.ts';
import { loadPrinterProfile } from './load-profile.ts';
import { createPrinterSimulator } from './printer-simulator.ts';

/** Where a printer hangs. */
type PrinterLink =
  | { readonly serial: string; readonly baudRate: number; readonly flow: 'none' | 'rtscts' | 'xonxoff' }
  | { readonly host: string; readonly port: number }
  | { readonly file: string }
  /** Ids as lsusb shows them, four hex digits. */
  | { readonly usb: { readonly vendorId: string; readonly productId: string; readonly serial?: string | undefined } };

/** One `receipt-printer` entry of the configuration. */
export interface PrinterEntry {
  readonly id: string;
  readonly profile: string;
  readonly rareFont?: string | undefined;
  readonly answers: boolean;
  /** Where the cash drawer differs from the profile. */
  readonly drawer: {
    readonly pin?: 0 | 1 | undefined;
    readonly onMs?: number | undefined;
    readonly offMs?: number | undefined;
    readonly openIs?: 'high' | 'low' | undefined;
  };
  readonly link: 'simulated' | PrinterLink;
}

/** Makes the printer a configuration names, and for a simulated one what hangs at the far end of its cable. Nothing is opened before its `start()`. */
export function openPrinter(
  entry: PrinterEntry,
  clock: Clock,
): { readonly device: ReceiptPrinter; readonly simulator?: ReceiptPrinterSimulator } {
  const { id, link, rareFont: font } = entry;
  const profile = profileOf(entry);
  const glyphs = font === undefined ? {} : { glyphs: createGlyphSource(() => installedFonts(font)) };
  const parts = { id, profile, clock, drawerOpenIs: entry.drawer.openIs, ...glyphs };
  if (link !== 'simulated')
    return { device: createEscposPrinter({ ...parts, transport: transportOf(link, clock), simulated: false }) };
  const { transport, simulator } = createPrinterSimulator({ clock, profile, drawerOpenIs: entry.drawer.openIs });
  return { device: createEscposPrinter({ ...parts, transport, simulated: true }), simulator };
}

/** The model's facts, with what the wiring of this desk changes. */
function profileOf({ profile: name, answers, drawer }: PrinterEntry): PrinterProfile {
  const model = loadPrinterProfile(name);
  const { pin = model.drawer.pin, onMs = model.drawer.onMs, offMs = model.drawer.offMs } = drawer;
  // Who names the level of the switch has seen that it is wired.
  const reportsSwitch = model.drawer.reportsSwitch || drawer.openIs !== undefined;
  const wired = { ...model, drawer: { pin, onMs, offMs, reportsSwitch } };
  return answers ? wired : withoutAnswers(wired);
}

function transportOf(link: PrinterLink, clock: Clock): Transport {
  if ('serial' in link)
    return createSerialTransport({
      path: link.serial,
      baudRate: link.baudRate,
      rtscts: link.flow === 'rtscts',
      xonxoff: link.flow === 'xonxoff',
    });
  if ('file' in link) return createDeviceFileTransport({ path: link.file }, clock);
  if ('usb' in link) {
    const { vendorId, productId, serial } = link.usb;
    const ids = { vendorId: Number.parseInt(vendorId, 16), productId: Number.parseInt(productId, 16) };
    return createUsbTransport({ ...ids, serial }, clock);
  }
  return createTcpTransport({ host: link.host, port: link.port }, clock);
}
