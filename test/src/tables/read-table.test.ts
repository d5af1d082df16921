import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { readTable } from '../../../src/tables/actions.ts';
import { makeZip, sheet, workbook } from './make-zip.ts';

const limits = { bytes: 1_000_000, unzippedBytes: 2_000_000, rows: 1_000, columns: 50 };
const read = (bytes: Buffer | string) => readTable(Buffer.from(bytes), limits);
const refused = (code: string) => expect.objectContaining({ code: `table/${code}` });
const ROWS = [
  ['工号', '日期', '班次'],
  ['1024', '2026-12-03', '前台'],
];
const TEXT = ROWS.map((row) => row.join(',')).join('\r\n');

describe('a .csv', () => {
  // Break it: try GB18030 before UTF-8, or decode without `fatal`.
  it('is read in UTF-8 with and without its mark, in UTF-16 and in GB18030', async () => {
    for (const bytes of [
      Buffer.from(TEXT),
      Buffer.from(`\uFEFF${TEXT}\r\n`),
      iconv.encode(TEXT, 'gb18030'),
      iconv.encode(TEXT, 'utf-16le', { addBOM: true }),
    ])
      expect(await readTable(bytes, limits)).toEqual(ROWS);
  });

  it('may have semicolons, tabs, quoted commas and line breaks', async () => {
    expect(await read(TEXT.replaceAll(',', ';'))).toEqual(ROWS);
    expect(await read(TEXT.replaceAll(',', '\t'))).toEqual(ROWS);
    expect(await read('a,b\r\n"x, y","1\n2"\r\n')).toEqual([
      ['a', 'b'],
      ['x, y', '1 2'],
    ]);
  });

  it('with an open quote, too many rows or columns, or no text in it is refused', async () => {
    await expect(read('a,b\n"c,d\ne,f')).rejects.toEqual(refused('open-quote'));
    await expect(read('a\n'.repeat(1_001))).rejects.toEqual(refused('too-many-rows'));
    await expect(read(`${','.repeat(50)}x`)).rejects.toEqual(refused('too-many-columns'));
    await expect(read('a\0b')).rejects.toEqual(refused('unreadable'));
    await expect(read(Buffer.from([0x41, 0xff, 0xff, 0xff]))).rejects.toEqual(refused('unreadable'));
  });

  // Break it: leave the look at the lines out of readCsv: the whole million is read first.
  it('of a million rows is refused at once', async () => {
    const million = Buffer.from('1,2\n'.repeat(1_000_000));
    const startedMs = performance.now();
    await expect(readTable(million, limits)).rejects.toEqual(refused('too-large'));
    await expect(readTable(million, { ...limits, bytes: 9_000_000 })).rejects.toEqual(refused('too-many-rows'));
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('of any bytes is read or refused with a sentence, and nothing else happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await readTable(Buffer.from(bytes), limits).catch((error: unknown) =>
          expect(error).toMatchObject({ code: expect.stringMatching(/^table\//) }),
        );
      }),
    );
  });
});

describe('an .xlsx', () => {
  it('is read as a spreadsheet program writes it, with its dates as days', async () => {
    const cell = (value: string) => ({ value, type: String });
    const day = { value: new Date('2028-02-29T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' };
    const bytes = await writeExcel([
      [cell('工号'), cell('日期'), cell('班次')],
      [{ value: 1024, type: Number }, day, cell('前台')],
    ]).toBuffer();
    expect(await readTable(bytes, limits)).toEqual([
      ['工号', '日期', '班次'],
      ['1024', '2028-02-29', '前台'],
    ]);
  });

  it('made by hand is read the same', async () => {
    expect(await read(workbook(sheet(ROWS)))).toEqual(ROWS);
  });

  // Break it: believe the size that the directory names instead of unpacking with a bound.
  it('that unpacks to more than allowed is refused, whatever it says of its size', async () => {
    const bomb = sheet([['x']], '<row r="2"/>'.padEnd(60_000_000));
    const startedMs = performance.now();
    await expect(read(workbook(bomb))).rejects.toEqual(refused('too-large'));
    await expect(read(workbook(bomb, 100))).rejects.toEqual(refused('too-large'));
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  // Break it: leave checkCells out, and in readTable the looks at rows and columns that stand behind it.
  it('with one cell far out is refused before it becomes a table of millions', async () => {
    const far = (at: string, row: string) => `<row r="${row}"><c r="${at}" t="inlineStr"><is><t>x</t></is></c></row>`;
    await expect(read(workbook(sheet(ROWS, far('A1048576', '1048576'))))).rejects.toEqual(refused('too-many-rows'));
    await expect(read(workbook(sheet(ROWS, far('XFD3', '3'))))).rejects.toEqual(refused('too-many-columns'));
  });

  it('that is old, cut off, hides a file, or is something else is refused', async () => {
    await expect(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).rejects.toEqual(refused('old-excel'));
    const good = workbook(sheet(ROWS));
    await expect(read(good.subarray(0, good.length - 30))).rejects.toEqual(refused('unreadable'));
    await expect(read(makeZip([{ name: 'a.xml', text: '<a/>' }]))).rejects.toEqual(refused('unreadable'));
    // A reader from front to back would meet the first archive, one by the directory the second.
    const twice = Buffer.concat([makeZip([{ name: 'b.xml', text: '<b/>' }]), good]);
    await expect(read(twice)).rejects.toEqual(refused('unreadable'));
    await expect(read(Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(500)]))).rejects.toEqual(
      refused('unreadable'),
    );
  });
});
