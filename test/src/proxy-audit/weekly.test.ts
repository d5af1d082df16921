import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/http/route.ts';
import { proxyAuditRoutes } from '../../../src/proxy-audit/routes.ts';
import type { DrawView } from '../../../src/proxy-audit/view.rules.ts';
import { changeDays } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { command } from '../../desk-fixture.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { chen, wang, zhang } from '../outcomes/room-fixture.ts';
import { type AuditRoom, liu, openAuditRoom, zhou } from './audit-fixture.ts';

const MONDAY = '2026-11-30';
const crowd: readonly Person[] = [
  wang,
  zhang,
  chen,
  zhou,
  liu,
  ...Array.from(
    { length: 15 },
    (_, at): Person => ({ ...wang, id: 20 + at, staffNo: `20${20 + at}`, name: `员工${at}` }),
  ),
  { ...wang, id: 50, staffNo: '2050', name: '离职', active: false },
];

let room: AuditRoom;
let http: HttpFixture;

const sessions: Record<string, { staffId: number; roles: readonly Role[] }> = {
  lead: { staffId: zhou.id, roles: ['shift-lead'] },
  chen: { staffId: chen.id, roles: ['supervisor'] },
};

beforeEach(async () => {
  room = openAuditRoom(undefined, crowd);
  http = await openHttp(proxyAuditRoutes(room.audit), (token) => {
    const own = sessions[token];
    return own && { token, ...own, staffNo: '1', name: '', expiresAtMs: 9e15 };
  });
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  room.dispose();
});

const draw = (commandId?: string) => http.screen('chen').post('/proxy-audit/week', undefined, commandId);
const week = async (day = MONDAY): Promise<DrawView> =>
  (await http.screen('chen').get(`/proxy-audit/weeks/${day}`)).body;
const check = (personId: number, seen: boolean, who = 'chen', day = MONDAY) =>
  http.screen(who).post(`/proxy-audit/weeks/${day}/people/${personId}/checks`, { seen });
const ids = (list: DrawView) => list.drawn.map(({ personId }) => personId);

describe('the list of a week', () => {
  // Break it: leave `throw alreadyDrawn()` out of draw.ts, and the table refuses instead with an error nobody expects.
  it('is drawn once, from those who work, and comes out the same by its seed', async () => {
    expect((await http.screen('chen').get('/proxy-audit/week')).body).toMatchObject({
      week: MONDAY,
      list: null,
      draws: 5,
    });
    expect(await draw('command-1')).toMatchObject({ status: 200, body: { week: MONDAY } });
    expect((await draw('command-1')).body).toEqual({ week: MONDAY });
    const list = await week();
    expect(list).toMatchObject({
      seed: 202_647,
      agrees: true,
      people: 20,
      lately: 0,
      byName: '陈静',
      clause: 'R2 3(7)',
    });
    expect(ids(list)).toHaveLength(5);
    expect(list.drawn[0]?.roster).toHaveLength(7);
    room.nextSeed = 1;
    expect(await draw()).toMatchObject({ status: 409, body: { code: 'proxy-audit/already-drawn' } });
    expect(ids(await week())).toEqual(ids(list));
    expect(await http.screen('lead').post('/proxy-audit/week')).toMatchObject({ status: 403 });
    expect(() => room.desk.database.prepare('UPDATE audit_draws SET seed = 1').run()).toThrow(/never changed/);
  });

  // Break it: draw from everybody who is rostered on any day of the week.
  it('is drawn from those who have days of the week before them', async () => {
    const today = '2026-12-04';
    const rest = (personId: number) => ({ personId, day: today, shiftIds: [], kind: 'edit', reason: '' }) as const;
    room.desk.clock.setWall(`${today}T10:00:00+08:00`);
    const everybody = room.audit.needs.people().map(({ id }) => id);
    changeDays(room.roster, command(), everybody.slice(3).map(rest));
    await draw();
    expect(ids(await week())).toEqual(everybody.slice(0, 3).sort((a, b) => a - b));
  });

  it('says so when it is not what its seed gives', async () => {
    await draw();
    room.desk.database.prepare('DROP TRIGGER audit_draws_stay').run();
    room.desk.database.prepare("UPDATE audit_draws SET drawn = '[1,2,3,4,9]'").run();
    expect((await week()).agrees).toBe(false);
  });

  // Break it: hand `lately: []` to drawWeek.
  it('leaves out who was drawn in the four weeks before, and the fifth week takes them again', async () => {
    const drawn: number[][] = [];
    for (const day of ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30']) {
      room.desk.clock.setWall(`${day}T10:00:00+08:00`);
      room.nextSeed += 1;
      await draw();
      drawn.push(ids(await week(day)));
    }
    const [first, second, third, fourth, fifth] = drawn;
    const fourWeeks = [first, second, third, fourth].flatMap((list) => list ?? []);
    expect(new Set(fourWeeks).size).toBe(20);
    expect(fifth).toHaveLength(5);
    expect((await week('2026-11-30')).lately).toBe(20);
    room.desk.clock.setWall('2026-12-07T10:00:00+08:00');
    await draw();
    expect((await week('2026-12-07')).lately).toBe(20 - (first?.filter((id) => !fifth?.includes(id)).length ?? 0));
  });

  it('is printed with the week of each', async () => {
    await draw();
    expect(await http.screen('lead').post(`/proxy-audit/weeks/${MONDAY}/print`)).toMatchObject({ status: 200 });
    expect(room.papers.map(({ title }) => title)).toEqual(['打卡抽查名单']);
    expect(await http.screen('lead').post('/proxy-audit/weeks/2026-11-23/print')).toMatchObject({ status: 404 });
  });
});

describe('who is looked for', () => {
  let someone: number;
  beforeEach(async () => {
    await draw();
    someone = ids(await week()).find((id) => id !== chen.id && id !== zhou.id) ?? 0;
  });

  it('is seen, or is not there and has not punched: written down, and no flag', async () => {
    expect((await check(someone, true)).body).toEqual({ flagged: false });
    expect((await check(someone, false)).body).toEqual({ flagged: false });
    const row = (await week()).drawn.find(({ personId }) => personId === someone);
    expect(row?.checks).toMatchObject([
      { seen: true, punchedIn: false, byName: '陈静' },
      { seen: false, punchedIn: false },
    ]);
    expect((await http.screen('chen').get('/proxy-audit/flags')).body).toEqual([]);
  });

  // Break it: flag whoever is not seen, or nobody, in checkPerson().
  it('is not there with the card punched in: a flag, that a person decides on', async () => {
    const punchId = room.tap({ personId: someone, at: `${MONDAY} 08:25:00` });
    room.here.set(someone, { punchId, shiftDay: MONDAY });
    expect((await check(someone, true)).body).toEqual({ flagged: false });
    expect((await check(someone, false, 'lead')).body).toEqual({ flagged: true });
    expect((await http.screen('chen').get('/proxy-audit/flags')).body).toMatchObject([
      { kind: 'not-there', incidents: 1, fromDay: MONDAY, people: [{ personId: someone }] },
    ]);
  });

  it('is never oneself, nobody who is not on the list, and only in that week', async () => {
    const list = ids(await week());
    const other = crowd.find(({ id, active }) => active && !list.includes(id))?.id ?? 0;
    expect(await check(other, true)).toMatchObject({ status: 404, body: { code: 'proxy-audit/not-on-list' } });
    expect(await check(someone, true, 'chen', '2026-11-23')).toMatchObject({ status: 404 });
    sessions.self = { staffId: someone, roles: ['shift-lead'] };
    expect(await check(someone, true, 'self')).toMatchObject({ status: 403, body: { code: 'proxy-audit/own-check' } });
    room.desk.clock.setWall('2026-12-07T10:00:00+08:00');
    expect(await check(someone, true)).toMatchObject({ status: 409, body: { code: 'proxy-audit/week-over' } });
  });
});
