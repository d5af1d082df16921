import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { movementsOf } from '../../../src/cash/actions.ts';
import { resumeFlows, returnUmbrella } from '../../../src/loans/actions.ts';
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
const refusal = (name: string) => expect.objectContaining({ code: name });

// F10. Let releaseDeposit in store.ts forget `AND deposit_held = 1` and drop the step check, and these turn red.
describe('the refund happens once', () => {
  const refunds = (id: number) =>
    movementsOf(at.cash, `loan:${id}`).filter((movement) => movement.reason === 'deposit-refunded');

  test('the same command twice has one refund and the same answer', async () => {
    const id = await lent();
    const asked = touch();
    const first = give(id, [], asked);
    await arrive();
    at.cabinet.move(1, 'closed');
    expect(give(id, [], asked)).toEqual(first);
    expect(refunds(id)).toHaveLength(1);
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('fifty at once under different commands have one refund', async () => {
    const id = await lent();
    const tries = Array.from({ length: 50 }, async () => {
      await Promise.resolve();
      return give(id);
    });
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'loan/already-returned' });
    }
    await arrive();
    expect(refunds(id)).toHaveLength(1);
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('after a crash the same command gets the same answer', async () => {
    const id = await lent();
    const asked = touch();
    const first = give(id, [], asked);
    at = at.restart();
    resumeFlows(at.loans);
    expect(give(id, [], asked)).toEqual(first);
    expect(() => give(id)).toThrowError(refusal('loan/already-returned'));
    expect(refunds(id)).toHaveLength(1);
    expect(at.cabinet.pulses).toHaveLength(1);
  });

  test('the table lets a deposit go only once, whatever the code does', async () => {
    const id = await lent();
    at.desk.change('system', (change) => {
      expect(at.loans.store.releaseDeposit(id, 901)).toBe(true);
      expect(at.loans.store.releaseDeposit(id, 902)).toBe(false);
      change.record({ kind: 'test/released', subject: `loan:${id}`, body: {} });
    });
  });
});
