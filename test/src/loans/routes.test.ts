import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cashRoutes } from '../../../src/cash/routes.ts';
import type { Session } from '../../../src/http/route.ts';
import { depositsHeld } from '../../../src/loans/actions.ts';
import { loanAnswer, stockAnswer } from '../../../src/loans/answers.routes.ts';
import { loanRoutes } from '../../../src/loans/routes.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { arrive, type LoanDesk, openLoanDesk } from './loan-fixture.ts';

const session = (staffId: number, role: Session['roles'][number]): Session => {
  return { token: role, staffId, staffNo: String(staffId), name: role, roles: [role], expiresAtMs: 0 };
};
const SESSIONS = [session(1, 'clerk'), session(3, 'shift-lead'), session(4, 'employee')];

let at: LoanDesk;
let http: HttpFixture;
let clerk: TestScreen;

beforeEach(async () => {
  at = openLoanDesk();
  const parts = { depositsHeld: () => depositsHeld(at.loans), nameOf: () => '王芳' };
  http = await openHttp([...loanRoutes(at.loans), ...cashRoutes(at.cash, parts)], (token) =>
    SESSIONS.find((one) => one.token === token),
  );
  clerk = http.screen('clerk');
});
afterEach(async () => {
  expect(http.reported).toEqual([]);
  await http.close();
  at.dispose();
});

test('an umbrella goes out and comes back over HTTP, and the purses follow', async () => {
  const started = await clerk.post('/loans/umbrella', { depositCard: 'card-017', phone: '13812341234' });
  expect(loanAnswer.parse(started.body)).toMatchObject({ step: 'money', door: 1 });
  const path = `/loans/${started.body.id}`;
  const paid = await clerk.post(`${path}/deposit-taken`, {});
  await arrive();
  at.cabinet.move(1, 'closed');
  expect((await clerk.post(`${path}/finish`, {})).body.step).toBe('lent');

  const cash = await clerk.get('/cash');
  expect(cash.body).toMatchObject({
    deposits: { balanceFen: 5000 },
    income: { balanceFen: 0 },
    identity: { outCount: 1, unitFen: 5000, expectedFen: 5000, balanceFen: 5000, matches: true },
    today: [{ amountFen: 5000, reason: 'deposit-taken', who: '王芳', subject: `loan:${started.body.id}` }],
  });

  const found = await clerk.get(`/loans/open?code=${paid.body.slip.code}`);
  expect(found.body.loans).toHaveLength(1);
  expect((await clerk.get('/loans/open?card=card-017')).body).toEqual(found.body);
  const body = { proof: { kind: 'card', cardId: 'card-017' }, inspection: { damage: ['rib'] } };
  const returned = await clerk.post(`${path}/return`, body, 'return-0001');
  expect(loanAnswer.parse(returned.body)).toMatchObject({ step: 'returned', refund: { netFen: 4200 } });
  expect((await clerk.post(`${path}/return`, body, 'return-0001')).body).toEqual(returned.body);
  const again = await clerk.post(`${path}/return`, body);
  expect(again).toMatchObject({ status: 409, body: { code: 'loan/already-returned', facts: { state: 'returned' } } });
  expect((await clerk.get('/cash')).body).toMatchObject({ deposits: { balanceFen: 0 }, income: { balanceFen: 800 } });
});

test('fifty refund requests at once are paid once', async () => {
  const { body: loan } = await clerk.post('/loans/umbrella', { itemId: at.item('020').id });
  const { body: paid } = await clerk.post(`/loans/${loan.id}/deposit-taken`, {});
  const body = { proof: { kind: 'code', code: paid.slip.code }, inspection: { damage: [] } };
  const answers = await Promise.all(Array.from({ length: 50 }, () => clerk.post(`/loans/${loan.id}/return`, body)));
  const statuses = answers.map((answer) => answer.status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
  expect((await clerk.get('/cash')).body.deposits.balanceFen).toBe(0);
  await arrive();
});

describe('bad input', () => {
  test.each([
    ['/loans/umbrella', { umbrella: 1 }, 'umbrella'],
    ['/loans/umbrella', { phone: 'call me' }, 'phone'],
    ['/loans/umbrella', { depositCard: 'employee' }, 'depositCard'],
    ['/loans/x/finish', {}, 'loanId'],
    ['/loans/1/return', { proof: { kind: 'code', code: 'U222-2222' } }, 'inspection'],
    ['/loans/1/door', { way: 'kick' }, 'way'],
    ['/loans/stroller', {}, 'itemId'],
  ])('POST %s %j names the field %s', async (path, body, field) => {
    const answer = await clerk.post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.field).toContain(field);
  });

  test.each(['/loans/99/finish', '/loans/99/cancel', '/loans/99/deposit-taken', '/loans/99/another'])(
    'POST %s is 404',
    async (path) => {
      expect((await clerk.post(path, {})).status).toBe(404);
    },
  );

  test('an umbrella that does not exist is 404, a search without a query 400', async () => {
    expect((await clerk.get('/loans/99')).status).toBe(404);
    expect((await clerk.post('/loans/umbrella', { itemId: 99 })).status).toBe(404);
    expect((await clerk.get('/loans/open')).status).toBe(400);
  });
});

describe('who may', () => {
  test('nobody without a post at the counter', async () => {
    expect((await http.screen().get('/loans')).status).toBe(401);
    expect((await http.screen('employee').get('/loans')).status).toBe(403);
    expect((await http.screen('employee').post('/loans/umbrella', {})).status).toBe(403);
  });

  test('stock and corrections are for the shift lead', async () => {
    const item = { kind: 'umbrella', number: '030' };
    const correction = { purse: 'income', amountFen: 100, why: '多点了一元' };
    expect((await clerk.post('/loans/items', item)).status).toBe(403);
    expect((await clerk.post('/cash/corrections', correction)).status).toBe(403);
    const lead = http.screen('shift-lead');
    expect((await lead.post('/loans/items', item)).body).toMatchObject({ number: '030', door: null });
    expect((await lead.post('/cash/corrections', correction)).body.income.balanceFen).toBe(100);
    expect((await lead.post('/cash/corrections', { ...correction, amountFen: 0 })).status).toBe(400);
    expect((await lead.post('/cash/corrections', { ...correction, amountFen: -101 })).status).toBe(409);
  });

  test('a lost slip needs a supervisor’s number and PIN, and no digest of the PIN is kept', async () => {
    const { body: loan } = await clerk.post('/loans/umbrella', { itemId: at.item('020').id });
    await clerk.post(`/loans/${loan.id}/deposit-taken`, {});
    const lost = (pin: string) => {
      const body = { lost: 'slip', supervisor: { staffNo: '1001', pin } };
      return clerk.post(`/loans/${loan.id}/lost`, body, 'lost-slip-01');
    };
    expect((await lost('0000')).status).toBe(403);
    expect((await lost('2468')).body.lost).toBe('slip');
    // The command is remembered by a request in which there is no PIN at all.
    const request = { loanId: loan.id, lost: 'slip', supervisor: '1001' };
    const remembered = at.desk.act({ id: 'lost-slip-01', actor: 'staff:1', request }, 'loans/declare-lost', () => null);
    expect(remembered.repeated).toBe(true);
  });
});

test('reads have the shape the API page promises', async () => {
  await clerk.post('/loans/umbrella', {});
  await clerk.post('/loans/stroller', { itemId: at.item('1').id, note: '<b>蓝色</b>' });
  stockAnswer.parse((await clerk.get('/loans/stock')).body);
  const { body } = await clerk.get('/loans');
  expect([body.active, body.out].map((list) => list.length)).toEqual([1, 1]);
  for (const loan of [...body.active, ...body.out]) loanAnswer.parse(loan);
  expect((await clerk.get('/loans/strollers')).body.loans[0].note).toBe('<b>蓝色</b>');
  expect((await clerk.get('/loans/prices')).body).toMatchObject({ depositFen: 5000, depositClause: 'R1 5.2.11' });
});
