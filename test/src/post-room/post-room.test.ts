import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import type { Role } from '../../../src/http/route.ts';
import { reminderOf } from '../../../src/post-room/actions.ts';
import { postRoomRoutes } from '../../../src/post-room/routes.ts';
import type { PostBoard, PostItem } from '../../../src/post-room/view.rules.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { chen, wang, zhang } from '../outcomes/room-fixture.ts';
import { openPostFixture, type PostFixture, sheet } from './post-room-fixture.ts';

let room: PostFixture;
let http: HttpFixture;

const sessions: Readonly<Record<string, { staffId: number; roles: readonly Role[] }>> = {
  zhang: { staffId: zhang.id, roles: ['employee'] },
  wang: { staffId: wang.id, roles: ['clerk'] },
  chen: { staffId: chen.id, roles: ['supervisor'] },
};

beforeEach(async () => {
  room = openPostFixture();
  http = await openHttp(postRoomRoutes(room.post), (token) => {
    const own = sessions[token];
    return own && { token, ...own, staffNo: '1', name: '', expiresAtMs: 9e15 };
  });
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  room.dispose();
});

const board = async (path = ''): Promise<PostBoard> => (await http.screen('wang').get(`/post-room${path}`)).body;
const at = (delivery: string, nominal: string, department = '客服中心') =>
  `/post-room/rounds/${delivery}/${nominal}/departments/${encodeURIComponent(department)}`;
const item = async (...key: Parameters<typeof at>): Promise<PostItem> =>
  (await http.screen('wang').get(at(...key))).body;
const tick = (received: boolean, key: string, who = 'wang', commandId?: string) =>
  http.screen(who).post(`${key}/ticks`, { received }, commandId);
const states = (one: PostBoard) =>
  Object.fromEntries(one.departments.map(({ name, cells }) => [name, cells.map(({ state }) => state).join(' ')]));
const lines = (columns: 48 | 32): string => {
  const { paper } = room.papers.at(-1) ?? {};
  if (paper === undefined) throw new Error('no paper');
  const profile = loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58');
  return pictureOf(layOut(paper, profile), columns)
    .lines.map((one) => (one.kind === 'text' ? one.text.trimEnd() : one.kind === 'cut' ? '✂' : one.kind))
    .join('\n');
};

describe('the board', () => {
  it('says per department what is due, there and missing, and leads to the weeks beside it', async () => {
    room.sheets.push(sheet(1), sheet(2, { place: 'desk' }), sheet(3, { department: '物业部', place: 'desk' }));
    const now = await board();
    expect(now).toMatchObject({ week: '2026-11-16', weekBefore: '2026-11-09', weekAfter: '2026-11-23' });
    expect(now.rounds.map(({ deliveryId }) => deliveryId)).toEqual([
      'weekly-summary',
      'exception-leave',
      'missed-punches',
      'to-hr',
      'overtime',
    ]);
    expect(states(now)).toEqual({
      客服中心: 'missing missing due due none',
      物业部: 'missing received due due none',
    });
    expect((await board('?day=2026-11-25')).week).toBe('2026-11-23');
    expect(states(await board('?day=2026-11-25'))).toEqual({
      客服中心: 'due none due none none',
      物业部: 'due none due none none',
    });
  });

  // Break it: `<=` to `<` before round.dueDay in views.ts.
  it('asks for nothing that was due before the first day anybody punched', async () => {
    room.since = '2026-11-20';
    expect(states(await board()).物业部).toBe('none none due none none');
    room.since = undefined;
    expect(states(await board()).物业部).toBe('none none due none none');
    room.since = '2026-11-16';
    expect(states(await board()).物业部).toBe('missing none due none none');
  });

  it('asks in the weeks after for what never came, for four weeks', async () => {
    room.sheets.push(sheet(1));
    expect((await board()).late).toEqual([]);
    expect((await board('?day=2026-11-23')).late).toMatchObject([
      {
        deliveryId: 'exception-leave',
        nominal: '2026-11-19',
        department: '客服中心',
        sheets: 1,
        arrived: 0,
        clause: 'R2 6',
      },
    ]);
    expect((await board('?day=2026-12-14')).late).toHaveLength(1);
    expect((await board('?day=2026-12-21')).late).toEqual([]);
    // Whoever ticked one department keeps the board: the other is asked for as well.
    await tick(true, at('missed-punches', '2026-11-20'));
    room.desk.clock.setWall('2026-11-24T10:00:00+08:00');
    expect((await board()).late.map(({ deliveryId, department }) => `${deliveryId} ${department}`)).toEqual([
      'exception-leave 客服中心',
      'missed-punches 物业部',
    ]);
  });
});

describe('what came is ticked', () => {
  // Break it: UPDATE the row before instead of inserting, or leave `throw alreadyTicked()` out.
  it('by a named person, once, and taken back by a row more', async () => {
    const key = at('missed-punches', '2026-11-20');
    const first = await tick(true, key, 'wang', 'command-1');
    expect(first).toMatchObject({ status: 200, body: { stepId: 1 } });
    expect((await tick(true, key, 'wang', 'command-1')).body).toEqual(first.body);
    expect(await tick(true, key)).toMatchObject({ status: 409, body: { code: 'post-room/already-ticked' } });
    expect(states(await board()).客服中心).toBe('missing none received none none');
    await tick(false, key, 'chen');
    expect(await tick(false, key)).toMatchObject({ status: 409, body: { code: 'post-room/not-ticked' } });
    expect(states(await board()).客服中心).toBe('missing none due none none');
    expect((await item('missed-punches', '2026-11-20')).steps).toMatchObject([
      { kind: 'received', byName: '王芳' },
      { kind: 'undone', byName: '陈静' },
    ]);
    expect(() => room.desk.database.prepare("UPDATE post_steps SET kind = 'undone'").run()).toThrow(/never changed/);
    expect(() => room.desk.database.prepare('DELETE FROM post_steps').run()).toThrow(/kept/);
  });

  it('not by an employee, not of a day or department that is not there', async () => {
    expect(await tick(true, at('missed-punches', '2026-11-20'), 'zhang')).toMatchObject({ status: 403 });
    for (const key of [
      at('missed-punches', '2026-11-19'),
      at('no-such', '2026-11-20'),
      at('missed-punches', '2026-11-20', '财务部'),
    ])
      expect((await tick(true, key)).status, key).toBe(404);
  });

  it('sheets count by where they are, whatever is ticked', async () => {
    room.sheets.push(sheet(1), sheet(2, { place: 'desk', lacking: { zh: '缺签字', en: 'Not signed' } }));
    await tick(true, at('exception-leave', '2026-11-19'));
    expect(await item('exception-leave', '2026-11-19')).toMatchObject({
      state: 'missing',
      ticked: true,
      sheets: 2,
      arrived: 1,
      sheetList: [
        { number: 'L-20261118-1', arrived: false },
        { arrived: true, lacking: null },
      ],
    });
  });
});

describe('the desk delivers to HR', () => {
  beforeEach(() => {
    room.sheets.push(
      sheet(1, { place: 'desk' }),
      sheet(2, { place: 'desk', department: '物业部' }),
      sheet(3, { place: 'desk', lacking: { zh: '缺签字', en: 'Not signed' } }),
      sheet(4),
    );
  });
  const deliver = (commandId?: string) =>
    http.screen('wang').post('/post-room/rounds/to-hr/2026-11-20/delivery', undefined, commandId);

  // Break it: hand `command` on to deliverToHr unchanged, and the second half refuses the re-used id.
  it('what is at the desk and whole, in one go, with every department ticked', async () => {
    expect(await deliver('command-1')).toMatchObject({ status: 200, body: { departments: 2, sheets: 2 } });
    expect(room.delivered).toEqual([{ id: 'command-1/sheets', formIds: [1, 2] }]);
    expect((await deliver('command-1')).body).toEqual({ departments: 2, sheets: 2 });
    expect(states(await board())).toMatchObject({
      客服中心: 'missing missing due part none',
      物业部: 'missing received due received none',
    });
    expect(await deliver()).toMatchObject({ status: 409, body: { code: 'post-room/nothing-to-deliver' } });
    expect(await http.screen('wang').post('/post-room/rounds/missed-punches/2026-11-20/delivery')).toMatchObject({
      status: 409,
      body: { code: 'post-room/not-to-hr' },
    });
  });

  it('with a cover sheet that lists them by department', async () => {
    await http.screen('wang').post('/post-room/rounds/to-hr/2026-11-20/cover');
    expect(room.papers.at(-1)?.document).toBe('post-cover');
    expect(lines(48)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
              交接封面
      ================================================
      送人事 2026-11-20                           R2 6
      2026-11-14 至 2026-11-20
      应办 2026-11-20 22:00
      ------------------------------------------------
      客服中心                                    1 张
        □ L-20261118-1                           王芳
      ------------------------------------------------
      物业部                                      1 张
        □ L-20261118-2                           王芳
      ------------------------------------------------
      2 个部门                               单据 2 张
      打印 2026-11-20 10:00

      服务台交 ________________
      人事收 ________________  日期 ________________
             2026-11-20
      ✂"
    `);
    expect(lines(32)).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
          交接封面
      ================================
      送人事 2026-11-20           R2 6
      2026-11-14 至 2026-11-20
      应办 2026-11-20 22:00
      --------------------------------
      客服中心                    1 张
        □ L-20261118-1           王芳
      --------------------------------
      物业部                      1 张
        □ L-20261118-2           王芳
      --------------------------------
      2 个部门               单据 2 张
      打印 2026-11-20 10:00

      服务台交 ________________
      人事收 ________________
      日期 ________________
         2026-11-20
      ✂"
    `);
  });
});

describe('who has not is reminded', () => {
  it('on the home page, from three hours before the hour, and until it is there', async () => {
    for (const department of ['客服中心', '物业部']) await tick(true, at('weekly-summary', '2026-11-16', department));
    expect(reminderOf(room.post)).toBeNull();
    room.desk.clock.setWall('2026-11-20T14:00:00+08:00');
    expect(reminderOf(room.post)).toMatchObject({
      deliveryId: 'missed-punches',
      at: '17:00',
      over: false,
      departments: 2,
    });
    await tick(true, at('missed-punches', '2026-11-20'));
    const overAt = ['16:59:59', '17:00:00', '17:00:01'].map((time) => {
      room.desk.clock.setWall(`2026-11-20T${time}+08:00`);
      return reminderOf(room.post);
    });
    expect(overAt).toMatchObject([{ over: false }, { over: false }, { over: true, departments: 1 }]);
    await tick(true, at('missed-punches', '2026-11-20', '物业部'));
    expect(reminderOf(room.post)).toBeNull();
  });

  it('by a slip, which is written down', async () => {
    room.sheets.push(sheet(1, { lacking: { zh: '缺部门主管签字', en: 'Not signed' } }), sheet(2, { place: 'desk' }));
    await http.screen('wang').post(`${at('exception-leave', '2026-11-19')}/reminders`);
    expect((await item('exception-leave', '2026-11-19')).steps).toMatchObject([{ kind: 'reminded', byName: '王芳' }]);
    expect(lines(48)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
               催交单
      ================================================
      客服中心                                    R2 6
      请交 异常请假
      2026-11-13 至 2026-11-19
      应交 2026-11-19 22:00
      □ L-20261118-1                             王芳
        缺部门主管签字
      打印 2026-11-20 10:00

      部门签收 ________________  日期 ________________
             2026-11-19
      ✂"
    `);
  });

  // Break it: say 'in' of 'no-punch' in MISSED.
  it('with its missed punches on paper, from Saturday to Friday', async () => {
    room.punch(wang.id, '2026-11-12', 'in 08:20');
    room.punch(wang.id, '2026-11-13', 'in 08:20');
    room.punch(wang.id, '2026-11-16', 'in 08:20', 'out 18:05');
    room.punch(wang.id, '2026-11-17', 'in 08:20');
    room.punch(wang.id, '2026-11-18', 'in 08:20', 'out 18:05');
    room.punch(wang.id, '2026-11-19', 'in 08:20', 'out 18:05');
    const { missed } = await item('missed-punches', '2026-11-20');
    expect(missed?.filter(({ name }) => name === '王芳')).toMatchObject([{ day: '2026-11-17', direction: 'out' }]);
    const other = await item('missed-punches', '2026-11-20', '物业部');
    expect(other.missed?.[0]).toMatchObject({ name: '张伟', day: '2026-11-16', direction: 'both' });
    expect((await item('exception-leave', '2026-11-19')).missed).toBeNull();
    await http.screen('wang').post(`${at('missed-punches', '2026-11-20')}/missed-punches`);
    expect(lines(48)).toContain('王芳 1024                             11-17 下班');
  });
});
