import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addItem,
  changeCondition,
  lendStroller,
  moveItem,
  openLoansNow,
  returnStroller,
  showStock,
  startUmbrella,
  strollersOut,
  umbrellasOut,
} from '../../../src/loans/actions.ts';
import { addDemoStock } from '../../../src/loans/demo-stock.ts';
import { openLoans } from '../../../src/loans/open-loans.ts';
import { openTestDesk } from '../../desk-fixture.ts';
import { createFakeCabinet } from '../../fake-cabinet.ts';
import { type LoanDesk, openLoanDesk, touch } from './loan-fixture.ts';

let at: LoanDesk;
beforeEach(() => {
  at = openLoanDesk();
});
afterEach(() => at.dispose());

const refusal = (code: string) => expect.objectContaining({ code });

describe('strollers', () => {
  const lend = () =>
    lendStroller(at.loans, touch(), { itemId: at.item('1').id, phone: '13812341234', note: '蓝色外套' }).answer;

  test('are lent free, without door or deposit, and are on the list before closing', () => {
    const loan = lend();
    expect(loan).toMatchObject({ kind: 'stroller', step: 'lent', depositFen: 0, phone: '138****1234', slip: null });
    expect(loan.say?.zh).toContain('不要推出广场');
    expect(strollersOut(at.loans).map((one) => one.item.number)).toEqual(['1']);
    expect(umbrellasOut(at.loans)).toBe(0);
    expect(at.cabinet.pulses).toEqual([]);
  });

  test('are never lent twice, and come back once', () => {
    const loan = lend();
    expect(lend).toThrowError(refusal('loan/not-lendable'));
    expect(returnStroller(at.loans, touch(), loan.id, false).answer.step).toBe('returned');
    expect(() => returnStroller(at.loans, touch(), loan.id, false)).toThrowError(refusal('loan/stroller-not-out'));
    expect(strollersOut(at.loans)).toEqual([]);
    expect(lend().step).toBe('lent');
  });

  test('a damaged one is not stock', () => {
    returnStroller(at.loans, touch(), lend().id, true);
    expect(showStock(at.loans).strollers).toEqual({ inStock: 1, out: 0, damaged: 1, retired: 0 });
    expect(lend).toThrowError(refusal('loan/not-lendable'));
  });

  test('an umbrella is not lent as a stroller', () => {
    expect(() => lendStroller(at.loans, touch(), { itemId: at.item('012').id })).toThrowError(
      refusal('loan/not-lendable'),
    );
  });
});

describe('the stock', () => {
  test('shows the cabinet as it stands', () => {
    const { id } = startUmbrella(at.loans, touch()).answer;
    at.cabinet.move(6, 'open', false);
    const { cabinet, umbrellas } = showStock(at.loans);
    expect(umbrellas).toEqual({ inStock: 5, out: 0, damaged: 0, retired: 0 });
    expect(cabinet).toHaveLength(6);
    expect(cabinet[1]).toEqual({
      number: 2,
      position: 'closed',
      umbrella: '013',
      occupied: null,
      fault: null,
      loanId: null,
    });
    expect(cabinet[5]).toMatchObject({ number: 6, position: 'open', umbrella: null });
    expect(openLoansNow(at.loans).active.map((loan) => loan.id)).toEqual([id]);
  });

  test('a forced door is in the journal', () => {
    at.cabinet.move(6, 'open', false);
    expect(at.desk.journal.page({ limit: 1 })[0]).toMatchObject({
      kind: 'loans/door-opened',
      subject: 'door:6',
      actor: 'device:cabinet-1',
      body: '{"loan":null,"requested":false}',
    });
  });

  test('grows by new numbers and free compartments only', () => {
    const item = { kind: 'umbrella', number: '030', door: 5 } as const;
    expect(addItem(at.loans, touch(), item).answer).toMatchObject({ number: '030', door: 5, condition: 'in-stock' });
    expect(() => addItem(at.loans, touch(), item)).toThrowError(refusal('loan/number-taken'));
    expect(() => addItem(at.loans, touch(), { ...item, number: '031' })).toThrowError(refusal('loan/door-taken'));
    expect(() => addItem(at.loans, touch(), { ...item, number: '031', door: 40 })).toThrowError(
      refusal('loan/no-such-door'),
    );
  });

  test('is not changed under a customer’s hands', () => {
    const { item } = startUmbrella(at.loans, touch()).answer;
    const change = () => changeCondition(at.loans, touch(), item.id, { condition: 'damaged', why: '坏' });
    expect(change).toThrowError(refusal('loan/item-out'));
    expect(() => moveItem(at.loans, touch(), item.id, 6)).toThrowError(refusal('loan/item-out'));
  });

  // Breaking it on purpose: put `why` into the journal's body (red).
  test('a person’s words for a change are kept, but never in the journal', () => {
    const { id } = at.item('012');
    changeCondition(at.loans, touch(), id, { condition: 'damaged', why: '李雷坐断的' });
    expect(JSON.stringify(at.desk.journal.page({ limit: 10 }))).not.toContain('李雷');
    const kept = at.desk.database.prepare('SELECT item_id, why FROM loan_item_reasons').all();
    expect(kept).toEqual([{ item_id: id, why: '李雷坐断的' }]);
  });

  test('retired is for good', () => {
    const { id } = at.item('012');
    expect(changeCondition(at.loans, touch(), id, { condition: 'retired', why: '旧' }).answer).toMatchObject({
      condition: 'retired',
      door: null,
    });
    expect(() => changeCondition(at.loans, touch(), id, { condition: 'in-stock', why: '误' })).toThrowError(
      refusal('loan/item-retired'),
    );
  });
});

test('the demo plaza gets twelve umbrellas and four strollers, once', () => {
  const desk = openTestDesk();
  const loans = openLoans(desk, { ...at.loans, cabinet: createFakeCabinet(12) });
  expect(addDemoStock(loans)).toBe(16);
  expect(addDemoStock(loans)).toBe(0);
  const { umbrellas, strollers, cabinet } = showStock(loans);
  expect([umbrellas.inStock, strollers.inStock]).toEqual([12, 4]);
  expect(cabinet.filter((door) => door.umbrella === null).map((door) => door.number)).toEqual([4, 7, 10]);
  desk.dispose();
});
