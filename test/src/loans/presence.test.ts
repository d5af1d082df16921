import { afterEach, beforeEach, expect, test } from 'vitest';
import { returnUmbrella, showStock, startUmbrella } from '../../../src/loans/actions.ts';
import { arrive, type LoanDesk, lendOut, openLoanDesk, touch } from './loan-fixture.ts';

// A sensor in the compartment is a hint, blinded by a wet umbrella's wrap: it changes what is proposed, never what may be done.

let at: LoanDesk;
beforeEach(() => {
  at = openLoanDesk();
});
afterEach(() => {
  expect(at.reports).toEqual([]);
  at.dispose();
});

test('an umbrella whose compartment looks empty is proposed last', () => {
  at.cabinet.sees(1, false);
  at.cabinet.sees(2, true);
  expect(startUmbrella(at.loans, touch()).answer.door).toBe(2);
});

test('it is lent all the same to who chooses it, or when there is no other', () => {
  for (const { number } of at.cabinet.doors()) at.cabinet.sees(number, false);
  const chosen = at.item('012').id;
  expect(startUmbrella(at.loans, touch(), { itemId: chosen }).answer).toMatchObject({ step: 'money', door: 1 });
  expect(startUmbrella(at.loans, touch()).answer.step).toBe('money');
});

test('an umbrella goes back into a compartment that looks empty rather than one that does not', async () => {
  const { id, code } = await lendOut(at);
  const empty = showStock(at.loans).cabinet.filter((door) => door.umbrella === null && door.fault === null);
  const [first, second] = empty.map(({ number }) => number);
  if (first === undefined || second === undefined) throw new Error('two empty doors are needed');
  at.cabinet.sees(first, true);
  at.cabinet.sees(second, false);
  const proof = { kind: 'code', code } as const;
  expect(returnUmbrella(at.loans, touch(), id, { proof, inspection: { damage: [] } }).answer.door).toBe(second);
  await arrive();
});

test('the picture of the cabinet says what is seen, and null where nothing looks', () => {
  at.cabinet.sees(1, false);
  at.cabinet.sees(2, true);
  expect(showStock(at.loans).cabinet.map(({ occupied }) => occupied)).toEqual([false, true, null, null, null, null]);
});
