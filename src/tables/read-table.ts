import { checkWorkbook } from './check-workbook.ts';
import { oldExcel, openQuote, tooManyBytes, tooManyColumns, tooManyRows, unreadable } from './refusals.ts';

/** How large a table may be. */
export interface TableLimits {
  readonly bytes: number;
  /** Of a workbook, unpacked. */
  readonly unzippedBytes: number;
  readonly rows: number;
  readonly columns: number;
}

/** A table as text: row 1 is the first line. Dates are `YYYY-MM-DD`, empty cells are empty. */
export type Table = readonly (readonly string[])[];

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const LONGEST_CELL = 200;

/**
 * Reads the first sheet of an .xlsx file, or a .csv file in UTF-8, UTF-16 or GB18030 with commas, semicolons or tabs.
 * @throws DeskError `table/…`, one sentence of what is wrong with the file
 */
export async function readTable(bytes: Buffer, limits: TableLimits): Promise<Table> {
  if (bytes.length > limits.bytes) throw tooManyBytes(limits.bytes);
  if (bytes.subarray(0, OLE.length).equals(OLE)) throw oldExcel();
  const isWorkbook = bytes.subarray(0, ZIP.length).equals(ZIP);
  const rows = isWorkbook ? await readWorkbook(bytes, limits) : await readCsv(textOf(bytes), limits);
  if (rows.length > limits.rows) throw tooManyRows(limits.rows);
  if (rows.some((row) => row.length > limits.columns)) throw tooManyColumns(limits.columns);
  return rows.map((row) => row.map(plainCell));
}

async function readWorkbook(bytes: Buffer, limits: TableLimits): Promise<string[][]> {
  checkWorkbook(bytes, limits);
  // Loaded only now: hardly a day of the desk reads a table.
  const { readSheet } = await import('read-excel-file/node');
  try {
    const rows: readonly (readonly unknown[])[] = await readSheet(bytes);
    return rows.map((row) => row.map(cellText));
  } catch {
    throw unreadable();
  }
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return cell === null || cell === undefined ? '' : String(cell);
}

async function readCsv(text: string, limits: TableLimits): Promise<string[][]> {
  // Before the library looks at it: it takes seconds to see that a million lines are too many.
  if (text.split('\n', limits.rows + 2).length > limits.rows + 1) throw tooManyRows(limits.rows);
  const { default: papa } = await import('papaparse');
  const { data, errors } = papa.parse<string[]>(text, {
    delimitersToGuess: [',', ';', '\t'],
  });
  const quote = errors.find(({ type }) => type === 'Quotes');
  if (quote !== undefined) throw openQuote((quote.row ?? 0) + 1);
  // A file ends with the end of its last line.
  return data.at(-1)?.join('') === '' ? data.slice(0, -1) : data;
}

/** UTF-16 says so in its first bytes; what is no UTF-8 is GB18030, as a Chinese Excel writes it. */
function textOf(bytes: Buffer): string {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (text.includes('\0')) break;
      return text;
    } catch {
      // Not this one.
    }
  }
  throw unreadable();
}

/** Without what is not seen: spaces at the ends, and characters that steer the direction of text or a printer. */
function plainCell(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, LONGEST_CELL);
}
