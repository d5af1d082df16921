import { afterAll, beforeAll, expect, it } from 'vitest';
import { oldLedgers } from '../old-ledgers.ts';
import { type ApiDesk, openApiDesk } from './api-desk.ts';

/*
 * A destruction list over HTTP from the proposal to the last byte, in the real service.
 *
 * To see it red: let /approve take the session's own person a second time, let /destroy go before /signed, or take the clock for
 * trusted as long as the schedule has not looked at it (on a machine that nobody sets the clock of).
 */
let desk: ApiDesk;
beforeAll(async () => {
  desk = await openApiDesk();
  oldLedgers(desk.service.desk.database, { calls: 3 });
});
afterAll(() => desk.close());

const WITHIN = { timeout: 20_000, interval: 50 };

it('is listed, approved by two, printed, signed and destroyed; the chain is whole', { timeout: 60_000 }, async () => {
  const lead = await desk.signIn('1018');
  const supervisor = await desk.signIn('1001');
  const post = async (path: string, body?: unknown, token = supervisor) => {
    const { status, body: said } = await desk.ask('POST', `/retention${path}`, { token, body });
    return [status, said.code ?? said.state] as const;
  };
  const get = async (path: string) => (await desk.ask('GET', path, { token: supervisor })).body;

  expect(await post('/lists', undefined, lead)).toEqual([403, 'session/role']);
  // On a computer nobody sets the clock of, a person vouches for it first.
  if (!(await get('/retention')).clockTrusted) {
    expect(await post('/lists')).toEqual([409, 'retention/clock-unsure']);
    expect((await desk.ask('POST', '/schedule/clock-confirmed', { token: lead })).status).toBe(200);
  }
  expect((await get('/retention')).due).toMatchObject([{ ledger: 'calls', entries: 3, records: 6, papers: 3 }, {}, {}]);

  const key = 'list-once';
  const listed = [1, 2].map(() => desk.ask('POST', '/retention/lists', { token: supervisor, key }));
  const [first, again] = (await Promise.all(listed)).map(({ body }) => body);
  expect(again).toEqual(first);
  const at = `/lists/${first.id}`;
  expect(await post(`${at}/destroy`)).toEqual([409, 'retention/wrong-state']);
  expect(await post(`${at}/approve`, {})).toEqual([200, 'approved-once']);
  expect(await post(`${at}/approve`, {})).toEqual([403, 'retention/same-person']);
  expect(await post(`${at}/approve`, { staffNo: '1001', pin: '100111' })).toEqual([403, 'retention/same-person']);
  expect(await post(`${at}/approve`, { staffNo: '1018', pin: '101811' })).toEqual([403, 'retention/needs-post']);
  expect(await post(`${at}/approve`, { staffNo: '3002', pin: '999999' })).toEqual([403, 'staff/pin-wrong']);
  expect(await post(`${at}/approve`, { staffNo: '3002', pin: '300211' })).toEqual([200, 'approved']);
  expect(await post(`${at}/destroy`)).toEqual([409, 'retention/wrong-state']);
  await expect.poll(async () => (await get(`/retention${at}`)).paperStands, WITHIN).toMatch(/out|unsure/);
  expect(await post(`${at}/signed`)).toEqual([200, 'printed']);
  expect(await post(`${at}/destroy`)).toEqual([200, 'purging']);
  await expect.poll(async () => (await get(`/retention${at}`)).state, WITHIN).toMatch(/wiping|done/);
  expect(await get(`/retention${at}`)).toMatchObject({
    approvals: [{ name: '陈静' }, { name: '刘洋' }],
    entries: [{ state: 'gone' }, { state: 'gone' }, { state: 'gone' }],
  });
  expect((await get('/calls')).length).toBe(0);
  expect(await get('/journal/chain')).toMatchObject({ whole: true });
});
