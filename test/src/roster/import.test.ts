import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeDays, type Roster, rosterLineOf, setEmployment } from '../../../src/roster/actions.ts';
import { readDay } from '../../../src/roster/import.rules.ts';
import {
  beginImport,
  confirmImport,
  type Imports,
  openImports,
  previewImport,
  takePiece,
} from '../../../src/roster/import.ts';
import { rosterTemplate } from '../../../src/roster/import-template.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { sheet, workbook } from '../tables/make-zip.ts';
import { openTestRoster } from './roster-fixture.ts';

let desk: TestDesk;
let roster: Roster;
let imports: Imports;
beforeEach(() => {
  desk = openTestDesk('2026-11-20T04:00:00Z');
  roster = openTestRoster(desk, [
    { id: 7, shiftId: 'hotline-day' },
    { id: 8, shiftId: 'rest' },
  ]);
  imports = openImports(roster);
});
afterEach(() => desk.dispose());

function sent(text: string | Buffer, name = '十二月.csv'): string {
  const bytes = Buffer.from(text);
  const { importId } = beginImport(imports, name, bytes.length);
  takePiece(imports, importId, 0, bytes.toString('base64'));
  return importId;
}
async function looked(...rows: string[]) {
  const { lines } = await previewImport(imports, sent(rows.join('\n')));
  return lines.map(({ line, column, outcome, day, wanted, why }) =>
    why === null ? `${line} ${outcome} ${day} ${wanted ?? 'pattern'}` : `${line}:${column} ${why.zh}`,
  );
}
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const HEAD = '工号,姓名,日期,班次';
const shiftsOn = (personId: number, day: string) =>
  rosterLineOf(roster, personId, day).shifts.map(({ shiftId }) => shiftId);
const changes = () => desk.database.prepare('SELECT id FROM roster_changes').all().length;
const refused = (code: string) => expect.objectContaining({ code: `roster/${code}` });

describe('a table that is read into the roster', () => {
  it('shows what would change, line by line: added, changed, unchanged', async () => {
    expect(
      await looked(HEAD, '8,员工8,2026-12-01,白班', '7,,2026/12/1,夜班', '7,,2026年12月2日,热线白班', '7,,20261203,休'),
    ).toEqual([
      '3 changed 2026-12-01 hotline-night',
      '5 changed 2026-12-03 ',
      '2 added 2026-12-01 hotline-day',
      '4 unchanged 2026-12-02 hotline-day',
    ]);
    expect(changes()).toBe(0);
  });

  it('may have a column for each day, in English too, and split shifts; an empty cell asks for nothing', async () => {
    expect(await looked('Staff No,2026-12-01,46358', '8,Early + Late,', '7,,off')).toEqual([
      '3 changed 2026-12-02 ',
      '2 added 2026-12-01 split-morning,split-evening',
    ]);
  });

  // Break it: count lines from the first row of data instead of the first row of the file.
  it('names by line and column whom, which day and which shift there is not', async () => {
    expect(
      await looked(
        HEAD,
        '99,,2026-12-01,休',
        '7,员工8,2026-12-01,休',
        '7,,2026-02-29,休',
        '7,,明天,休',
        '7,,2026-12-01,"=HYPERLINK(""x"")"',
        '7,,2026-12-01,白班+白班',
        '7,,2026-12-01,休',
        '7,,2026-12-01,夜班',
      ),
    ).toEqual([
      '2:1 没有工号“99”',
      '3:1 工号 7 不叫“员工8”',
      '4:3 没有日期“2026-02-29”',
      '5:3 没有日期“明天”',
      '6:4 没有班次“=HYPERLINK("x")”',
      '7:4 没有班次“白班+白班”',
      '9:4 和第 8 行是同一个人同一天',
      '8 changed 2026-12-01 ',
    ]);
  });

  it('needs its columns, and no others', async () => {
    expect(await looked('工号,班次', '7,休')).toEqual(['1:1 第一行要有：工号、日期、班次；或者工号和一列一天']);
    expect(await looked('工号,日期,班次,备注', '7,2026-12-01,休,x')).toEqual(['1:4 不认识“备注”这一列']);
    expect(await looked('', '')).toEqual(['1:1 表是空的']);
    expect(await looked(HEAD)).toEqual(['1:1 表里没有一天']);
    expect(await looked(HEAD, '7,,2001-01-01,休', '7,,2099-01-01,休')).toEqual([
      '3:4 2001-01-01 和 2099-01-01 相隔太远',
    ]);
  });

  // Break it: let begin take no bytes, or read the rows of a file without a letter as a table.
  it('has something in it: an empty file is told so', async () => {
    expect(() => beginImport(imports, '空.csv', 0)).toThrow(refused('import-empty'));
    for (const blank of ['\uFEFF', '\n\n\n', ' , , \n,,', Buffer.from([0xff, 0xfe])])
      expect(
        (await previewImport(imports, sent(blank))).lines.map(({ why }) => why?.zh),
        String(blank),
      ).toEqual(['表是空的']);
    expect((await previewImport(imports, sent(workbook(sheet([]))))).lines[0]?.why?.zh).toBe('表是空的');
  });

  // Break it: leave lineWith() out of readCell(), and the preview promises shifts that nobody is rostered for.
  it('refuses a shift on a day somebody does not work here', async () => {
    const hired = { from: '2026-12-02', department: '', postId: '', grade: 'staff', patternId: 'rest' } as const;
    setEmployment(roster, command(), 8, hired, true);
    expect(await looked(HEAD, '8,,2026-12-01,白班', '8,,2026-12-02,白班', '8,,2026-11-30,休')).toEqual([
      '2:4 员工8这天不在职',
      '3 added 2026-12-02 hotline-day',
      '4 unchanged 2026-11-30 ',
    ]);
  });

  // Break it: read the shifts by the rules of today in frameOf().
  it('knows the shifts of the rules of each day', async () => {
    const [now] = roster.needs.attendanceRules;
    if (now === undefined) throw new Error('no rules');
    const shifts = now.shifts.filter(({ id }) => id !== 'hotline-night');
    const later = openImports({
      ...roster,
      needs: { ...roster.needs, attendanceRules: [now, { ...now, from: '2026-12-02', shifts }] },
    });
    const bytes = Buffer.from(`${HEAD}\n7,,2026-12-01,夜班\n7,,2026-12-02,夜班`);
    const { importId } = beginImport(later, 'x.csv', bytes.length);
    takePiece(later, importId, 0, bytes.toString('base64'));
    expect((await previewImport(later, importId)).lines.map(({ outcome, why }) => why?.zh ?? outcome)).toEqual([
      '没有班次“夜班”',
      'changed',
    ]);
  });

  it('knows the days of Excel and 29 February', () => {
    expect(['2026/12/1 0:00', '2026-12-01 00:00:00', '2026-12-01 08:00'].map(readDay)).toEqual([
      '2026-12-01',
      '2026-12-01',
      undefined,
    ]);
    expect(['46357', '45351', '2028-2-29', '2027-2-29', '99999', '2026-13-01', '2026-12/01'].map(readDay)).toEqual([
      '2026-12-01',
      '2024-02-29',
      '2028-02-29',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  // Break it: leave `open.delete` and the command out of confirmImport (act by itself): the second press writes again.
  it('is written once, however often it is confirmed', async () => {
    const importId = sent(`${HEAD}\n7,,2026-12-01,夜班\n8,,2026-12-01,白班`);
    const { mark } = await previewImport(imports, importId);
    const once = command();
    expect(confirmImport(imports, once, importId, mark)).toMatchObject({ answer: { changed: 2 }, repeated: false });
    expect(confirmImport(imports, once, importId, mark)).toMatchObject({ answer: { changed: 2 }, repeated: true });
    expect(() => confirmImport(imports, command(), importId, mark)).toThrow(refused('no-such-import'));
    expect([shiftsOn(7, '2026-12-01'), shiftsOn(8, '2026-12-01')]).toEqual([['hotline-night'], ['hotline-day']]);
    expect(changes()).toBe(2);
    expect(rosterLineOf(roster, 7, '2026-12-01').source).toMatchObject({ how: 'import', reason: '十二月.csv' });
  });

  // Break it: do not compare the marks: the day somebody changed meanwhile is overwritten.
  it('is refused when the roster has changed since it was looked at', async () => {
    const importId = sent(`${HEAD}\n7,,2026-12-01,夜班`);
    const { mark } = await previewImport(imports, importId);
    changeDays(roster, command(), [{ personId: 7, day: '2026-12-01', shiftIds: [], kind: 'edit', reason: '病' }]);
    expect(() => confirmImport(imports, command(), importId, mark)).toThrow(refused('changed-meanwhile'));
    expect(shiftsOn(7, '2026-12-01')).toEqual([]);
    const again = await previewImport(imports, importId);
    expect(again.counts).toMatchObject({ added: 1 });
    confirmImport(imports, command(), importId, again.mark);
    expect(shiftsOn(7, '2026-12-01')).toEqual(['hotline-night']);
  });

  // Break it: write the good lines and leave the others.
  it('with one wrong line writes nothing', async () => {
    const importId = sent(`${HEAD}\n7,,2026-12-01,夜班\n99,,2026-12-01,夜班`);
    const { mark } = await previewImport(imports, importId);
    expect(() => confirmImport(imports, command(), importId, mark)).toThrow(refused('refused-lines'));
    expect(changes()).toBe(0);
  });

  it('says which rules the roster would not keep', async () => {
    const { broken } = await previewImport(imports, sent(`${HEAD}\n7,,2026-12-01,夜班`));
    expect(broken?.map(({ kind }) => kind)).toContain('rest-between');
  });

  // Break it: leave plainWords() out of beginImport().
  it('is named in the roster without what is not seen', async () => {
    const importId = sent(`${HEAD}\n7,,2026-12-01,夜班`, '班\u202Eslx.表\n');
    const { mark, name } = await previewImport(imports, importId);
    confirmImport(imports, command(), importId, mark);
    expect([name, rosterLineOf(roster, 7, '2026-12-01').source]).toMatchObject(['班slx.表', { reason: '班slx.表' }]);
  });

  it('of ten thousand rows is refused at once, of as many as are allowed it is read', async () => {
    const rows = (count: number) =>
      [HEAD, ...Array.from({ length: count }, (_, at) => `7,,${addDays('2026-12-01', at % 390)},夜班`)].join('\n');
    await expect(previewImport(imports, sent(rows(10_000)))).rejects.toThrow(
      expect.objectContaining({ code: 'table/too-many-rows' }),
    );
    const { counts, lines, broken } = await previewImport(imports, sent(rows(4_999)));
    expect([counts.changed + counts.added, counts.refused, lines.length, broken]).toEqual([390, 4_609, 300, null]);
  });

  it('is a workbook as well, and comes in pieces in any size', async () => {
    const bytes = workbook(
      sheet([
        ['工号', '日期', '班次'],
        ['7', '2026-12-01', '夜班'],
      ]),
    );
    const { importId } = beginImport(imports, '表.xlsx', bytes.length);
    await expect(previewImport(imports, importId)).rejects.toEqual(refused('not-all-there'));
    for (let at = 0; at < bytes.length; at += 100)
      for (const _twice of [1, 2]) takePiece(imports, importId, at, bytes.subarray(at, at + 100).toString('base64'));
    expect((await previewImport(imports, importId)).counts.changed).toBe(1);
    expect(() => takePiece(imports, importId, bytes.length, 'AAAA')).toThrow(refused('wrong-piece'));
    const { importId: gap } = beginImport(imports, 'x', 100);
    expect(() => takePiece(imports, gap, 50, 'AAAA')).toThrow(refused('wrong-piece'));
    expect(() => beginImport(imports, 'x', 1_000_001)).toThrow(refused('import-too-large'));
  });

  it('is given as a template that changes nothing when it is read in as it is', async () => {
    const bytes = Buffer.from(rosterTemplate(roster));
    expect(bytes.toString('utf8').split('\r\n')[0]).toMatch(/^\uFEFF工号,姓名,2026-11-23,/);
    const { counts } = await previewImport(imports, sent(bytes));
    expect(counts).toEqual({ added: 0, changed: 0, refused: 0, unchanged: 28 });
  });
});
