import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FormFact } from '../../../src/forms/rules.ts';
import type { Role } from '../../../src/http/route.ts';
import { departmentMonth, monthOutcome } from '../../../src/outcomes/actions.ts';
import { keepLooking, lookNow } from '../../../src/proxy-audit/actions.ts';
import { proxyAuditRoutes } from '../../../src/proxy-audit/routes.ts';
import { command } from '../../desk-fixture.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { chen, wang, zhang } from '../outcomes/room-fixture.ts';
import { type AuditRoom, liu, openAuditRoom, zhou } from './audit-fixture.ts';

let room: AuditRoom;
let http: HttpFixture;

const sessions: Readonly<Record<string, { staffId: number; roles: readonly Role[] }>> = {
  wang: { staffId: wang.id, roles: ['clerk'] },
  lead: { staffId: zhou.id, roles: ['shift-lead'] },
  chen: { staffId: chen.id, roles: ['supervisor'] },
  hr: { staffId: liu.id, roles: ['hr'] },
};

beforeEach(async () => {
  room = openAuditRoom();
  http = await openHttp(proxyAuditRoutes(room.audit), (token) => {
    const own = sessions[token];
    return own && { token, ...own, staffNo: '1', name: '', expiresAtMs: 9e15 };
  });
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  expect(room.reported).toEqual([]);
  room.dispose();
});

const look = () => http.screen('chen').post('/proxy-audit/flags');
const flags = async (who = 'chen') => (await http.screen(who).get('/proxy-audit/flags')).body;
const flag = (id: number, who = 'chen') => http.screen(who).get(`/proxy-audit/flags/${id}`);
const decide = (id: number, body: object, who = 'chen', commandId?: string) =>
  http.screen(who).post(`/proxy-audit/flags/${id}/decisions`, body, commandId);
const absent = { verdict: 'absent', incidents: [2, 3], shown: 3 };
const dismissed = { verdict: 'dismissed', reason: '同车上班', shown: 3 };
const proposedOf = (personId: number) =>
  monthOutcome(room.outcomes, personId, '2026-11').days.flatMap(({ findings }) =>
    findings.filter(({ kind }) => kind === 'proxy'),
  );
const kindsOf = (subject: string) => room.desk.journal.page({ limit: 50, subject }).map(({ kind }) => kind);

describe('what speaks for it', () => {
  it('is found by looking, once, and shown with everything it is seen from', async () => {
    room.together([17, 18, 19]);
    expect((await look()).body).toEqual({ found: 3 });
    expect((await look()).body).toEqual({ found: 0 });
    expect(await flags()).toMatchObject([{ flagId: 1, kind: 'pair', incidents: 3, verdict: null }]);
    const { body } = await flag(1);
    expect(body).toMatchObject({ clause: 'R2 3(7)', daysTogether: 3, mayDecide: true, decisions: [], earlier: [] });
    expect(body.measure).toMatchObject({ zh: '30 天里有 3 天相隔 5 秒以内就算', clause: 'desk' });
    expect(body.people.map(({ name }: { name: string }) => name)).toEqual(['王芳', '张伟']);
    expect(body.evidence[0]).toMatchObject({
      day: '2026-11-17',
      apartMs: 3_000,
      punches: [
        { personId: wang.id, readerId: 'reader-1', clockQuality: 'synchronised', direction: 'in' },
        { personId: zhang.id, cardId: '4A00000002' },
      ],
      roster: [{ personId: wang.id, shifts: [{ name: { zh: '前台班' } }] }, { personId: zhang.id }],
    });
    expect(kindsOf('audit-flag:1')).toEqual(['proxy-audit/flagged']);
  });

  // Break it: answer true from isSure() in look.ts.
  it('is no punch by a clock that nobody vouched for', async () => {
    for (const day of ['17', '18', '19'])
      for (const [personId, second] of [
        [wang.id, '00'],
        [zhang.id, '01'],
      ] as const)
        room.tap({ personId, at: `2026-11-${day} 08:25:${second}`, quality: 'unsure' });
    expect((await look()).body).toEqual({ found: 0 });
  });

  it('grows while nobody has decided, and stays where its days have gone out of sight', async () => {
    room.together([17, 18, 19]);
    await look();
    room.together([20]);
    await look();
    expect(await flags()).toMatchObject([{ flagId: 1, incidents: 4, untilDay: '2026-11-20' }]);
    room.desk.clock.setWall('2027-03-01T10:00:00+08:00');
    await look();
    expect(await flags()).toMatchObject([{ flagId: 1, incidents: 4 }]);
  });

  it('reaches as far back as the rules say: 30 days with today, not 31', async () => {
    room.together([1, 2, 3]);
    room.desk.clock.setWall('2026-12-01T10:00:00+08:00');
    expect((await look()).body).toEqual({ found: 0 });
    room.desk.clock.setWall('2026-11-30T10:00:00+08:00');
    expect((await look()).body).toEqual({ found: 3 });
  });

  // Break it: read in findFlags() only who is here, or whoever ever left.
  it.each([
    ['2026-11-20', 3],
    ['2026-11-01', 3],
    ['2026-10-31', 0],
  ])('is found with somebody who left on %s: %i times', async (day, found) => {
    const gone = { ...zhang, active: false, leftAtMs: Date.parse(`${day}T18:30:00+08:00`) };
    const other = openAuditRoom(undefined, [wang, gone]);
    other.together([2, 3, 4]);
    expect((await lookNow(other.audit, command())).answer).toEqual({ found });
    other.dispose();
  });

  it('is a punch on leave or business that has its signatures, no other', async () => {
    const form = (kind: 'leave' | 'business', state: FormFact['state'], formId: number): FormFact =>
      ({
        formId,
        number: `L-${formId}`,
        personId: wang.id,
        state,
        kind,
        ...(kind === 'leave' ? { leaveKind: 'casual' } : {}),
        fromMs: Date.parse('2026-11-20T08:30+08:00'),
        untilMs: Date.parse('2026-11-20T18:00+08:00'),
        filledAtMs: 0,
        filledDay: '2026-11-19',
      }) as FormFact;
    room.tap({ personId: wang.id, at: '2026-11-20 12:00:00' });
    room.forms.push(form('leave', 'open', 1), form('business', 'withdrawn', 2));
    await look();
    expect(await flags()).toEqual([]);
    room.forms.push(form('leave', 'confirmed', 3));
    await look();
    expect(await flags()).toMatchObject([{ kind: 'leave', people: [{ name: '王芳' }] }]);
    expect((await flag(1)).body.evidence[0].form).toMatchObject({ number: 'L-3' });
    // A shift that is leave from its beginning to its end: whoever punches in for it is not who is on leave.
    room.tap({ personId: wang.id, at: '2026-11-20 08:25:00' });
    expect((await look()).body).toEqual({ found: 1 });
  });

  // Break it: leave `later()` out of keepLooking().
  it('is looked for by the desk itself, again and again until it is told to stop; nothing follows by itself', async () => {
    const stop = keepLooking(room.audit);
    await room.desk.clock.advance(3_599_999);
    room.together([17, 18, 19]);
    expect(await flags()).toEqual([]);
    await room.desk.clock.advance(1);
    await expect.poll(flags).toMatchObject([{ incidents: 3, verdict: null }]);
    expect(proposedOf(wang.id)).toEqual([]);
    room.together([20]);
    await room.desk.clock.advance(3_600_000);
    await expect.poll(flags).toMatchObject([{ incidents: 4 }]);
    stop();
    expect(room.desk.clock.pending).toBe(0);
  });
});

describe('a named person decides', () => {
  beforeEach(async () => {
    room.together([17, 18, 19]);
    await look();
  });

  it('proposes both as absent on the days chosen, with the clause, and the outcomes show it', async () => {
    const first = await decide(1, absent, 'chen', 'command-1');
    expect(first).toMatchObject({ status: 200, body: { decisionId: 1 } });
    expect((await decide(1, absent, 'chen', 'command-1')).body).toEqual(first.body);
    for (const personId of [wang.id, zhang.id]) {
      expect(proposedOf(personId)).toMatchObject([
        { day: '2026-11-18', clause: 'R2 3(7)', consequence: 'absence', undecided: true },
        { day: '2026-11-19', evidence: [{ kind: 'audit', flagId: 1 }, { kind: 'roster' }] },
      ]);
      const { outcome } = monthOutcome(room.outcomes, personId, '2026-11');
      expect(outcome.absences.filter(({ findingKeys }) => findingKeys.join().includes('proxy'))).toMatchObject([
        { days: 1, clause: 'R2 3(7)' },
        { days: 1 },
      ]);
      expect(kindsOf(`staff:${personId}`)).toEqual(Array.from({ length: 2 }, () => 'proxy-audit/absence-proposed'));
    }
    expect((await flag(1)).body).toMatchObject({ verdict: 'absent', decisions: [{ byName: '陈静' }] });
  });

  // Break it: journal it under the flag alone in tellOutcomes(), and the months that are over are not judged again.
  it('is in the list of a month that was over and judged already', async () => {
    room.desk.clock.setWall('2026-12-02T10:00:00+08:00');
    const absentDays = async () =>
      (await departmentMonth(room.outcomes, '2026-11', undefined)).find(({ personId }) => personId === wang.id)?.outcome
        .absentDays ?? 0;
    const before = await absentDays();
    expect(await absentDays()).toBe(before);
    await decide(1, absent);
    expect(await absentDays()).toBe(before + 2);
  });

  // Break it: take the first decision for the newest in `proposed` of store.ts.
  it('decides anew without overwriting: the newest holds', async () => {
    await decide(1, absent);
    await decide(1, dismissed, 'hr');
    expect(proposedOf(wang.id)).toEqual([]);
    const { body } = await flag(1);
    expect(body.decisions).toMatchObject([
      { verdict: 'absent', byName: '陈静' },
      { verdict: 'dismissed', reason: '同车上班', byName: '刘洋' },
    ]);
    const [entry] = room.desk.journal.page({ limit: 1, subject: 'audit-flag:1' });
    expect(entry?.body).not.toContain('同车');
    expect(kindsOf(`staff:${wang.id}`).slice(0, 2)).toEqual(
      Array.from({ length: 2 }, () => 'proxy-audit/absence-withdrawn'),
    );
    for (const table of ['audit_flags', 'audit_incidents', 'audit_decisions', 'audit_absences']) {
      expect(() => room.desk.database.prepare(`DELETE FROM ${table}`).run(), table).toThrow(/kept/);
    }
    expect(() => room.desk.database.prepare("UPDATE audit_decisions SET verdict = 'absent'").run()).toThrow();
  });

  it('starts anew after a decision: three more days make another flag, and the earlier one stands beside it', async () => {
    await decide(1, dismissed);
    room.together([20, 23]);
    await look();
    expect(await flags()).toHaveLength(1);
    room.together([24]);
    await look();
    const rows = await flags();
    expect(rows).toMatchObject([
      { flagId: 2, incidents: 3, verdict: null },
      { flagId: 1, verdict: 'dismissed' },
    ]);
    expect((await flag(2)).body.earlier).toMatchObject([{ flagId: 1, verdict: 'dismissed' }]);
  });

  // Break it: leave `throw flagChanged(…)` or the comparison with byPersonId out of decide.ts.
  it.each([
    ['a clerk', 'wang', absent, 403, 'session/role'],
    ['a shift lead', 'lead', absent, 403, 'session/role'],
    ['no reason', 'chen', { ...dismissed, reason: '  ' }, 400, 'proxy-audit/reason-missing'],
    ['nothing chosen', 'chen', { ...absent, incidents: [] }, 400, 'proxy-audit/no-incident'],
    ['what is not there', 'chen', { ...absent, incidents: [1, 4] }, 400, 'proxy-audit/no-incident'],
    ['a third person', 'chen', { ...absent, withPersonId: zhou.id }, 400, 'proxy-audit/wrong-other'],
    ['fewer than there are', 'chen', { ...absent, shown: 2 }, 409, 'proxy-audit/flag-changed'],
  ])('is refused: %s', async (_why, who, body, status, code) => {
    const answer = await decide(1, body, who);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await flag(1)).body.decisions).toEqual([]);
    expect(proposedOf(wang.id)).toEqual([]);
  });

  it('never about themselves: such a flag is neither listed nor shown nor decided on', async () => {
    room.together([10, 11, 12], 2, [chen.id, zhou.id]);
    await look();
    expect(await flags('hr')).toHaveLength(2);
    for (const who of ['chen', 'lead']) {
      expect(await flags(who)).toHaveLength(1);
      expect(await flag(2, who)).toMatchObject({ status: 403, body: { code: 'proxy-audit/own-flag' } });
    }
    expect(await decide(2, absent)).toMatchObject({ status: 403, body: { code: 'proxy-audit/own-flag' } });
    expect(await decide(2, absent, 'hr')).toMatchObject({ status: 200 });
    expect((await flag(1, 'hr')).body.earlier).toEqual([]);
    expect(await flag(77)).toMatchObject({ status: 404 });
    expect(await decide(77, absent)).toMatchObject({ status: 404 });
  });

  it('names who punched where one card alone is flagged, or leaves it open', async () => {
    room.here.set(zhou.id, {
      punchId: room.tap({ personId: zhou.id, at: '2026-11-27 08:25:00' }),
      shiftDay: '2026-11-27',
    });
    room.tap({ personId: zhou.id, at: '2026-11-27 08:26:00', readerId: 'reader-2' });
    await look();
    const one = { verdict: 'absent', incidents: [1], shown: 1 };
    for (const [withPersonId, code] of [
      [zhou.id, 'proxy-audit/wrong-other'],
      [77, 'proxy-audit/wrong-other'],
      [chen.id, 'proxy-audit/own-flag'],
    ] as const)
      expect((await decide(2, { ...one, withPersonId })).body.code).toBe(code);
    await decide(2, one);
    expect(proposedOf(zhou.id)).toMatchObject([{ day: '2026-11-27' }]);
    expect(proposedOf(wang.id)).toEqual([]);
    await decide(2, { ...one, withPersonId: wang.id });
    expect(proposedOf(wang.id)).toMatchObject([{ day: '2026-11-27' }]);
  });
});
