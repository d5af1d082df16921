import { inflateRawSync } from 'node:zlib';
import type { TableLimits } from './read-table.ts';
import { oldExcel, tooManyBytes, tooManyColumns, tooManyRows, unreadable } from './refusals.ts';

// APPNOTE.TXT 4.3: a zip is read from its end, where the central directory is named.
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 200;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const TRAILED = 8;
/** Bytes of the sizes behind a file, with and without a mark. */
const TRAILERS = [12, 16];

/**
 * Looks at a workbook before a library unpacks it: what a zip says of its sizes may be a lie, and one cell far out makes a table of millions.
 * @throws DeskError `table/…`
 */
export function checkWorkbook(bytes: Buffer, limits: TableLimits): void {
  let left = limits.unzippedBytes;
  let local = 0;
  let trailed = false;
  for (const entry of entriesOf(bytes)) {
    // A reader that goes from front to back must find the same files that the directory names.
    const gap = entry.offset - local;
    if (gap !== 0 && !(trailed && TRAILERS.includes(gap))) throw unreadable();
    const content = unpacked(bytes, entry, left, limits);
    local = entry.offset + entry.headBytes + entry.packedBytes;
    trailed = entry.trailed;
    left -= content.length;
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)) checkCells(content.toString('utf8'), limits);
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  /** Its sizes follow it instead of standing before it. */
  readonly trailed: boolean;
  readonly packedBytes: number;
  readonly offset: number;
  readonly headBytes: number;
}

function entriesOf(bytes: Buffer): Entry[] {
  const from = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  let end = bytes.length - END_BYTES;
  while (end >= from && bytes.readUInt32LE(end) !== END_MARK) end -= 1;
  if (end < from || end < 0) throw unreadable();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) throw unreadable();
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY_MARK) throw unreadable();
    if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw oldExcel();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const offset = bytes.readUInt32LE(at + 42);
    if (offset + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_MARK) throw unreadable();
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      trailed: (bytes.readUInt16LE(at + 8) & TRAILED) !== 0,
      packedBytes: bytes.readUInt32LE(at + 20),
      offset,
      headBytes: LOCAL_BYTES + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28),
    });
    at += ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries.sort((a, b) => a.offset - b.offset);
}

function unpacked(bytes: Buffer, entry: Entry, left: number, limits: TableLimits): Buffer {
  const from = entry.offset + entry.headBytes;
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (packed.length !== entry.packedBytes) throw unreadable();
  if (entry.method === STORED && packed.length <= left) return packed;
  if (entry.method !== DEFLATED) throw entry.method === STORED ? tooManyBytes(limits.unzippedBytes) : unreadable();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (cause) {
    const isTooLong = cause instanceof RangeError;
    throw isTooLong ? tooManyBytes(limits.unzippedBytes) : unreadable();
  }
}

function checkCells(sheet: string, limits: TableLimits): void {
  for (const [, column = '', row = ''] of sheet.matchAll(/\br\s*=\s*["']([A-Za-z]*)(\d+)["']/g)) {
    if (Number(row) > limits.rows) throw tooManyRows(limits.rows);
    if (columnNumber(column.toUpperCase()) > limits.columns) throw tooManyColumns(limits.columns);
  }
  const count = (mark: RegExp): number => sheet.match(mark)?.length ?? 0;
  if (count(/<(?:\w+:)?row[\s>/]/g) > limits.rows) throw tooManyRows(limits.rows);
  if (count(/<(?:\w+:)?c[\s>/]/g) > limits.rows * limits.columns) throw tooManyColumns(limits.columns);
}

/** A is 1, AA is 27. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
