import { FOUR_BYTE_TRAIL, TWO_BYTE_ZONE } from './gb18030.ts';
import { DLE, EOT, ESC, FS, GS, LF, NUL, PROCESS_ID, QR, type RealTimeQuery } from './printer-commands.ts';

/** What the printer end of the cable understands, in the order of the bytes. */
export type PrinterCommand =
  /** Characters of the current line; `bytes` are ASCII and, with Chinese on, GB18030 pairs. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'lineFeed' }
  | { readonly kind: 'initialise' }
  | { readonly kind: 'chinese'; readonly on: boolean }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'size'; readonly bits: number }
  | { readonly kind: 'align'; readonly to: number }
  | { readonly kind: 'feedLines'; readonly lines: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer'; readonly pin: number; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'qrStore'; readonly data: Uint8Array }
  | { readonly kind: 'qrPrint' }
  | { readonly kind: 'qrSetting'; readonly fn: number }
  | { readonly kind: 'raster'; readonly widthBytes: number; readonly rows: number; readonly dots: Uint8Array }
  | { readonly kind: 'automaticStatus'; readonly mask: number }
  | { readonly kind: 'orderedStatus'; readonly n: number }
  | { readonly kind: 'processId'; readonly id: Uint8Array }
  /** Acted on as soon as it arrives, even while the printer cannot print. */
  | { readonly kind: 'realTimeStatus'; readonly n: RealTimeQuery }
  /** Bytes that are no command and no text. */
  | {
      readonly kind: 'discarded';
      readonly reason: 'control' | 'unknown-command' | 'not-in-font';
      readonly bytes: Uint8Array;
    };

/** The printer’s end of one link. */
export interface CommandParser {
  /** Takes a chunk as it arrived, split anywhere. Never throws. */
  push(chunk: Uint8Array): PrinterCommand[];
  /** Forgets a command begun and not finished, as a printer switched off does. */
  reset(): void;
}

/** A command's length is not known yet. */
const MORE = 0;
/** GS v 0 at 576 dots × 2,400 rows with room to spare; a longer announced body is taken for noise. */
const LONGEST_BODY = 262_144;
/** Bytes of the first store; it grows to twice what is held. */
const LEAST_ROOM = 1_024;

/** Makes a parser for the printer's end of one link. */
export function createCommandParser(): CommandParser {
  // Commands that were handed out look into the store, so no byte of it is written twice: when it is full, what is held moves to a new one.
  let store = Buffer.alloc(0);
  let begin = 0;
  let end = 0;

  function append(chunk: Uint8Array): void {
    if (end + chunk.length > store.length) {
      const held = store.subarray(begin, end);
      store = Buffer.alloc(Math.max(LEAST_ROOM, 2 * (held.length + chunk.length)));
      store.set(held);
      begin = 0;
      end = held.length;
    }
    store.set(chunk, end);
    end += chunk.length;
  }

  return {
    push(chunk) {
      append(chunk);
      const out: PrinterCommand[] = [];
      while (begin < end) {
        const used = take(store.subarray(begin, end), out);
        if (used === MORE) break;
        begin += used;
      }
      return out;
    },
    reset() {
      begin = end;
    },
  };
}

/** Reads one command or one run of text at the start of `bytes`; answers how many bytes it took. */
function take(bytes: Buffer, out: PrinterCommand[]): number {
  const first = bytes[0] ?? NUL;
  if (first >= 0x20 && first !== 0x7f) return takeText(bytes, out);
  switch (first) {
    case LF:
      return emit(out, 1, { kind: 'lineFeed' });
    case DLE:
      return takeDle(bytes, out);
    case ESC:
      return takeEsc(bytes, out);
    case FS:
      return takeFs(bytes, out);
    case GS:
      return takeGs(bytes, out);
    default:
      return emit(out, 1, { kind: 'discarded', reason: 'control', bytes: bytes.subarray(0, 1) });
  }
}

function emit(out: PrinterCommand[], used: number, command: PrinterCommand): number {
  out.push(command);
  return used;
}

/** A run of ASCII and complete pairs; what the font does not have is discarded, so that it shows. */
function takeText(bytes: Buffer, out: PrinterCommand[]): number {
  let end = 0;
  while (end < bytes.length) {
    const byte = bytes[end] ?? NUL;
    if (byte < 0x20 || byte === 0x7f) break;
    if (byte < 0x80) {
      end++;
      continue;
    }
    const trail = bytes[end + 1];
    if (trail === undefined) break;
    if (!isPair(byte, trail)) {
      if (end > 0) break;
      const length = trail >= FOUR_BYTE_TRAIL.first && trail <= FOUR_BYTE_TRAIL.last ? 4 : 1;
      if (bytes.length < length) return MORE;
      return emit(out, length, { kind: 'discarded', reason: 'not-in-font', bytes: bytes.subarray(0, length) });
    }
    end += 2;
  }
  return end === 0 ? MORE : emit(out, end, { kind: 'text', bytes: bytes.subarray(0, end) });
}

function isPair(lead: number, trail: number): boolean {
  const zone = TWO_BYTE_ZONE;
  return (
    lead >= zone.firstLead &&
    lead <= zone.lastLead &&
    trail >= zone.firstTrail &&
    trail <= zone.lastTrail &&
    trail !== zone.gap
  );
}

function takeDle(bytes: Buffer, out: PrinterCommand[]): number {
  if (bytes.length < 2) return MORE;
  const [, second = NUL, third = NUL] = bytes;
  if (second !== EOT) return unknown(bytes, 1, out);
  if (bytes.length < 3) return MORE;
  if (third === 1 || third === 2 || third === 3 || third === 4)
    return emit(out, 3, { kind: 'realTimeStatus', n: third });
  return unknown(bytes, 3, out);
}

function takeEsc(bytes: Buffer, out: PrinterCommand[]): number {
  if (bytes.length < 2) return MORE;
  const [, letter = NUL, n = NUL, on = NUL, off = NUL] = bytes;
  switch (letter) {
    case 0x40:
      return emit(out, 2, { kind: 'initialise' });
    case 0x45:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'bold', on: (n & 1) === 1 });
    case 0x61:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'align', to: n });
    case 0x64:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'feedLines', lines: n });
    case 0x70:
      return bytes.length < 5 ? MORE : emit(out, 5, { kind: 'drawer', pin: n, onMs: on * 2, offMs: off * 2 });
    default:
      return unknown(bytes, 2, out);
  }
}

function takeFs(bytes: Buffer, out: PrinterCommand[]): number {
  if (bytes.length < 2) return MORE;
  const letter = bytes[1];
  if (letter === 0x26 || letter === 0x2e) return emit(out, 2, { kind: 'chinese', on: letter === 0x26 });
  return unknown(bytes, 2, out);
}

function takeGs(bytes: Buffer, out: PrinterCommand[]): number {
  if (bytes.length < 2) return MORE;
  const [, letter = NUL, n = NUL] = bytes;
  switch (letter) {
    case 0x21:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'size', bits: n });
    case 0x61:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'automaticStatus', mask: n });
    case 0x72:
      return bytes.length < 3 ? MORE : emit(out, 3, { kind: 'orderedStatus', n });
    case 0x56:
      return takeCut(bytes, out);
    case 0x28:
      return takeExtended(bytes, out);
    case 0x76:
      return takeRaster(bytes, out);
    default:
      return unknown(bytes, 2, out);
  }
}

function takeCut(bytes: Buffer, out: PrinterCommand[]): number {
  if (bytes.length < 3) return MORE;
  const m = bytes[2] ?? NUL;
  const length = m === 0x41 || m === 0x42 ? 4 : 3;
  return bytes.length < length ? MORE : emit(out, length, { kind: 'cut' });
}

/** GS ( x pL pH …: the length is in the command, so an unknown one is skipped whole. */
function takeExtended(bytes: Buffer, out: PrinterCommand[]): number {
  const header = 5;
  if (bytes.length < header) return MORE;
  const letter = bytes[2];
  const total = header + bytes.readUInt16LE(3);
  if (bytes.length < total) return MORE;
  const body = bytes.subarray(header, total);
  const [one = NUL, fn = NUL] = body;
  if (letter === 0x48 && one === PROCESS_ID.fn && body.length === 2 + PROCESS_ID.length)
    return emit(out, total, { kind: 'processId', id: body.subarray(2) });
  if (letter === 0x6b && one === QR.cn) {
    if (fn === QR.store) return emit(out, total, { kind: 'qrStore', data: body.subarray(3) });
    if (fn === QR.print) return emit(out, total, { kind: 'qrPrint' });
    return emit(out, total, { kind: 'qrSetting', fn });
  }
  return unknown(bytes, total, out);
}

function takeRaster(bytes: Buffer, out: PrinterCommand[]): number {
  const header = 8;
  if (bytes.length < header) return MORE;
  const widthBytes = bytes.readUInt16LE(4);
  const rows = bytes.readUInt16LE(6);
  const body = widthBytes * rows;
  if (bytes[2] !== 0x30 || body > LONGEST_BODY) return unknown(bytes, header, out);
  if (bytes.length < header + body) return MORE;
  return emit(out, header + body, { kind: 'raster', widthBytes, rows, dots: bytes.subarray(header, header + body) });
}

function unknown(bytes: Buffer, length: number, out: PrinterCommand[]): number {
  return emit(out, length, { kind: 'discarded', reason: 'unknown-command', bytes: bytes.subarray(0, length) });
}
