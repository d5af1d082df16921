import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purses } from '../../../src/cash/actions.ts';
import {
  answerDoor,
  cancelLoan,
  chooseAnother,
  doorRepaired,
  resumeFlows,
  showLoan,
  showStock,
  startUmbrella,
  takeDeposit,
} from '../../../src/loans/actions.ts';
import { arrive, type LoanDesk, openLoanDesk, touch } from './loan-fixture.ts';

let at: LoanDesk;
beforeEach(() => {
  at = openLoanDesk();
});
afterEach(() => {
  expect(at.reports).toEqual([]);
  at.dispose();
});

const start = (asked = {}) => startUmbrella(at.loans, touch(), asked).answer;
const pay = (id: number) => takeDeposit(at.loans, touch(), id).answer;
const step = (id: number) => showLoan(at.loans, id).step;
const deposits = () => purses(at.cash).deposits.balanceFen;
const refusal = (code: string) => expect.objectContaining({ code });

describe('the door did not open', () => {
  async function faulty(behaviour: 'jammed' | 'refuses'): Promise<number> {
    at.cabinet.behave(1, behaviour);
    const { id } = start();
    pay(id);
    await arrive();
    return id;
  }

  test.each([
    ['jammed', '1 号门没有打开'],
    ['refuses', '1 号门的锁刚用过'],
  ] as const)('%s: the screen says so and shows every way out', async (behaviour, says) => {
    const id = await faulty(behaviour);
    expect(showLoan(at.loans, id)).toMatchObject({
      step: 'door-fault',
      depositHeld: true,
      actions: ['retry', 'opened-by-key', 'another', 'cancel-refund'],
      fault: { says: { zh: expect.stringContaining(says) } },
    });
  });

  test('a jam is looked for only at a door whose coil was driven', async () => {
    const jam = '看看门是不是被伞顶住了';
    const moved = await faulty('jammed');
    expect(showLoan(at.loans, moved).fault?.says.zh).toContain(jam);
    cancelLoan(at.loans, touch(), moved);
    at.cabinet.behave(2, 'held');
    const { id } = start();
    pay(id);
    at.cabinet.release(2, { result: 'refused', code: 'cabinet/resting' });
    await arrive();
    const { fault } = showLoan(at.loans, id);
    expect(fault?.says.zh).toBe('2 号门的锁刚用过，歇几秒再开。押金已收，伞还在柜里。');
    expect(fault?.says.zh).not.toContain(jam);
  });

  // Break it: leave STOOD_STILL out of faultWords in view.rules.ts.
  test.each(['cabinet/guard-dead', 'cabinet/board-silent'])('%s: nobody looks for a jam', async (code) => {
    at.cabinet.behave(1, 'held');
    const { id } = start();
    pay(id);
    at.cabinet.release(1, { result: 'refused', code });
    await arrive();
    expect(showLoan(at.loans, id).fault?.says.zh).toBe('1 号门没有打开，押金已收，伞还在柜里。');
  });

  test('trying again pulses once more under a new command', async () => {
    const id = await faulty('jammed');
    at.cabinet.behave(1, 'opens');
    answerDoor(at.loans, touch(), id, 'retry');
    await arrive();
    expect(step(id)).toBe('take');
    expect(new Set(at.cabinet.pulses.map((pulse) => pulse.commandId)).size).toBe(2);
  });

  test('a doubled retry pulses once', async () => {
    const id = await faulty('jammed');
    const asked = touch();
    answerDoor(at.loans, asked, id, 'retry');
    answerDoor(at.loans, asked, id, 'retry');
    await arrive();
    expect(at.cabinet.pulses).toHaveLength(2);
  });

  test('a door the sensor saw open is not pulsed again', async () => {
    const { id } = start();
    pay(id);
    await arrive();
    answerDoor(at.loans, touch(), id, 'not-opened');
    expect(showLoan(at.loans, id).actions).not.toContain('retry');
    expect(() => answerDoor(at.loans, touch(), id, 'retry')).toThrowError(refusal('loan/wrong-step'));
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('opened by key goes on to the hand-over', async () => {
    const id = await faulty('jammed');
    expect(answerDoor(at.loans, touch(), id, 'opened-by-key').answer.step).toBe('hand-over');
    expect(at.item('012')).toMatchObject({ door: null, condition: 'on-loan' });
  });

  test('a key that moves the sensor leads through take, without another pulse', async () => {
    const id = await faulty('jammed');
    at.cabinet.move(1, 'open', false);
    expect(step(id)).toBe('take');
    expect(answerDoor(at.loans, touch(), id, 'opened-by-key').answer.step).toBe('take');
    at.cabinet.move(1, 'closed', false);
    expect(step(id)).toBe('hand-over');
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('another umbrella: the first is in stock again, the money stays, a new slip prints', async () => {
    const id = await faulty('jammed');
    expect(chooseAnother(at.loans, touch(), id).answer).toMatchObject({ step: 'opening', item: { number: '013' } });
    await arrive();
    at.cabinet.move(2, 'closed');
    expect(step(id)).toBe('hand-over');
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door: 1, loanId: null });
    expect(deposits()).toBe(5000);
    expect(at.papers).toHaveLength(2);
  });

  test('cancelling refunds once and keeps the umbrella in its compartment', async () => {
    const id = await faulty('jammed');
    const asked = touch();
    const first = cancelLoan(at.loans, asked, id).answer;
    expect(first).toMatchObject({
      step: 'cancelled',
      depositHeld: false,
      say: { zh: expect.stringContaining('50 元') },
    });
    expect(cancelLoan(at.loans, asked, id).answer).toEqual(first);
    expect(() => cancelLoan(at.loans, touch(), id)).toThrowError(refusal('loan/already-returned'));
    expect(deposits()).toBe(0);
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', door: 1 });
  });

  test('a door that stayed shut is not picked again until it is repaired', async () => {
    cancelLoan(at.loans, touch(), await faulty('jammed'));
    expect(start().item.number).toBe('013');
    expect(showStock(at.loans).cabinet[0]).toMatchObject({ number: 1, umbrella: '012', fault: 'cabinet/not-opened' });
    doorRepaired(at.loans, touch(), 1);
    expect(start().item.number).toBe('012');
  });

  test('a late answer of an earlier command changes nothing', async () => {
    at.cabinet.behave(1, 'held');
    const { id } = start();
    pay(id);
    at.cabinet.move(1, 'open');
    at.cabinet.move(1, 'closed');
    at.cabinet.release(1, { result: 'notOpened', code: 'cabinet/not-opened' });
    await arrive();
    expect(step(id)).toBe('hand-over');
  });

  test('a dead sensor does not hold the clerk: a person says that it is shut', async () => {
    const { id } = start();
    pay(id);
    await arrive();
    expect(answerDoor(at.loans, touch(), id, 'confirm').answer.step).toBe('hand-over');
  });
});

describe('after a power cut', () => {
  test('while the door was asked: nothing is repeated, and a person is asked', async () => {
    at.cabinet.behave(1, 'held');
    const { id } = start();
    pay(id);
    const { restarted, resumed } = restart();
    expect(resumed).toEqual([id]);
    expect(showLoan(restarted.loans, id)).toMatchObject({ step: 'door-unknown', actions: ['opened', 'not-opened'] });
    expect(at.cabinet.pulses).toHaveLength(1);
    expect(answerDoor(restarted.loans, touch(), id, 'not-opened').answer.actions).toContain('retry');
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('it opened and is shut again: the hand-over follows', async () => {
    at.cabinet.behave(1, 'held');
    const { id } = start();
    pay(id);
    const { restarted } = restart();
    expect(answerDoor(restarted.loans, touch(), id, 'opened').answer.step).toBe('hand-over');
  });

  test('it opened and stands open: closing it ends the step', async () => {
    at.cabinet.behave(1, 'held');
    const { id } = start();
    pay(id);
    const { restarted } = restart(() => at.cabinet.move(1, 'open'));
    expect(answerDoor(restarted.loans, touch(), id, 'opened').answer.step).toBe('take');
    at.cabinet.move(1, 'closed');
    expect(showLoan(restarted.loans, id).step).toBe('hand-over');
  });

  test('the money step waits as it was', async () => {
    const { id } = start();
    const { restarted, resumed } = restart();
    expect(resumed).toEqual([]);
    expect(showLoan(restarted.loans, id).step).toBe('money');
    expect(takeDeposit(restarted.loans, touch(), id).answer.step).toBe('opening');
    await arrive();
  });

  test('a door shut meanwhile ends the taking; one still open keeps it', async () => {
    const first = start().id;
    const second = start().id;
    pay(first);
    pay(second);
    await arrive();
    const { restarted } = restart(() => at.cabinet.move(1, 'closed'));
    expect(showLoan(restarted.loans, first).step).toBe('hand-over');
    expect(showLoan(restarted.loans, second).step).toBe('take');
  });

  test('a touch repeated after the cut gets the stored answer and pulses nothing', async () => {
    const { id } = start();
    const asked = touch();
    const before = takeDeposit(at.loans, asked, id).answer;
    await arrive();
    const { restarted } = restart();
    expect(takeDeposit(restarted.loans, asked, id).answer).toEqual(before);
    expect(at.cabinet.pulses).toHaveLength(1);
    expect(purses(restarted.cash).deposits.balanceFen).toBe(5000);
  });

  function restart(meanwhile: () => void = () => undefined) {
    const restarted = at.restart(meanwhile);
    at = restarted;
    return { restarted, resumed: resumeFlows(restarted.loans) };
  }
});
