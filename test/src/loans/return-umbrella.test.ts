import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { movementsOf, purses } from '../../../src/cash/actions.ts';
import {
  answerDoor,
  chooseAnother,
  type DoorWay,
  resumeFlows,
  returnUmbrella,
  showLoan,
  showStock,
  startUmbrella,
  takeDeposit,
  umbrellasOut,
} from '../../../src/loans/actions.ts';
import { arrive, type LoanDesk, lendOut, openLoanDesk, touch } from './loan-fixture.ts';

let at: LoanDesk;
let code = '';

beforeEach(() => {
  at = openLoanDesk();
});
afterEach(() => {
  expect(at.reports).toEqual([]);
  at.dispose();
});

async function lent(card?: string): Promise<number> {
  const loan = await lendOut(at, card);
  code = loan.code;
  return loan.id;
}

const give = (id: number, damage: string[] = [], asked = touch()) =>
  returnUmbrella(at.loans, asked, id, { proof: { kind: 'code', code }, inspection: { damage } }).answer;
const answer = (id: number, way: DoorWay) => answerDoor(at.loans, touch(), id, way).answer;
const deposits = () => purses(at.cash).deposits.balanceFen;
const income = () => purses(at.cash).income.balanceFen;
const refusal = (name: string) => expect.objectContaining({ code: name });

describe('taking back an undamaged umbrella', () => {
  test('refunds in full at once, and the closing door ends it', async () => {
    const id = await lent();
    const given = give(id);
    expect(given).toMatchObject({
      step: 'put-opening',
      door: 1,
      depositHeld: false,
      refund: { depositFen: 5000, compensationFen: 0, netFen: 5000, damages: [] },
      say: { zh: '这是您的 50 元，请收好，欢迎再来。' },
    });
    expect(deposits()).toBe(0);
    expect(umbrellasOut(at.loans)).toBe(0);
    expect(at.item('012').condition).toBe('on-loan');
    await arrive();
    expect(showLoan(at.loans, id).step).toBe('put-back');
    at.cabinet.move(1, 'closed');
    expect(showLoan(at.loans, id)).toMatchObject({ step: 'returned', actions: [] });
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door: 1, loanId: null });
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('goes into a door whose lock has rested, where there is one', async () => {
    const id = await lent();
    at.loans.openedAtMs.set(1, at.desk.clock.monotonicMs());
    expect(give(id).door).not.toBe(1);
  });

  test('two at once go into two doors', async () => {
    const first = await lent();
    const firstCode = code;
    const { id: second } = startUmbrella(at.loans, touch()).answer;
    const secondCode = takeDeposit(at.loans, touch(), second).answer.slip?.code ?? '';
    await arrive();
    at.cabinet.move(2, 'closed');
    code = firstCode;
    const one = give(first).door;
    code = secondCode;
    expect([one, give(second).door]).toEqual([1, 5]);
    await arrive();
  });

  test('stays behind the counter when no compartment is free', async () => {
    const id = await lent();
    for (const door of [1, 5, 6]) at.cabinet.unsure(door);
    expect(give(id).step).toBe('returned');
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door: null });
  });

  test('works before the last touch of lending was made', async () => {
    const { id } = startUmbrella(at.loans, touch(), { itemId: at.item('020').id }).answer;
    code = takeDeposit(at.loans, touch(), id).answer.slip?.code ?? '';
    expect(give(id).depositHeld).toBe(false);
    await arrive();
  });

  test.each<[DoorWay, number | null]>([
    ['opened-by-key', 1],
    ['behind-counter', null],
  ])('a jammed door, %s: the money is settled, the umbrella finds its place', async (way, door) => {
    const id = await lent();
    at.cabinet.behave(1, 'jammed');
    give(id);
    await arrive();
    expect(showLoan(at.loans, id)).toMatchObject({
      step: 'put-fault',
      actions: ['retry', 'another', 'opened-by-key', 'behind-counter'],
    });
    expect(answer(id, way).step).toBe('returned');
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door });
    expect(deposits()).toBe(0);
  });

  test('another door, and trying again', async () => {
    const id = await lent();
    at.cabinet.behave(1, 'jammed');
    at.cabinet.behave(5, 'refuses');
    give(id);
    await arrive();
    expect(chooseAnother(at.loans, touch(), id).answer.door).toBe(5);
    await arrive();
    at.cabinet.behave(5, 'opens');
    answer(id, 'retry');
    await arrive();
    at.cabinet.move(5, 'closed');
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door: 5 });
  });

  test('after a power cut at the door a person is asked, and nothing is repeated', async () => {
    const id = await lent();
    at.cabinet.behave(1, 'held');
    give(id);
    at = at.restart();
    resumeFlows(at.loans);
    expect(showLoan(at.loans, id)).toMatchObject({
      step: 'put-unknown',
      actions: ['opened', 'not-opened', 'behind-counter'],
    });
    expect(answer(id, 'opened').step).toBe('returned');
    expect(at.cabinet.pulses).toHaveLength(1);
    expect(deposits()).toBe(0);
  });

  test('a door shut during the cut ends it', async () => {
    const id = await lent();
    give(id);
    await arrive();
    at = at.restart(() => at.cabinet.move(1, 'closed'));
    resumeFlows(at.loans);
    expect(showLoan(at.loans, id).step).toBe('returned');
  });
});

describe('taking back a damaged umbrella', () => {
  test('is two lines from two purses, a printed price, and no stock', async () => {
    const id = await lent();
    const given = give(id, ['rib', 'strap', 'rib']);
    expect(given).toMatchObject({
      step: 'returned',
      refund: { depositFen: 5000, compensationFen: 1000, netFen: 4000 },
      say: { zh: '伞骨、扣带有损坏，按规定赔 10 元，退您 40 元。' },
    });
    expect([deposits(), income()]).toEqual([0, 1000]);
    expect(
      movementsOf(at.cash, `loan:${id}`).map(({ purse, amountFen, reason }) => [purse, amountFen, reason]),
    ).toEqual([
      ['deposits', 5000, 'deposit-taken'],
      ['deposits', -5000, 'deposit-refunded'],
      ['income', 1000, 'compensation'],
    ]);
    expect(at.item('012')).toMatchObject({ condition: 'damaged', door: null });
    expect(at.papers.at(-1)).toMatchObject({ document: 'damage-slip', subject: `loan:${id}` });
    expect(at.cabinet.pulses).toEqual([]);
    expect(startUmbrella(at.loans, touch()).answer.item.number).toBe('013');
    expect(showStock(at.loans).umbrellas).toEqual({ inStock: 4, out: 0, damaged: 1, retired: 0 });
  });

  test('dearer than the deposit: the customer pays the rest', async () => {
    const id = await lent();
    expect(give(id, ['whole', 'canopy'])).toMatchObject({
      refund: { netFen: -1500 },
      say: { zh: expect.stringContaining('请再付 15 元') },
    });
  });

  test('a part that is not on the list changes nothing', async () => {
    const id = await lent();
    expect(() => give(id, ['rib', 'engine'])).toThrowError(refusal('loan/unknown-part'));
    expect(showLoan(at.loans, id)).toMatchObject({ step: 'lent', depositHeld: true, refund: null });
  });
});
