import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role, Session } from '../../../src/http/route.ts';
import { scheduleRoutes } from '../../../src/schedule/routes.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { disposeScheduleDesks, openScheduleDesk, type ScheduleDesk, until } from './schedule-fixture.ts';

// Breaking it on purpose: open a command to everybody, or let a clerk write items.

let one: ScheduleDesk;
let http: HttpFixture;
const session = (role: string): Session => ({
  token: role,
  staffId: 1,
  staffNo: '1024',
  name: '王芳',
  roles: [role as Role],
  expiresAtMs: 0,
});

beforeEach(async () => {
  one = openScheduleDesk({ startsAt: '2026-12-06T09:00:00+08:00' });
  http = await openHttp(scheduleRoutes(one.schedule), (token) => (token === '' ? undefined : session(token)));
  await until(one, '2026-12-06 09:01:00');
});
afterEach(async () => {
  await http.close();
  disposeScheduleDesks();
});

const gymnastics = { title: { zh: '广播体操', en: 'Gymnastics' }, at: '10:00:00', text: { zh: '请起立。' } };

describe('the schedule over HTTP', () => {
  it('shows a day to everybody: a Sunday in winter with what is on it', async () => {
    const { body } = await http.screen().get('/schedule');
    expect(body).toMatchObject({ day: '2026-12-06', calendar: { kind: 'weekend' }, held: false });
    expect(body.horizon).toEqual({ until: '2026-12-31', endsSoon: true });
    const ids = body.occurrences.map((each: { itemId: string }) => each.itemId);
    expect(ids).toEqual(['wet-floor', 'families', 'belongings', 'closing-soon', 'farewell']);
    const monday = await http.screen().get('/schedule?day=2026-12-07');
    expect(monday.body.occurrences[0]).toMatchObject({ itemId: 'welcome', clause: 'R1 5.2.2', fromRules: true });
    expect((await http.screen().get('/schedule?day=2026-02-30')).status).toBe(400);
  });

  it('takes exceptions from the counter and items from a shift lead', async () => {
    const day = '/schedule/days/2026-12-06/belongings';
    expect((await http.screen().post(`${day}/skip`, { reason: '演出' })).status).toBe(401);
    const clerk = http.screen('clerk');
    expect((await clerk.post(`${day}/postpone`, { minutes: 5 })).body.state).toBe('planned');
    expect((await clerk.post(`${day}/skip`, { reason: '演出' })).body).toEqual({ state: 'skipped' });
    expect((await clerk.post(`${day}/restore`)).body.state).toBe('planned');
    expect((await clerk.post(`${day}/air`)).body.announcementId).toBe('schedule-belongings-2026-12-06-1');
    expect((await clerk.post('/schedule/items', gymnastics)).status).toBe(403);
    const lead = http.screen('shift-lead');
    expect((await lead.post('/schedule/items', gymnastics)).body).toEqual({ id: 'desk-1', version: 1 });
    expect((await lead.put('/schedule/items/desk-1', { ...gymnastics, weekdays: [1, 3] })).body.version).toBe(2);
    expect((await lead.get('/schedule/items')).body.at(-1)).toMatchObject({ id: 'desk-1', weekdays: [1, 3] });
    expect((await lead.delete('/schedule/items/desk-1')).body.version).toBe(3);
    expect((await lead.post('/schedule/clock-confirmed')).status).toBe(200);
  });

  it('refuses what is no time, no reason and no such thing, each with a sentence', async () => {
    const lead = http.screen('shift-lead');
    expect((await lead.post('/schedule/items', { ...gymnastics, at: '25:00:00' })).body).toMatchObject({
      status: 400,
      field: 'at',
    });
    expect((await lead.post('/schedule/items', { ...gymnastics, text: {} })).body.code).toBe('schedule/text');
    expect((await lead.put('/schedule/items/welcome', gymnastics)).body.code).toBe('schedule/of-the-rules');
    expect((await lead.post('/schedule/days/2026-12-06/belongings/skip', { reason: ' ' })).status).toBe(400);
    const unknown = await lead.post('/schedule/days/2026-12-06/nothing/skip', { reason: '演出' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'schedule/unknown']);
  });

  it('lets an item be heard at the desk only', async () => {
    const heard = await fetch(`${http.origin}/api/schedule/listen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'listen-0001', cookie: 'qingyu_session=clerk' },
      body: JSON.stringify({ text: { zh: '请起立。' } }),
    });
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    expect(one.heard).toEqual([]);
  });
});
