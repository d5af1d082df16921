import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { depositIdentity, moveMoney, purses, recountPurses } from '../../../src/cash/actions.ts';
import {
  cancelLoan,
  changeCondition,
  depositsHeld,
  openLoansNow,
  returnUmbrella,
  showStock,
  startUmbrella,
  takeDeposit,
} from '../../../src/loans/actions.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { arrive, type LoanDesk, openLoanDesk, rules, touch } from './loan-fixture.ts';

// F11. Charge compensation into the deposit purse, or refund 49.99, and this turns red.

const SEQUENCES = 1_000;
const DEPOSIT_FEN = 5000;

type Act =
  | { readonly do: 'lend' | 'lend-jammed' }
  | { readonly do: 'return'; readonly which: number; readonly damage: readonly string[] }
  | { readonly do: 'receipt'; readonly fen: number }
  | { readonly do: 'void'; readonly which: number };

/** The money as a cashier would keep it on paper: knows nothing of steps, tables or purses of the product. */
interface Book {
  out: { readonly id: number; readonly code: string }[];
  receipts: number[];
  depositFen: number;
  incomeFen: number;
}

const priceFen = new Map(rules[0]?.damagePrices.value.map((price) => [price.id, price.fen]));
const which = fc.nat(20);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('lend' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lend-jammed' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('return' as const),
      which,
      damage: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...priceFen.keys()), { maxLength: 3 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('receipt' as const), fen: fc.integer({ min: 1, max: 99_999 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), which }) },
);

let at: LoanDesk;
beforeAll(() => {
  at = openLoanDesk();
});
afterAll(() => at.dispose());

test(`money adds up to the fen over ${SEQUENCES} random sequences`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
      const book: Book = { out: [], receipts: [], depositFen: 0, incomeFen: purses(at.cash).income.balanceFen };
      for (const one of acts) {
        await perform(one, book);
        compare(book);
      }
      for (const loan of [...book.out]) await perform({ do: 'return', which: 0, damage: [] }, book, loan.id);
      compare(book);
      mendStock();
    }),
    { numRuns: SEQUENCES },
  );
  expect(at.reports).toEqual([]);
}, 240_000);

async function perform(one: Act, book: Book, loanId?: number): Promise<void> {
  switch (one.do) {
    case 'lend':
      return lend(book);
    case 'lend-jammed':
      return lendJammed();
    case 'return': {
      const loan = book.out.find(({ id }) => id === loanId) ?? book.out[one.which % Math.max(1, book.out.length)];
      return loan === undefined ? undefined : giveBack(loan, one.damage, book);
    }
    case 'receipt':
      moveIncome(one.fen);
      book.receipts.push(one.fen);
      book.incomeFen += one.fen;
      return;
    case 'void': {
      const [fen] = book.receipts.splice(one.which % Math.max(1, book.receipts.length), 1);
      if (fen === undefined) return;
      moveIncome(-fen);
      book.incomeFen -= fen;
    }
  }
}

async function lend(book: Book): Promise<void> {
  if (showStock(at.loans).umbrellas.inStock === 0) {
    expect(() => startUmbrella(at.loans, touch())).toThrow(DeskError);
    return;
  }
  const { id, door } = startUmbrella(at.loans, touch()).answer;
  const { slip } = takeDeposit(at.loans, touch(), id).answer;
  await arrive();
  if (door !== null) at.cabinet.move(door, 'closed');
  book.out.push({ id, code: slip?.code ?? '' });
  book.depositFen += DEPOSIT_FEN;
}

async function lendJammed(): Promise<void> {
  if (showStock(at.loans).umbrellas.inStock === 0) return;
  const { id, door } = startUmbrella(at.loans, touch()).answer;
  if (door === null) {
    cancelLoan(at.loans, touch(), id);
    return;
  }
  at.cabinet.behave(door, 'refuses');
  takeDeposit(at.loans, touch(), id);
  await arrive();
  cancelLoan(at.loans, touch(), id);
  at.cabinet.behave(door, 'opens');
}

async function giveBack(loan: Book['out'][number], damage: readonly string[], book: Book): Promise<void> {
  const asked = touch();
  const proof = { kind: 'code', code: loan.code } as const;
  const run = () => returnUmbrella(at.loans, asked, loan.id, { proof, inspection: { damage } });
  const { answer } = run();
  expect(run().answer).toEqual(answer);
  await arrive();
  if (answer.door !== null && damage.length === 0) at.cabinet.move(answer.door, 'closed');
  book.out = book.out.filter(({ id }) => id !== loan.id);
  book.depositFen -= DEPOSIT_FEN;
  for (const part of damage) book.incomeFen += priceFen.get(part) ?? Number.NaN;
}

function moveIncome(amountFen: number): void {
  const reason = amountFen > 0 ? 'receipt' : 'receipt-voided';
  at.desk.change('staff:1', (change) =>
    moveMoney(at.cash, change, { purse: 'income', amountFen, reason, subject: 'receipt:1', actor: 'staff:1' }),
  );
}

function compare(book: Book): void {
  const expected = { deposits: { balanceFen: book.depositFen }, income: { balanceFen: book.incomeFen } };
  expect(purses(at.cash)).toEqual(expected);
  const expectedFen = book.out.length * DEPOSIT_FEN;
  expect(depositIdentity(at.cash, depositsHeld(at.loans))).toEqual({
    outCount: book.out.length,
    unitFen: DEPOSIT_FEN,
    expectedFen,
    balanceFen: expectedFen,
    matches: true,
  });
}

/** Between sequences every umbrella is mended, so that each starts with the whole stock. */
function mendStock(): void {
  expect(openLoansNow(at.loans)).toEqual({ active: [], out: [] });
  expect(recountPurses(at.cash)).toEqual(purses(at.cash));
  for (const item of showStock(at.loans).items) {
    if (item.condition === 'damaged') {
      changeCondition(at.loans, touch(), item.id, { condition: 'in-stock', why: '修好了' });
    }
  }
}
