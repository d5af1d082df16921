import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  declareLost,
  findOpenLoans,
  loanByDepositCard,
  loanBySlipCode,
  returnUmbrella,
  showLoan,
  startUmbrella,
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
const refusal = (name: string) => expect.objectContaining({ code: name });

describe('what proves a loan', () => {
  test('finds it by code, slip number, item number, card and label; the code is on the paper only', async () => {
    const id = await lent('card-017');
    const slip = showLoan(at.loans, id).slip?.number ?? '';
    for (const text of [code, code.replace('-', '').toLowerCase(), ` ${slip} `, '012', '12', 'card-017', '017 号']) {
      expect(findOpenLoans(at.loans, text).map((loan) => loan.id)).toEqual([id]);
    }
    expect(findOpenLoans(at.loans, 'U2222222')).toEqual([]);
    expect(loanByDepositCard(at.loans, 'card-017')?.id).toBe(id);
    expect(JSON.stringify(showLoan(at.loans, id))).not.toContain(code);
  });

  test('a scanned slip is that of its open loan until the deposit is back or the slip was declared lost', async () => {
    const id = await lent('card-017');
    const letters = code.replace('-', '');
    for (const text of [code, letters, letters.toLowerCase()])
      expect(loanBySlipCode(at.loans, text)).toEqual({ kind: 'loan', loanId: id, itemNumber: '012', code: letters });
    for (const text of ['U2222222', '012', '', 'https://pay.example/1', `${code}${code}`])
      expect(loanBySlipCode(at.loans, text)).toEqual({ kind: 'unknown' });
    give(id);
    await arrive();
    at.cabinet.move(showLoan(at.loans, id).door ?? 0, 'closed');
    await arrive();
    expect(loanBySlipCode(at.loans, code)).toEqual({ kind: 'ended' });
  });

  test('slip or card suffices; anything else refunds nothing', async () => {
    const id = await lent('card-017');
    const by = (proof: Parameters<typeof returnUmbrella>[3]['proof']) =>
      returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } }).answer;
    expect(() => by({ kind: 'code', code: 'U222-2222' })).toThrowError(refusal('loan/proof'));
    expect(() => by({ kind: 'card', cardId: 'card-018' })).toThrowError(refusal('loan/proof'));
    expect(() => by({ kind: 'declared' })).toThrowError(refusal('loan/proof'));
    expect(by({ kind: 'card', cardId: 'card-017' }).depositHeld).toBe(false);
    expect(loanByDepositCard(at.loans, 'card-017')?.step).toBe('put-opening');
    await arrive();
  });
});

describe('lost slip or card', () => {
  const supervisor = { staffNo: '1001', pin: '2468' };

  test('approved: declaration printed, card dead for ever, and the return goes on', async () => {
    const id = await lent('card-017');
    await declareLost(at.loans, touch(), id, { lost: 'both', approval: supervisor });
    expect(loanBySlipCode(at.loans, code)).toEqual({ kind: 'void' });
    expect(at.papers.at(-1)).toMatchObject({ document: 'lost-declaration' });
    expect(at.blocked).toEqual(new Set(['card-017']));
    expect(() => give(id)).toThrowError(refusal('loan/declared-lost'));
    const proof = { kind: 'declared' } as const;
    expect(returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } }).answer.depositHeld).toBe(false);
    await arrive();
    at.cabinet.move(1, 'closed');
    expect(() => startUmbrella(at.loans, touch(), { depositCard: 'card-017' })).toThrowError(
      refusal('loan/card-blocked'),
    );
  });

  test('the card alone: its finder gets nothing, the slip still refunds', async () => {
    const id = await lent('card-017');
    await declareLost(at.loans, touch(), id, { lost: 'card', approval: supervisor });
    const proof = { kind: 'card', cardId: 'card-017' } as const;
    expect(() => returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } })).toThrowError(
      refusal('loan/declared-lost'),
    );
    expect(give(id).depositHeld).toBe(false);
    await arrive();
  });

  test.each([
    ['a wrong PIN', 'staff:1', { staffNo: '1001', pin: '1111' }, 'staff/wrong-pin'],
    ['somebody who is no supervisor', 'staff:1', { staffNo: '1003', pin: '2468' }, 'loan/needs-supervisor'],
    ['the same person as the clerk', 'staff:2', supervisor, 'loan/own-approval'],
  ])('%s approves nothing', async (_who, actor, approval, name) => {
    const id = await lent('card-017');
    const asked = { ...touch(), actor };
    await expect(declareLost(at.loans, asked, id, { lost: 'both', approval })).rejects.toMatchObject({ code: name });
    expect(at.blocked.size).toBe(0);
    expect(showLoan(at.loans, id).lost).toBeNull();
  });

  test('repeated under the same command it prints one declaration', async () => {
    const id = await lent();
    const asked = touch();
    await declareLost(at.loans, asked, id, { lost: 'slip', approval: supervisor });
    await declareLost(at.loans, asked, id, { lost: 'slip', approval: supervisor });
    expect(at.papers.filter((paper) => paper.document === 'lost-declaration')).toHaveLength(1);
  });
});
