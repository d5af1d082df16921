import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { purses, recountPurses } from '../../../src/cash/actions.ts';
import { receiptsOfDay, voidReceipt } from '../../../src/receipts/actions.ts';
import { command } from '../../desk-fixture.ts';
import { issue, openWithFakePrinter, WANG_FANG } from './receipts-fixture.ts';

const step = fc.oneof(
  fc.record({
    do: fc.constant('issue' as const),
    quantity: fc.integer({ min: -1, max: 999 }),
    priceFen: fc.integer({ min: 1, max: 1_000_000 }),
  }),
  fc.record({ do: fc.constant('void' as const), number: fc.integer({ min: 1, max: 12 }) }),
);

describe('the money of the receipts', () => {
  // Break it: leave moveMoney out of voidReceipt, and the purse is too full here.
  it('is always what was issued less what was voided, under numbers without a gap', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const room = openWithFakePrinter();
        try {
          const model: { fen: number; voided: boolean }[] = [];
          for (const one of steps) {
            if (one.do === 'issue') {
              const lines = [{ serviceId: 'other', quantity: one.quantity, priceFen: one.priceFen }];
              const fen = one.quantity * one.priceFen;
              const isRight = one.quantity > 0 && fen <= 99_999_999;
              const act = () => issue(room.receipts, { lines, saidTotalFen: fen });
              if (isRight) expect(act()).toBe(model.push({ fen, voided: false }));
              else expect(act).toThrow();
            } else {
              const known = model[one.number - 1];
              const act = () =>
                voidReceipt(room.receipts, command(), { number: one.number, reason: '试', by: WANG_FANG, leads: true });
              if (known === undefined || known.voided) expect(act).toThrow();
              else {
                act();
                known.voided = true;
              }
            }
          }
          const expected = model.filter(({ voided }) => !voided).reduce((sum, { fen }) => sum + fen, 0);
          expect(purses(room.cash)).toEqual({ deposits: { balanceFen: 0 }, income: { balanceFen: expected } });
          expect(recountPurses(room.cash)).toEqual(purses(room.cash));
          const day = receiptsOfDay(room.receipts);
          expect(day.incomeFen).toBe(expected);
          expect(day.receipts.map(({ number }) => number)).toEqual(model.map((_, index) => model.length - index));
        } finally {
          room.dispose();
        }
      }),
      { numRuns: 25 },
    );
  });
});
