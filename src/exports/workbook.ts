import type { Cell, Sheet } from 'write-excel-file/node';
import type { SheetCell, SheetPage } from './sheet.rules.ts';

const DAY_FORMAT = 'yyyy-mm-dd';
const MOMENT_FORMAT = 'yyyy-mm-dd hh:mm:ss';

/** Writes tables as an Excel workbook (XLSX), one sheet each, with their formulas alive. */
export async function writeWorkbook(pages: readonly SheetPage[]): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const sheets = pages.map(
    ({ name, columns, rows }): Sheet<never> => ({
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: [columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' })), ...rows.map(written)],
    }),
  );
  return writeXlsxFile(sheets).toBuffer();
}

function written(row: readonly SheetCell[]): Cell[] {
  return row.map((cell): Cell => {
    if (cell === null || cell === '') return null;
    // The type is always said: without it the library would guess.
    if (typeof cell === 'string') return { value: cell, type: String };
    if (typeof cell === 'number') return { value: cell, type: Number };
    if ('formula' in cell) return { value: cell.formula, type: 'Formula' };
    if ('day' in cell) return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: DAY_FORMAT };
    return { value: new Date(`${cell.moment}Z`), type: Date, format: MOMENT_FORMAT };
  });
}
