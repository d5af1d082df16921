import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/http/route.ts';
import { monthOutcome } from '../../../src/outcomes/actions.ts';
import { outcomesRoutes } from '../../../src/outcomes/routes.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { chen, type OutcomesRoom, openRoom, wang, zhang } from './room-fixture.ts';

// Break it: leave `throw ownFinding()` or the comparison of minutes out of decide.ts, or UPDATE the row before instead of inserting.

let room: OutcomesRoom;
let http: HttpFixture;

const people: Readonly<Record<string, { staffId: number; roles: readonly Role[] }>> = {
  wang: { staffId: wang.id, roles: ['clerk'] },
  lead: { staffId: zhang.id, roles: ['shift-lead'] },
  chen: { staffId: chen.id, roles: ['supervisor'] },
  hr: { staffId: 9, roles: ['hr'] },
};

beforeEach(async () => {
  room = openRoom();
  http = await openHttp(outcomesRoutes(room.outcomes), (token) => {
    const own = people[token];
    return own && { token, ...own, staffNo: '1', name: '', expiresAtMs: 9e15 };
  });
  room.punch(wang.id, '2026-11-20', 'in 08:55', 'out 18:00');
  room.punch(chen.id, '2026-11-30', 'in 08:20');
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  room.dispose();
});

const LATE = '2026-11-20/reception/late';
const late = { findingKey: LATE, minutes: 25 };
const decide = (who: string, body: object, commandId?: string, personId = wang.id) =>
  http.screen(who).post(`/outcomes/people/${personId}/decisions`, body, commandId);
const month = () => monthOutcome(room.outcomes, wang.id, '2026-11');
const finding = () => month().days[19]?.findings[0];

describe('a named person decides', () => {
  it('excuses with a reason, once, and it counts for nothing', async () => {
    expect(month().outcome.deductions).toMatchObject([{ deductedMinutes: 60 }]);
    const excused = { ...late, verdict: 'excused', reason: '地铁停运' };
    const first = await decide('chen', excused, 'command-1');
    expect(first).toMatchObject({ status: 200, body: { decisionId: 1 } });
    expect(await decide('chen', excused, 'command-1')).toMatchObject({ status: 200, body: first.body });
    expect(month().decisions).toMatchObject([{ verdict: 'excused', byName: '陈静', reason: '地铁停运', minutes: 25 }]);
    expect(month().outcome).toMatchObject({ deductions: [], lateMinutes: 0 });
    expect(finding()).toMatchObject({ consequence: 'excused', undecided: false, decision: { byName: '陈静' } });
    const [entry] = room.desk.journal.page({ limit: 1, subject: `staff:${wang.id}` });
    expect(entry).toMatchObject({ kind: 'outcomes/decided', actor: 'staff:3' });
    expect(entry?.body).toContain('"clause":"R2 3(3)"');
    expect(entry?.body).not.toContain('地铁');
  });

  it('decides anew without overwriting: the newest holds', async () => {
    await decide('chen', { ...late, verdict: 'excused', reason: '地铁停运' });
    await decide('hr', { ...late, verdict: 'stands', reason: '' });
    expect(month().decisions.map(({ verdict }) => verdict)).toEqual(['excused', 'stands']);
    expect(month().outcome.deductions).toHaveLength(1);
    expect(finding()).toMatchObject({ consequence: 'deduction', undecided: false });
    expect(() => room.desk.database.prepare("UPDATE outcome_decisions SET verdict = 'excused'").run()).toThrow();
  });

  it('opens a finding again when it has changed since', async () => {
    await decide('chen', { ...late, verdict: 'excused', reason: '地铁停运' });
    room.punch(wang.id, '2026-11-20', 'in 08:50');
    expect(finding()).toMatchObject({ minutes: 20, consequence: 'deduction', undecided: true, decision: null });
    const changed = await decide('chen', { ...late, verdict: 'stands' });
    expect(changed).toMatchObject({ status: 409, body: { code: 'outcomes/finding-changed', facts: { minutes: 20 } } });
  });

  it.each([
    ['a clerk', 'wang', late, 403, 'session/not-allowed'],
    ['a shift lead', 'lead', late, 403, 'session/not-allowed'],
    ['no reason', 'chen', { ...late, reason: '  ' }, 400, 'outcomes/reason-missing'],
    ['other minutes', 'chen', { ...late, minutes: 24 }, 409, 'outcomes/finding-changed'],
    ['another day', 'chen', { ...late, findingKey: '2026-11-19/reception/late' }, 404, 'outcomes/no-such-finding'],
    ['no day at all', 'chen', { ...late, findingKey: 'late' }, 404, 'outcomes/no-such-finding'],
  ])('is refused: %s', async (_why, who, body, status, code) => {
    const answer = await decide(who, { verdict: 'excused', reason: '地铁停运', ...body });
    expect(answer.status).toBe(status);
    if (status !== 403) expect(answer.body.code).toBe(code);
    expect(month().decisions).toEqual([]);
  });

  it('never decides about themselves, and about nobody who is not there', async () => {
    const own = { findingKey: '2026-11-30/reception/missed-out', minutes: 0, verdict: 'excused', reason: '在岗' };
    expect(await decide('chen', own, undefined, chen.id)).toMatchObject({
      status: 403,
      body: { code: 'outcomes/own-finding' },
    });
    expect(await decide('hr', own, undefined, chen.id)).toMatchObject({ status: 200 });
    expect(await decide('hr', own, undefined, 77)).toMatchObject({ status: 404 });
  });
});

describe('who sees what', () => {
  it('shows everybody their own month, and others’ to leads', async () => {
    const path = (personId: number) => `/outcomes/people/${personId}?month=2026-11`;
    expect(await http.screen('wang').get(path(wang.id))).toMatchObject({ status: 200, body: { name: '王芳' } });
    expect(await http.screen('wang').get(path(chen.id))).toMatchObject({
      status: 403,
      body: { code: 'outcomes/others-month' },
    });
    expect((await http.screen('lead').get(path(chen.id))).status).toBe(200);
    expect((await http.screen().get(path(wang.id))).status).toBe(401);
    expect((await http.screen('wang').get('/outcomes/months?month=2026-11')).status).toBe(403);
    expect((await http.screen('lead').get('/outcomes/months?month=2026-11')).body).toHaveLength(3);
    expect((await http.screen('lead').get('/outcomes/months?month=2026-13')).status).toBe(400);
  });
});
