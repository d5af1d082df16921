import { createRequire } from 'node:module';
import type EscposPrinter from 'escpos/printer.js';

const require = createRequire(import.meta.url);

/** Where the two-byte zone of GB18030 lies; manual SP91: printers know only this zone, the four-byte one prints garbage. */
export const TWO_BYTE_ZONE = { firstLead: 0x81, lastLead: 0xfe, firstTrail: 0x40, lastTrail: 0xfe, gap: 0x7f };
/** A trail byte in this range announces a four-byte character. */
export const FOUR_BYTE_TRAIL = { first: 0x30, last: 0x39 };

/**
 * FE50 to FEA0, 䶮 among them: GBK added these 80 late, code page 936 never had them, and many printers' fonts leave them blank.
 */
const LATE_ADDITIONS = { lead: 0xfe, firstTrail: 0x50 };

const PRIVATE_USE = { first: 0xe000, last: 0xf8ff };
const REPLACEMENT = 0xfffd;

let flushed: Uint8Array = new Uint8Array(0);
let encoder: EscposPrinter | undefined;
const decoder = new TextDecoder('gb18030');

/** Text to GB18030 bytes, exactly as npm `escpos` encodes it; no line end is added. */
export function encodeGb18030(text: string): Uint8Array {
  encoder ??= loadEncoder();
  encoder.pureText(text).flush();
  return flushed;
}

/** Loaded with the first paper, not with the service: a cold start need not wait for it. */
function loadEncoder(): EscposPrinter {
  const Printer: typeof EscposPrinter = require('escpos/printer.js');
  return new Printer(
    {
      open: (opened) => opened?.(),
      write: (bytes) => {
        // The library hands out a view of a buffer that the next text overwrites.
        flushed = new Uint8Array(bytes);
      },
      close: (closed) => closed?.(),
    },
    { encoding: 'GB18030' },
  );
}

/** GB18030 bytes to text, by the platform's decoder: another implementation than the encoder's, so the two check each other. */
export function decodeGb18030(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

let repertoire: Uint8Array | undefined;

/** What every Chinese printer's font has, by UTF-16 code unit: 0 nothing, 1 one column (ASCII), 2 two columns (GB18030 two-byte zone). */
export function printableColumns(): Uint8Array {
  repertoire ??= readRepertoire();
  return repertoire;
}

/** A character counts only if encoder and decoder agree on its two bytes: what one of them reads differently would come out wrong. */
function readRepertoire(): Uint8Array {
  const columns = new Uint8Array(0x10000);
  for (let ascii = 0x20; ascii < 0x7f; ascii++) columns[ascii] = 1;
  const zone = TWO_BYTE_ZONE;
  for (let lead = zone.firstLead; lead <= zone.lastLead; lead++) {
    for (let trail = zone.firstTrail; trail <= zone.lastTrail; trail++) {
      if (trail === zone.gap || (lead === LATE_ADDITIONS.lead && trail >= LATE_ADDITIONS.firstTrail)) continue;
      const text = decodeGb18030(Uint8Array.of(lead, trail));
      const unit = text.charCodeAt(0);
      if (text.length !== 1 || unit < 0x80 || unit === REPLACEMENT) continue;
      if (unit >= PRIVATE_USE.first && unit <= PRIVATE_USE.last) continue;
      const bytes = encodeGb18030(text);
      if (bytes.length === 2 && bytes[0] === lead && bytes[1] === trail) columns[unit] = 2;
    }
  }
  return columns;
}
