import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role, Session } from '../../../src/http/route.ts';
import { journalRoutes } from '../../../src/journal/routes.ts';
import { verifyChainInTurns } from '../../../src/journal/verify-chain.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';

let desk: TestDesk;
let http: HttpFixture;

beforeEach(async () => {
  desk = openTestDesk('2026-11-20T06:00:00Z');
  http = await openHttp(journalRoutes(desk.database, desk.journal), (token) => sessionOf(token));
  for (let loan = 1; loan <= 5; loan++)
    desk.change('staff:3', (change) =>
      change.record({ kind: 'loans/deposit-taken', subject: `loan:${loan}`, body: {}, personal: { name: '李雷' } }),
    );
});

afterEach(async () => {
  await http.close();
  desk.dispose();
});

function sessionOf(role: string): Session | undefined {
  const roles: Role[] = role === 'shift-lead' ? ['shift-lead'] : ['clerk'];
  return { token: role, staffId: 3, staffNo: '1018', name: '李敏', roles, expiresAtMs: 0 };
}

describe('Reading the journal', () => {
  it('is for shift leads and above, not for nobody and not for a clerk', async () => {
    expect((await http.screen().get('/journal')).status).toBe(401);
    expect((await http.screen('clerk').get('/journal')).status).toBe(403);
    expect((await http.screen('clerk').get('/journal/chain')).status).toBe(403);
    expect((await http.screen('shift-lead').get('/journal')).status).toBe(200);
  });

  it('comes newest first, page by page without a gap or a twin', async () => {
    const screen = http.screen('shift-lead');
    const first = (await screen.get('/journal?limit=2')).body;
    const second = (await screen.get(`/journal?limit=2&before=${first[1].seq}`)).body;
    expect([...first, ...second].map(({ seq }: { seq: number }) => seq)).toEqual([5, 4, 3, 2]);
    expect(first[0]).toMatchObject({
      actor: 'staff:3',
      kind: 'loans/deposit-taken',
      subject: 'loan:5',
      atMs: Date.parse('2026-11-20T06:00:00Z'),
      clockQuality: desk.clock.read().quality,
    });
  });

  it('keeps to one subject and never shows a name', async () => {
    const { body } = await http.screen('shift-lead').get('/journal?subject=loan:3');
    expect(body).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('李雷');
  });

  it('refuses a wrong page size and a wrong head, naming the field', async () => {
    const screen = http.screen('shift-lead');
    expect(await screen.get('/journal?limit=0')).toMatchObject({ status: 400 });
    expect(await screen.get('/journal/chain?head=zz')).toMatchObject({ status: 400 });
  });

  it('says the chain is whole with its head, and where an edited row is', async () => {
    const screen = http.screen('shift-lead');
    expect((await screen.get('/journal/chain')).body).toEqual({
      whole: true,
      rows: 5,
      head: desk.journal.head().hash,
    });
    desk.database.prepare('DROP TRIGGER journal_is_never_updated').run({});
    desk.database.prepare("UPDATE journal SET subject = 'loan:9' WHERE seq = 4").run({});
    expect((await screen.get('/journal/chain')).body).toMatchObject({ whole: false, brokenAt: 4, why: 'edited' });
  });

  // Breaking it on purpose: check in one go (the tap waits for the whole chain: red).
  it('serves what comes in while a long chain is checked', async () => {
    desk.change('system', (change) => {
      for (let row = 0; row < 3_000; row++) change.record({ kind: 'test/row', subject: 'row', body: { row } });
    });
    const order: string[] = [];
    const check = verifyChainInTurns(desk.database).then((report) => {
      order.push('checked');
      return report;
    });
    await new Promise<void>((resolve) => setImmediate(resolve));
    desk.change('device:reader-1', (change) => change.record({ kind: 'test/tap', subject: 'tap', body: {} }));
    order.push('tapped');
    expect(await check).toMatchObject({ whole: true, rows: 3_006 });
    expect(order).toEqual(['tapped', 'checked']);
  });
});
