import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formRoutes } from '../../../src/forms/routes.ts';
import type { Role, Session } from '../../../src/http/route.ts';
import { leaveRoutes } from '../../../src/leave/routes.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { closeFormsRooms, type FormsRoom, openFormsRoom, WHO } from './forms-fixture.ts';

// Breaking it on purpose: open a step of a sheet to everybody signed in, or let `/forms` forget whose they are.

let room: FormsRoom;
let http: HttpFixture;

const people: Readonly<Record<string, { staffId: number; roles: readonly Role[] }>> = {
  zhang: { staffId: WHO.zhang, roles: ['employee'] },
  newcomer: { staffId: WHO.newcomer, roles: ['employee'] },
  clerk: { staffId: WHO.clerk, roles: ['employee', 'clerk'] },
  hr: { staffId: WHO.hr, roles: ['employee', 'hr'] },
};
const session = (token: string): Session | undefined => {
  const own = people[token];
  return own && { token, ...own, staffNo: '1024', name: '王芳', expiresAtMs: 9e15 };
};
const missedOut = { kind: 'exception', day: '2026-11-20', shiftId: 'reception', direction: 'out' };

beforeEach(async () => {
  room = openFormsRoom();
  http = await openHttp([...formRoutes(room.forms), ...leaveRoutes(room.leave)], session);
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  closeFormsRooms();
});

describe('forms over HTTP', () => {
  it('go from the draft to HR', async () => {
    const zhang = http.screen('zhang');
    const clerk = http.screen('clerk');
    expect((await zhang.post('/forms/draft', { asked: missedOut })).body).toMatchObject({
      refusal: null,
      chain: [{ zh: '直属上级' }, { zh: '部门主管' }],
      dueDay: '2026-11-26',
    });
    const { body } = await zhang.post('/forms', { asked: missedOut, reason: '忘记打卡' });
    expect(body).toMatchObject({ number: 'E-20261120-2087', printed: true });
    expect((await clerk.get(`/forms/number/${body.number}`)).body).toEqual({ formId: body.formId });
    expect((await clerk.get(`/forms/${body.formId}/signatories`)).body.length).toBe(4);
    for (const personId of [WHO.lead, WHO.supervisor])
      await clerk.post(`/forms/${body.formId}/sign`, { personId, verdict: 'signed' });
    expect((await clerk.post('/forms/hand-in', { formIds: [body.formId] })).body).toEqual({
      moved: [body.formId],
      stayed: [],
    });
    expect((await clerk.post('/forms/deliver', { formIds: [body.formId] })).status).toBe(200);
    expect((await zhang.get('/forms?places=hr')).body).toMatchObject([
      { number: body.number, state: 'confirmed', place: 'hr' },
    ]);
  });

  it('name the field and the clause of a refusal', async () => {
    const { status, body } = await http.screen('zhang').post('/forms', { asked: { ...missedOut, day: '2026-11-21' } });
    expect([status, body.code, body.field]).toEqual([400, 'form/not-your-shift', 'day']);
    expect(body.facts).toEqual({ clause: 'R2 3(5)' });
  });

  it('belong to their people; the steps of a sheet belong to the desk', async () => {
    const { body } = await http.screen('zhang').post('/forms', { asked: missedOut });
    const newcomer = http.screen('newcomer');
    expect((await newcomer.get('/forms')).body).toEqual([]);
    expect((await newcomer.get(`/forms?personId=${WHO.zhang}`)).body).toEqual([]);
    for (const path of [
      `/forms/${body.formId}`,
      `/forms/${body.formId}/paper`,
      `/forms/number/${body.number}`,
      `/forms/days?personId=${WHO.zhang}&month=2026-11`,
      `/leave/${WHO.zhang}`,
    ])
      expect((await newcomer.get(path)).status).toBe(403);
    for (const [path, sent] of [
      [`/forms/${body.formId}/sign`, { personId: WHO.lead, verdict: 'signed' }],
      [`/forms/${body.formId}/strike`, { stepId: 1, reason: '错' }],
      [`/forms/${body.formId}/documents`, { document: 'x' }],
      ['/forms/hand-in', { formIds: [body.formId] }],
      ['/forms/deliver', { formIds: [body.formId] }],
      [`/leave/${WHO.zhang}/adjust`, { halfDays: 2, reason: '错' }],
    ] as const)
      expect((await http.screen('zhang').post(path, sent)).status).toBe(403);
    for (const path of ['/forms', '/forms/options', `/forms/${body.formId}`, `/leave/${WHO.zhang}`])
      expect((await http.screen().get(path)).status).toBe(401);
    expect((await http.screen('zhang').get('/forms/people')).body).toMatchObject([{ name: '张伟' }]);
    expect((await http.screen('clerk').get('/forms/people')).body.length).toBe(9);
  });

  it('show a month to choose from, with what is missing', async () => {
    room.punch(WHO.zhang, '2026-11-18', 'in 08:25', 'out 18:03');
    room.punch(WHO.zhang, '2026-11-19', 'in 08:25');
    room.at('2026-11-20T08:00');
    const { body } = await http.screen('zhang').get('/forms/days?month=2026-11');
    expect(body.length).toBe(30);
    expect(body[17]).toMatchObject({ day: '2026-11-18', gap: false, shifts: [{ in: true, out: true }] });
    expect(body[18]).toMatchObject({
      day: '2026-11-19',
      gap: true,
      shifts: [{ shiftId: 'reception', in: true, out: false }],
    });
    expect(body[20]).toMatchObject({ day: '2026-11-21', shifts: [] });
  });

  it('show and put right an account of leave', async () => {
    const left = (await http.screen('hr').post(`/leave/${WHO.zhang}/adjust`, { halfDays: 2, reason: '上年结转' })).body
      .left;
    expect((await http.screen('zhang').get(`/leave/${WHO.zhang}`)).body).toMatchObject({
      left,
      adjusted: 2,
      kinds: { length: 8 },
    });
    expect((await http.screen('clerk').get('/leave/999')).status).toBe(404);
  });
});
