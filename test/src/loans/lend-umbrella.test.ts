import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { purses } from '../../../src/cash/actions.ts';
import {
  cancelLoan,
  changeCondition,
  changeDetails,
  chooseAnother,
  depositsHeld,
  finishLoan,
  moveItem,
  showLoan,
  showStock,
  startUmbrella,
  takeDeposit,
  umbrellasOut,
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

describe('lending an umbrella', () => {
  test('takes three touches, one pulse, one deposit and one slip', async () => {
    const loan = start({ depositCard: 'card-017', phone: '13812341234' });
    expect(loan).toMatchObject({
      step: 'money',
      door: 1,
      item: { number: '012' },
      card: { label: '017 号' },
      phone: '138****1234',
      say: { zh: '押金 50 元，还伞时全额退给您。' },
      actions: ['deposit-taken', 'another', 'details', 'cancel'],
      slip: null,
    });
    expect(at.cabinet.pulses).toEqual([]);
    expect(pay(loan.id)).toMatchObject({ step: 'opening', depositHeld: true, slip: { number: 'U-20261121-0001' } });
    await arrive();
    expect(showLoan(at.loans, loan.id)).toMatchObject({ step: 'take', say: { zh: '请从 1 号门取伞，随手关门。' } });
    at.cabinet.move(1, 'closed');
    expect(showLoan(at.loans, loan.id)).toMatchObject({ step: 'hand-over', door: null });
    expect(finishLoan(at.loans, touch(), loan.id).answer).toMatchObject({ step: 'lent', dueOn: '2026-11-28' });
    expect(at.cabinet.pulses).toHaveLength(1);
    expect(deposits()).toBe(5000);
    expect(umbrellasOut(at.loans)).toBe(1);
    expect(depositsHeld(at.loans)).toEqual({ outCount: 1, unitFen: 5000, expectedFen: 5000 });
    expect(at.papers.map((paper) => paper.document)).toEqual(['deposit-slip']);
    expect(at.item('012')).toMatchObject({ condition: 'on-loan', door: null, loanId: loan.id });
  });

  test('nothing moves before the money: cancelling leaves no trace but the record', () => {
    const loan = start();
    expect(cancelLoan(at.loans, touch(), loan.id).answer.step).toBe('cancelled');
    expect(deposits()).toBe(0);
    expect(at.papers).toEqual([]);
    expect(at.item('012')).toMatchObject({ condition: 'in-stock', loanId: null });
  });

  test('the check code is on the screen only while lending', async () => {
    const loan = start();
    expect(pay(loan.id).slip?.code).toMatch(/^U[0-9A-Z]{3}-[0-9A-Z]{4}$/);
    await arrive();
    at.cabinet.move(1, 'closed');
    expect(finishLoan(at.loans, touch(), loan.id).answer.slip).toEqual({ number: 'U-20261121-0001', code: null });
  });

  test('the lock is asked only after the commit that stored its command', () => {
    const loan = start();
    const command = at.desk.database.prepare<{ id: string }>('SELECT door_command AS id FROM loans WHERE id = @id');
    const seen: unknown[] = [];
    const open = at.cabinet.open.bind(at.cabinet);
    vi.spyOn(at.cabinet, 'open').mockImplementation((door, commandId) => {
      const stored = command.get({ id: loan.id })?.id === commandId;
      seen.push({ door, stored, inTransaction: at.desk.database.inTransaction });
      return open(door, commandId);
    });
    pay(loan.id);
    expect(seen).toEqual([{ door: 1, stored: true, inTransaction: false }]);
  });

  test('a slip that cannot be queued leaves no deposit, no loan and no pulse behind', () => {
    const loan = start();
    vi.spyOn(at.loans.printing, 'queuePaper').mockImplementation(() => {
      throw new Error('disk full');
    });
    expect(() => pay(loan.id)).toThrow('disk full');
    expect(showLoan(at.loans, loan.id)).toMatchObject({ step: 'money', depositHeld: false, slip: null });
    expect([deposits(), umbrellasOut(at.loans)]).toEqual([0, 0]);
    expect(at.cabinet.pulses).toEqual([]);
    vi.restoreAllMocks();
    expect(pay(loan.id).slip?.number).toBe('U-20261121-0001');
  });

  test('an umbrella behind the counter needs no door', () => {
    const loan = start({ itemId: at.item('020').id });
    expect(loan.door).toBeNull();
    expect(pay(loan.id).step).toBe('hand-over');
    expect(at.cabinet.pulses).toEqual([]);
    expect(at.papers[0]?.paper.blocks).toContainEqual(expect.objectContaining({ left: '雨伞 020 号', right: '柜台' }));
  });

  test.each(['start', 'pay', 'finish'] as const)(
    'a double press of %s acts once and answers the same',
    async (press) => {
      const commands = { start: touch(), pay: touch(), finish: touch() };
      const twice = <T>(name: keyof typeof commands, run: (asked: ReturnType<typeof touch>) => T): T => {
        const first = run(commands[name]);
        if (name === press)
          expect(run(commands[name])).toMatchObject({ answer: (first as { answer: unknown }).answer });
        return first;
      };
      const { id } = twice('start', (asked) => startUmbrella(at.loans, asked)).answer;
      twice('pay', (asked) => takeDeposit(at.loans, asked, id));
      await arrive();
      at.cabinet.move(1, 'closed');
      twice('finish', (asked) => finishLoan(at.loans, asked, id));
      expect(at.cabinet.pulses).toHaveLength(1);
      expect(at.papers).toHaveLength(1);
      expect(deposits()).toBe(5000);
      expect(umbrellasOut(at.loans)).toBe(1);
    },
  );

  test('a second press under another command id is told the step', () => {
    const loan = start();
    pay(loan.id);
    expect(() => pay(loan.id)).toThrowError(
      expect.objectContaining({ code: 'loan/wrong-step', refusal: 'wrong-state', facts: { state: 'opening' } }),
    );
    expect(deposits()).toBe(5000);
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('tells the screens each step after its commit', async () => {
    const loan = start();
    pay(loan.id);
    await arrive();
    const steps = at.desk.events.filter((event) => event.name === 'loan').map((event) => event.payload);
    expect(steps).toEqual(['money', 'opening', 'take'].map((name) => ({ loanId: loan.id, step: name })));
    expect(at.desk.events.map((event) => event.name)).toContain('door');
  });

  test('phones reach the journal only as digests', () => {
    start({ phone: '13812341234' });
    expect(JSON.stringify(at.desk.journal.page({ limit: 50 }))).not.toContain('13812341234');
  });
});

describe('which umbrella', () => {
  test('two clerks never get the same one', () => {
    expect(start().item.number).not.toBe(start().item.number);
  });

  test('the table itself refuses to lend one umbrella twice', () => {
    const loan = start();
    const again = at.desk.database.prepare(
      `INSERT INTO loans (kind, item_id, step, step_since, deposit_fen, clerk_id, started_at)
       VALUES ('umbrella', @item, 'money', 0, 5000, 1, 0)`,
    );
    expect(() => again.run({ item: loan.item.id })).toThrow(/UNIQUE/);
  });

  test('never a damaged, retired or reserved one, nor one behind a door in doubt', () => {
    changeCondition(at.loans, touch(), at.item('012').id, { condition: 'damaged', why: '伞骨断' });
    changeCondition(at.loans, touch(), at.item('013').id, { condition: 'retired', why: '旧' });
    at.cabinet.unsure(3);
    expect(start().item.number).toBe('015');
    expect(start().item.number).toBe('020');
    expect(() => start()).toThrowError(refusal('loan/no-umbrella'));
    for (const number of ['012', '014', '015']) {
      expect(() => start({ itemId: at.item(number).id })).toThrowError(refusal('loan/not-lendable'));
    }
  });

  test('not one behind a lock that was just used, while there is another', async () => {
    at.loans.openedAtMs.set(1, at.desk.clock.monotonicMs());
    expect(start()).toMatchObject({ item: { number: '013' }, door: 2 });
    await at.desk.clock.advance(60_000);
    expect(start()).toMatchObject({ item: { number: '012' }, door: 1 });
  });

  test('only those behind the counter while the lock guard is dead', () => {
    at.cabinet.fail({ code: 'cabinet/guard-dead', says: { zh: '', en: '' }, sinceMs: 0 });
    expect(start().item.number).toBe('020');
  });

  test('“another” goes round the stock and never takes two', () => {
    const loan = start();
    const seen = ['013', '014', '015', '020', '012'].map((number) => {
      const changed = chooseAnother(at.loans, touch(), loan.id).answer;
      expect(showStock(at.loans).items.filter((item) => item.loanId !== null)).toHaveLength(1);
      return [number, changed.item.number];
    });
    for (const [expected, found] of seen) expect(found).toBe(expected);
  });

  test('a reservation forgotten for ten minutes goes back at the next lending', async () => {
    const forgotten = start();
    await at.desk.clock.advance(9 * 60_000);
    expect(start().item.number).toBe('013');
    await at.desk.clock.advance(2 * 60_000);
    expect(start().item.number).toBe('012');
    expect(step(forgotten.id)).toBe('cancelled');
  });

  test('an umbrella out of its faulty compartment is lent from the counter', () => {
    at.cabinet.unsure(1);
    const { id } = at.item('012');
    moveItem(at.loans, touch(), id, null);
    expect(start({ itemId: id }).door).toBeNull();
  });
});

describe('deposit card and phone', () => {
  test('can be added while the money is not taken, and not later', () => {
    const loan = start();
    const changed = changeDetails(at.loans, touch(), loan.id, { depositCard: 'card-003', phone: '02112345678' }).answer;
    expect(changed).toMatchObject({ card: { label: '003 号' }, phone: '021****5678' });
    pay(loan.id);
    expect(() => changeDetails(at.loans, touch(), loan.id, { phone: null })).toThrowError(refusal('loan/wrong-step'));
  });

  test('a card stands for one umbrella, must be a deposit card, and must not be dead', () => {
    start({ depositCard: 'card-001' });
    at.blocked.add('card-002');
    expect(() => start({ depositCard: 'card-001' })).toThrowError(refusal('loan/card-in-use'));
    expect(() => start({ depositCard: 'card-002' })).toThrowError(refusal('loan/card-blocked'));
    expect(() => start({ depositCard: 'employee' })).toThrowError(refusal('loan/not-a-deposit-card'));
  });
});
