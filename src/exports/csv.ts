import Papa from 'papaparse';
import type { SheetCell, SheetPage } from './sheet.rules.ts';

/** Excel takes a file without it for the system's code page, and Chinese for rubbish. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Writes a table as CSV (RFC 4180, UTF-8). A text that a spreadsheet would compute gets a `'` before it, and formulas are left out. */
export function writeCsv({ columns, rows }: SheetPage): Uint8Array {
  const text = Papa.unparse(
    { fields: columns.map(({ title }) => title), data: rows.map((row) => row.map(plain)) },
    { escapeFormulae: true, newline: '\r\n' },
  );
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`);
}

function plain(cell: SheetCell): string | number {
  if (cell === null) return '';
  if (typeof cell !== 'object') return cell;
  if ('day' in cell) return cell.day;
  return 'moment' in cell ? cell.moment.replace('T', ' ') : '';
}
