import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role, Session } from '../../../src/http/route.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { promotionRoutes } from '../../../src/promotions/routes.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { disposeRooms } from '../broadcast/broadcast-fixture.ts';
import { asked, at, openPromotionRoom, type PromotionRoom, stopPromotions } from './promotions-fixture.ts';

// Breaking it on purpose: open a route to everybody, or let a clerk's own session approve.

let room: PromotionRoom;
let http: HttpFixture;
let clerk: TestScreen;
let lead: TestScreen;

const people: Readonly<Record<string, { staffId: number; roles: readonly Role[] }>> = {
  employee: { staffId: 9, roles: ['employee'] },
  clerk: { staffId: 1, roles: ['clerk'] },
  lead: { staffId: 7, roles: ['shift-lead'] },
};
const session = (token: string): Session | undefined => {
  const own = people[token];
  return own && { token, ...own, staffNo: '1024', name: '王芳', expiresAtMs: 9e15 };
};
/** Staff numbers stand for posts; the PIN is always 246810. */
const approve = async (staffNo: string, pin: string) => {
  if (pin === '246810') return { id: staffNo === 'clerk' ? 1 : 8, roles: [staffNo] };
  throw new DeskError('forbidden', 'staff/pin-wrong', { zh: '密码不对。', en: 'Wrong PIN.' });
};

beforeEach(async () => {
  room = openPromotionRoom();
  http = await openHttp(promotionRoutes(room.promotions, approve), session);
  clerk = http.screen('clerk');
  lead = http.screen('lead');
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  stopPromotions();
  disposeRooms();
});

const register = async (screen = clerk) => (await screen.post('/promotions', asked)).body.id;

describe('promotions over HTTP', () => {
  it('go from the draft to the request, the approval in a session, and what comes next', async () => {
    const draft = await clerk.post('/promotions/draft', { ...asked, zh: '最佳图书' });
    expect(draft.body).toMatchObject({ plan: { length: 4 }, warnings: [{ word: '最佳' }] });
    const id = await register();
    expect((await clerk.get(`/promotions/${id}`)).body).toMatchObject({
      state: 'requested',
      proposal: { decision: 'approve', short: 0 },
    });
    expect(await lead.post(`/promotions/${id}/approve`, {})).toMatchObject({
      status: 200,
      body: { state: 'approved', planned: 4 },
    });
    expect((await http.screen().get('/promotions/coming')).body[0]).toEqual({
      promotionId: id,
      n: 1,
      shop: '清泉书店',
      atMs: at('11:44'),
      state: 'planned',
    });
    expect((await clerk.get('/promotions?states=approved,running&text=图书')).body).toMatchObject([{ id }]);
    expect((await clerk.get('/promotions?states=done')).body).toEqual([]);
  });

  it('are approved by number and PIN without anybody signing out', async () => {
    const id = await register();
    expect(await clerk.post(`/promotions/${id}/approve`, {})).toMatchObject({
      status: 403,
      body: { code: 'promotion/needs-post' },
    });
    expect(await clerk.post(`/promotions/${id}/approve`, { staffNo: 'supervisor', pin: '1' })).toMatchObject({
      status: 403,
      body: { code: 'staff/pin-wrong' },
    });
    expect(await clerk.post(`/promotions/${id}/approve`, { staffNo: 'supervisor', pin: '246810' })).toMatchObject({
      status: 200,
    });
    expect(room.promotions.store.byId(id)?.decidedBy).toBe('staff:8');
  });

  it('are not approved by whoever entered them', async () => {
    const id = await register(lead);
    expect(await lead.post(`/promotions/${id}/approve`, {})).toMatchObject({
      status: 403,
      body: { code: 'promotion/own-entry' },
    });
    expect(await lead.post(`/promotions/${id}/approve`, { staffNo: 'shift-lead', pin: '246810' })).toMatchObject({
      status: 200,
    });
  });

  it('are put off by a clerk and refused by a lead, each with a reason', async () => {
    const id = await register();
    expect(await clerk.post(`/promotions/${id}/defer`, { reason: '忙', untilMs: at('12:00') })).toMatchObject({
      status: 200,
      body: { state: 'deferred' },
    });
    expect(await clerk.post(`/promotions/${id}/refuse`, { reason: '忙' })).toMatchObject({ status: 403 });
    expect(await lead.post(`/promotions/${id}/refuse`, {})).toMatchObject({
      status: 400,
      body: { code: 'promotion/reason', field: 'reason' },
    });
    expect(await lead.post(`/promotions/${id}/refuse`, { reason: '忙' })).toMatchObject({ body: { state: 'refused' } });
    expect(room.papers).toHaveLength(2);
  });

  it('are withdrawn, and their outcome printed', async () => {
    const id = await register();
    expect(await clerk.post(`/promotions/${id}/withdraw`)).toMatchObject({ body: { state: 'withdrawn' } });
    expect((await clerk.get(`/promotions/${id}/outcome`)).body).toBeNull();
    expect(await clerk.post(`/promotions/${id}/outcome`)).toMatchObject({ status: 200, body: { jobId: 1 } });
  });

  it('keep shops by name', async () => {
    const { body } = await clerk.post('/promotions/shops', { name: '茶叶店' });
    expect((await clerk.get('/promotions/shops')).body).toEqual([
      { id: body.id, name: '茶叶店', contact: null, phone: null },
    ]);
    expect(await clerk.delete(`/promotions/shops/${body.id}`)).toMatchObject({ status: 200 });
  });

  it('show limits and reasons to everybody', async () => {
    const { body } = await http.screen().get('/promotions/options');
    expect(body).toMatchObject({ longestTextCharacters: { value: 500 } });
    expect(body.reasons.value).toHaveLength(4);
  });

  it.each([
    ['get', '/promotions'],
    ['get', '/promotions/1'],
    ['get', '/promotions/shops'],
    ['get', '/promotions/1/outcome'],
    ['post', '/promotions'],
    ['post', '/promotions/draft'],
    ['post', '/promotions/shops'],
    ['post', '/promotions/1/approve'],
    ['post', '/promotions/1/refuse'],
    ['post', '/promotions/1/defer'],
    ['post', '/promotions/1/withdraw'],
    ['post', '/promotions/1/outcome'],
    ['delete', '/promotions/shops/1'],
  ] as const)('are the counter’s alone: %s %s', async (verb, path) => {
    const ask = (screen: TestScreen) => (verb === 'get' ? screen.get(path) : screen[verb](path, {}));
    expect((await ask(http.screen())).status).toBe(401);
    expect((await ask(http.screen('employee'))).status).toBe(403);
  });

  it.each([
    { times: 0 },
    { from: '2026-11-21' },
    { wished: ['24:00'] },
    { shop: '店'.repeat(41) },
    { phone: 'abc' },
    { unknown: 1 },
  ])('refuse %j at the edge', async (more) => {
    expect((await clerk.post('/promotions', { ...asked, ...more })).status).toBe(400);
  });
});
