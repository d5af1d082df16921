import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';

type Value = string | number | boolean | Date | null;

/** The first sheet of a workbook with its formulas computed from the other sheets, as a spreadsheet does when it opens the file. */
export async function recalculated(
  file: Uint8Array,
): Promise<{ readonly sums: readonly Value[][]; readonly formulas: readonly string[] }> {
  const sheets = new Map((await readXlsxFile(Buffer.from(file))).map(({ sheet, data }) => [sheet, data as Value[][]]));
  const [[first = '', sums = []] = []] = sheets;
  const xml = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const formulas: string[] = [];
  for (const [, column = '', row = '', escaped = ''] of xml.matchAll(
    /<c r="([A-Z]+)(\d+)"[^>]*><f>([^<]*)<\/f><\/c>/g,
  )) {
    const formula = escaped.replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'");
    formulas.push(formula);
    const into = sums[Number(row) - 1];
    if (into === undefined) throw new Error(`a formula in row ${row}, which is not there`);
    into[columnNumber(column)] = compute(formula);
  }
  return { sums, formulas };

  function compute(formula: string): number {
    const [, what, sheet = first, from = '', fromRow, until = '', untilRow, condition] =
      /^(SUM|COUNTIF)\((?:'([^']+)'!)?([A-Z]+)(\d+):([A-Z]+)(\d+)(?:,"(>0)")?\)$/.exec(formula) ?? [];
    const table = sheets.get(sheet);
    if (what === undefined || table === undefined) throw new Error(`cannot compute ${formula}`);
    const numbers = table
      .slice(Number(fromRow) - 1, Number(untilRow))
      .flatMap((row) => row.slice(columnNumber(from), columnNumber(until) + 1))
      .filter((value) => typeof value === 'number');
    if (what === 'SUM') return numbers.reduce((sum, one) => sum + one, 0);
    if (condition !== '>0') throw new Error(`cannot count ${formula}`);
    return numbers.filter((one) => one > 0).length;
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
