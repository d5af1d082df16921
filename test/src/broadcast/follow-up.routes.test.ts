import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emergencies, openEmergencies } from '../../../src/broadcast/actions.ts';
import { emergencyRoutes } from '../../../src/broadcast/emergency.routes.ts';
import { broadcastRoutes } from '../../../src/broadcast/routes.ts';
import type { Role, Session } from '../../../src/http/route.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { settle } from '../../fake-clock.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { boy, disposeRooms, openRoom, type Room, shippedEmergencyRules, wallet } from './broadcast-fixture.ts';

let room: Room;
let emergencies: Emergencies;
let http: HttpFixture;
let clerk: TestScreen;

const session = (token: string): Session | undefined => {
  const roles: Record<string, readonly Role[]> = { clerk: ['clerk'], employee: ['employee'] };
  const own = roles[token];
  return own && { token, staffId: 1, staffNo: '1024', name: '王芳', roles: own, expiresAtMs: 9e15 };
};
/** Staff numbers stand for posts; the PIN is always 246810. */
const check = async (staffNo: string, pin: string) => {
  if (pin === '246810') return { id: 7, name: '李敏', roles: [staffNo] };
  throw new DeskError('forbidden', 'staff/pin-wrong', { zh: '密码不对。', en: 'Wrong PIN.' });
};

beforeEach(async () => {
  room = openRoom();
  emergencies = openEmergencies(room.broadcast, shippedEmergencyRules);
  const routes = [...broadcastRoutes(room.broadcast, check), ...emergencyRoutes(emergencies, check)];
  http = await openHttp(routes, session);
  clerk = http.screen('clerk');
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  disposeRooms();
});

const call = (form: object, more: object = {}) => ({ form, times: 2, gapSeconds: 10, ...more });

describe('what follows a call, over HTTP', () => {
  it('goes from the staff to the public, over its steps, to found, all-clear and hand-over', async () => {
    const { body: sent } = await clerk.post('/calls', call(boy));
    await room.desk.clock.advance(3_000);
    const { body: shown } = await clerk.get(`/calls/${sent.callId}`);
    expect(shown).toMatchObject({ audience: 'staff-first', sought: 'child', staffHeard: true, publicHeard: false });
    expect((await clerk.post('/calls/1/steps/exits')).body).toMatchObject({ by: '王芳' });
    expect((await clerk.post('/calls/1/steps/exits/undo')).body).toEqual({ undone: true });
    expect((await clerk.post('/calls/1/steps/exits')).body).toMatchObject({ by: '王芳' });
    expect((await clerk.post('/calls/1/staff')).status).toBe(200);
    expect((await clerk.post('/calls/1/found')).body).toEqual({ state: 'found', allClear: true });
    expect(await clerk.post('/calls/1/all-clear')).toMatchObject({ status: 409, body: { code: 'call/no-all-clear' } });
    const given = { place: 'here', name: '赵大海', relation: 'parent', idKind: 'passport', idSeen: true };
    expect((await clerk.post('/calls/1/hand-over', given)).status).toBe(200);
    expect(await clerk.post('/calls/1/hand-over', given)).toMatchObject({
      status: 409,
      body: { code: 'call/handed-over' },
    });
    expect((await clerk.get('/calls')).body).toMatchObject([{ state: 'found', handOver: { place: 'here' } }]);
  });

  it('links an object to its ledger number from the form or later', async () => {
    await clerk.post('/calls', call(wallet, { ledgerNumber: 'S-1' }));
    expect((await clerk.get('/calls/1')).body.ledgerNumber).toBe('S-1');
    await clerk.put('/calls/1/ledger-number', { ledgerNumber: null });
    expect((await clerk.get('/calls/1')).body.ledgerNumber).toBeNull();
  });

  // Red when enterInLedger takes a call for a person.
  it('links no person to the ledger of objects, and hands nobody over who was not found', async () => {
    await clerk.post('/calls', call(boy));
    const linked = await clerk.put('/calls/1/ledger-number', { ledgerNumber: 'S-1' });
    expect([linked.status, linked.body.code]).toEqual([409, 'call/no-object']);
    const given = await clerk.post('/calls/1/hand-over', { place: 'elsewhere' });
    expect([given.status, given.body.code]).toEqual([409, 'call/not-found-yet']);
  });

  it.each<[string, object]>([
    ['/calls/1/hand-over', { place: 'here', idSeen: true }],
    ['/calls/1/hand-over', { place: 'elsewhere', name: '赵大海' }],
    ['/calls/1/hand-over', { place: 'moon' }],
    ['/calls/1/steps/EXITS', {}],
    ['/calls/1/steps/EXITS/undo', {}],
    ['/calls', call(boy, { audience: 'everybody' })],
  ])('%s refuses a wrong body with 400 (%#)', async (path, body) => {
    expect((await clerk.post(path, body)).status).toBe(400);
  });

  it('asks for a session and the post', async () => {
    for (const path of [
      '/calls/1/steps/exits',
      '/calls/1/steps/exits/undo',
      '/calls/1/staff',
      '/calls/1/all-clear',
      '/calls/1/hand-over',
    ]) {
      expect((await http.screen().post(path)).status).toBe(401);
      expect((await http.screen('employee').post(path)).status).toBe(403);
    }
  });

  it('gives the choices of the hand-over form to anybody', async () => {
    const { body } = await http.screen().get('/broadcast/call-options');
    expect(body).toMatchObject({
      relations: expect.any(Array),
      idKinds: expect.any(Array),
      clauses: { steps: 'desk' },
    });
  });
});

describe('emergencies over HTTP', () => {
  it('are armed by anybody and aired by a supervisor’s number and PIN', async () => {
    const nobody = http.screen();
    expect((await nobody.get('/emergencies')).body).toMatchObject({ armed: null, live: null, muted: false });
    expect((await nobody.post('/emergencies/evacuation/arm')).body).toEqual({ waitsMs: 30_000 });
    expect((await nobody.get('/emergencies')).body.armed).toMatchObject({ emergencyId: 'evacuation' });
    const pin = (staffNo: string, digits: string) => nobody.post('/emergencies/armed/pin', { staffNo, pin: digits });
    expect(await pin('supervisor', '1')).toMatchObject({ status: 403, body: { code: 'staff/pin-wrong' } });
    expect(await pin('clerk', '246810')).toMatchObject({ status: 403, body: { code: 'emergency/post' } });
    expect(await pin('supervisor', '246810')).toMatchObject({ status: 200, body: { emergencyId: 'evacuation' } });
    await settle();
    expect((await nobody.get('/emergencies')).body.live).toMatchObject({ emergencyId: 'evacuation', drill: false });
    expect(await pin('supervisor', '246810')).toMatchObject({ status: 409, body: { code: 'emergency/not-armed' } });
  });

  it('are given up at a touch', async () => {
    const nobody = http.screen();
    await nobody.post('/emergencies/lockdown/arm');
    expect((await nobody.delete('/emergencies/armed')).status).toBe(200);
    expect((await nobody.delete('/emergencies/armed')).status).toBe(200);
    expect((await nobody.get('/emergencies')).body.armed).toBeNull();
    expect((await nobody.post('/emergencies/party/arm')).status).toBe(404);
  });
});
