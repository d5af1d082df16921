import { encodeGb18030 } from './gb18030.ts';
import * as command from './printer-commands.ts';
import type { PrinterProfile } from './printer-profile.ts';
import { QR_QUIET_MODULES, qrModuleDots } from './qr-matrix.ts';

/** A line as the printer is asked to print it: laid out, sanitised, inside the printer's repertoire. */
export type PrintLine =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size: keyof typeof command.SIZE_BITS;
      readonly bold: boolean;
    }
  | { readonly kind: 'qr'; readonly text: string; readonly modules: readonly string[] }
  /** Drawn dot by dot: rows of `width / 8` bytes in base64, first dot in the highest bit. */
  | {
      readonly kind: 'raster';
      readonly text: string;
      readonly width: number;
      readonly height: number;
      readonly bits: string;
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
/** 〓, the printers' traditional "no such character"; in the two-byte zone (A1 FE). */
const GETA = '〓';

/** Lines to ESC/POS bytes for one job: initialise, Chinese on, lines, cut. Text between two style changes is encoded in one piece. */
export function encodeJob(lines: readonly PrintLine[], profile: PrinterProfile): Uint8Array {
  const parts: Uint8Array[] = [command.initialise];
  if (profile.automaticStatus) parts.push(command.automaticStatusOn);
  if (profile.kanji) parts.push(command.chineseOn);
  let text = '';
  let size: keyof typeof command.SIZE_BITS = 'normal';
  let bold = false;
  const endText = (): void => {
    if (text !== '') parts.push(encodeGb18030(text));
    text = '';
  };
  for (const line of lines) {
    if (line.kind === 'text') {
      if (line.size !== size || line.bold !== bold) {
        endText();
        if (line.size !== size) parts.push(command.size(line.size));
        if (line.bold !== bold) parts.push(line.bold ? command.boldOn : command.boldOff);
        size = line.size;
        bold = line.bold;
      }
      // The layout lets none through; this is the last wall between a customer's name and the command stream.
      text += `${line.text.replace(CONTROL, GETA)}\n`;
      continue;
    }
    endText();
    if (line.kind === 'qr') parts.push(...encodeQr(line.text, line.modules, profile));
    else if (line.kind === 'raster') parts.push(...encodeRaster(line));
    else if (line.kind === 'cut') parts.push(encodeCut(profile));
    else parts.push(command.drawerKick(profile.drawer.pin, profile.drawer.onMs, profile.drawer.offMs));
  }
  endText();
  return Buffer.concat(parts);
}

function encodeCut(profile: PrinterProfile): Uint8Array {
  return profile.cutter ? command.cut(profile.feedDotsBeforeCut) : command.feedLines(profile.feedLinesToTear);
}

/** Second bytes that make a real-time command of DLE (10h): status, recovery, pulse or power-off. */
const REAL_TIME = new Set([0x04, 0x05, 0x14]);
/** DLE with one dot more, beside the one it is. */
const DLE_WIDENED = 0x18;

function encodeRaster({ width, height, bits }: Extract<PrintLine, { kind: 'raster' }>): Uint8Array[] {
  return [command.rasterHeader(width / 8, height), withoutRealTimeCommands(bits)];
}

/** Many printers obey real-time commands even inside a picture: where dots (in base64) would spell one, one dot more is printed. */
export function withoutRealTimeCommands(bits: string): Buffer {
  const rows = Buffer.from(bits, 'base64');
  for (let at = 0; at + 1 < rows.length; at++)
    if (rows[at] === command.DLE && REAL_TIME.has(rows[at + 1] ?? 0)) rows[at] = DLE_WIDENED;
  return rows;
}

function encodeQr(text: string, modules: readonly string[], profile: PrinterProfile): Uint8Array[] {
  const dots = qrModuleDots(modules.length, profile.dots) ?? 1;
  const picture = profile.nativeQr
    ? [command.nativeQr(Buffer.from(text.replace(CONTROL, ''), 'utf8'), dots)]
    : rasterQr(modules, dots);
  return [command.alignCentre, ...picture, command.alignLeft];
}

/** The quiet zone is part of the picture: cheap printers start the next line right under the raster. */
function rasterQr(modules: readonly string[], moduleDots: number): Uint8Array[] {
  const side = (modules.length + 2 * QR_QUIET_MODULES) * moduleDots;
  const widthBytes = Math.ceil(side / 8);
  const rows = Buffer.alloc(widthBytes * side);
  const quiet = QR_QUIET_MODULES * moduleDots;
  modules.forEach((row, y) => {
    const first = (quiet + y * moduleDots) * widthBytes;
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== '1') continue;
      for (let dot = quiet + x * moduleDots; dot < quiet + (x + 1) * moduleDots; dot++) {
        const at = first + (dot >> 3);
        rows[at] = (rows[at] ?? 0) | (0x80 >> (dot & 7));
      }
    }
    for (let copy = 1; copy < moduleDots; copy++) rows.copyWithin(first + copy * widthBytes, first, first + widthBytes);
  });
  return [command.rasterHeader(widthBytes, side), rows];
}
