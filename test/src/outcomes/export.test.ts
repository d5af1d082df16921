import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { departmentMonth, monthOutcome, saveMonth } from '../../../src/outcomes/actions.ts';
import { decideFinding } from '../../../src/outcomes/decide.ts';
import { exportRoutes } from '../../../src/outcomes/export.routes.ts';
import { setEmployment } from '../../../src/roster/actions.ts';
import { command } from '../../desk-fixture.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { recalculated } from './recalculated.ts';
import { chen, type OutcomesRoom, openRoom, wang, zhang } from './room-fixture.ts';

/*
 * Breaking it on purpose: count excused findings in minutesOf of export.rules.ts, let the ranges of the sums begin a row later, write a name
 * as `type: 'Formula'` in workbook.ts, or leave `escapeFormulae` out of csv.ts (red).
 */

const MONTH = '2026-11';
const HOSTILE = '=HYPERLINK("http://evil.example","点我")';
const evil = { ...zhang, name: HOSTILE, staffNo: '+2087' };

let room: OutcomesRoom;

beforeEach(() => {
  room = openRoom([wang, evil, chen]);
  const { punch } = room;
  punch(wang.id, '2026-11-02', 'in 08:34', 'out 18:00');
  punch(wang.id, '2026-11-03', 'in 08:41', 'out 17:55');
  punch(wang.id, '2026-11-04', 'in? 08:30', 'out 18:00');
  punch(wang.id, '2026-11-05', 'in 08:30');
  punch(wang.id, '2026-11-06', 'in 09:20', 'out 18:00');
  punch(evil.id, '2026-11-02', 'in 08:50', 'out 18:10');
  punch(chen.id, '2026-11-10', 'in 08:39', 'out 18:00');
});
afterEach(() => room.dispose());

const save = (format: 'xlsx' | 'csv', more: object = {}) =>
  saveMonth(room.outcomes, `staff:${chen.id}`, { month: MONTH, format, language: 'zh', ...more });

describe('a saved month', () => {
  it('has live formulas that come to what the product says of each person, also after a decision', async () => {
    const [late] = monthOutcome(room.outcomes, wang.id, MONTH).days[2]?.findings ?? [];
    const { key: findingKey = '', minutes = 0 } = late ?? {};
    decideFinding(room.outcomes, command(), {
      personId: wang.id,
      findingKey,
      minutes,
      verdict: 'excused',
      reason: '地铁停运',
      byPersonId: chen.id,
    });
    const { sums, formulas } = await recalculated(await save('xlsx'));
    const rows = await departmentMonth(room.outcomes, MONTH, undefined);
    expect(rows).toHaveLength(3);
    for (const [at, { name, outcome }] of rows.entries()) {
      const row = sums[at + 1] ?? [];
      const { missed, leaveMinutes } = outcome;
      expect(row[1]).toBe(name);
      expect(row.slice(3, 10)).toEqual([
        outcome.lateMinutes,
        outcome.earlyMinutes,
        missed.confirmed + missed.waiting + missed.unconfirmed,
        outcome.absentDays,
        Object.values(leaveMinutes).reduce((sum, one) => sum + one, 0),
        outcome.businessMinutes,
        outcome.workedMinutes,
      ]);
    }
    expect(sums[1]?.slice(3, 6)).toEqual([4, 5, 1]);
    expect(sums.at(-1)?.[0]).toBe('合计');
    expect(sums.at(-1)?.[3]).toBe(rows.reduce((sum, { outcome }) => sum + outcome.lateMinutes, 0));
    // Eight sums of each of three people, and the last row.
    expect(formulas).toHaveLength(3 * 8 + 10);
    expect(formulas[0]).toBe("SUM('每日'!J2:J31)");
    expect(formulas).toContain('COUNTIF(\'每日\'!J2:J31,">0")');
  });

  it('has punches and outcomes side by side, and every punch with its time', async () => {
    const sheets = await readXlsxFile(Buffer.from(await save('xlsx')));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['汇总', '每日', '打卡']);
    const [, days, punches] = sheets.map(({ data }) => data);
    expect(days).toHaveLength(1 + 3 * 30);
    const third = days?.find((row) => row[1] === '王芳' && String(row[5]).includes('08:41'));
    expect(third).toMatchObject({
      3: new Date('2026-11-03'),
      4: '前台班 08:30–18:00',
      5: '上班 08:41 · 下班 17:55',
      6: '迟到早退',
      7: expect.stringContaining('迟到 11 分 [R2 3(3)]'),
      9: 11,
      10: 5,
    });
    expect(punches).toHaveLength(1 + 13);
    expect(punches?.[1]).toEqual(
      expect.arrayContaining(['王芳', new Date('2026-11-02T08:34:00Z'), '上班', '前台班', '准']),
    );
    expect(punches?.filter((row) => row.includes('不准'))).toHaveLength(1);
  });

  it('never computes what somebody typed', async () => {
    const file = await save('xlsx');
    const { formulas } = await recalculated(file);
    expect(formulas.filter((formula) => !/^(SUM|COUNTIF)\([^A-Z]*['!A-Z0-9每日:,">()]+\)$/.test(formula))).toEqual([]);
    const all = Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    expect(all.filter(([, text]) => text.includes('HYPERLINK')).map(([name]) => name)).toEqual([
      'xl/sharedStrings.xml',
    ]);
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await save('csv'));
    expect(csv.startsWith('\uFEFF工号,姓名,部门,日期,')).toBe(true);
    const { data, errors } = Papa.parse<string[]>(csv.slice(1).trimEnd());
    expect(errors).toEqual([]);
    expect(data).toHaveLength(1 + 3 * 30);
    const cells = data.flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toContain(`'${HOSTILE}`);
    expect(cells).toContain("'+2087");
  });

  it('is of a department where that is asked for, and on record with who saved it', async () => {
    setEmployment(room.roster, command(), chen.id, {
      from: '2026-11-16',
      department: '物业部',
      postId: 'other',
      grade: 'staff',
      patternId: 'rest',
    });
    const { sums } = await recalculated(await save('xlsx', { department: '物业部' }));
    expect(sums.map((row) => row[1])).toEqual(['姓名', '陈静', null]);
    const entries = room.desk.journal.page({ limit: 1 });
    expect(entries).toMatchObject([
      { kind: 'outcomes/exported', actor: `staff:${chen.id}`, subject: `month:${MONTH}` },
    ]);
    expect(JSON.stringify(entries)).not.toContain('陈静');
  });

  it('makes no month be judged again', async () => {
    await departmentMonth(room.outcomes, '2026-10', undefined);
    await save('csv');
    expect(room.outcomes.known.find('2026-10', wang.id)).toBeDefined();
  });
});

describe('over HTTP', () => {
  let http: HttpFixture;
  beforeEach(async () => {
    http = await openHttp(exportRoutes(room.outcomes), (token) =>
      token === 'hr' || token === 'clerk'
        ? { token, staffId: chen.id, staffNo: '1', name: '', roles: [token], expiresAtMs: 9e15 }
        : undefined,
    );
  });
  afterEach(() => http.close());
  const get = (path: string, who = 'hr') =>
    fetch(`${http.origin}/api${path}`, { headers: { Cookie: `qingyu_session=${who}` } });

  it('comes as a file with its name and type, for HR and supervisors only', async () => {
    const department = encodeURIComponent('客服中心');
    const answer = await get(`/outcomes/departments/${department}/months/${MONTH}/export.xlsx`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    const saved = `filename*=UTF-8''${encodeURIComponent('考勤-2026-11-客服中心.xlsx')}`;
    expect(answer.headers.get('content-disposition')).toContain(saved);
    expect((await readXlsxFile(Buffer.from(await answer.arrayBuffer()))).length).toBe(3);
    const csv = await get(`/outcomes/months/${MONTH}/export.csv?language=en`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect((await get(`/outcomes/months/${MONTH}/export.csv`, 'clerk')).status).toBe(403);
  });

  it('is refused with 404 where there is no such department and no such month yet, with 400 where it is no month at all', async () => {
    expect((await get(`/outcomes/departments/none/months/${MONTH}/export.csv`)).status).toBe(404);
    expect((await get('/outcomes/months/2027-01/export.xlsx')).status).toBe(404);
    expect((await get('/outcomes/months/2026-13/export.xlsx')).status).toBe(400);
  });
});
