import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LendInput, type LendState, nextLend } from '../../../src/loans/lend-flow.rules.ts';
import { newCheckCode } from '../../../src/loans/open-loans.ts';
import { nextReturn, type ReturnInput, type ReturnState } from '../../../src/loans/return-flow.rules.ts';
import { readCheckCode, showCheckCode } from '../../../src/loans/rules.ts';

const report = (counter: () => string) =>
  fc.oneof(
    fc.constant({ type: 'doorOpened' as const }),
    fc.constant({ type: 'doorClosed' as const }),
    fc.constant({ type: 'interrupted' as const }),
    fc.constantFrom('opened' as const, 'notOpened' as const, 'refused' as const).map((result) => {
      return { type: 'doorAnswered' as const, doorCommand: counter(), result, code: 'cabinet/x' };
    }),
  );

const person = fc.constantFrom('openedByKey' as const, 'sawNotOpened' as const, 'confirmed' as const);

describe('the lending', () => {
  const door = fc.option(fc.integer({ min: 1, max: 12 }), { nil: null });
  const lendInput: fc.Arbitrary<LendInput> = fc.oneof(
    fc.constant({ type: 'depositTaken' as const, doorCommand: 'c' }),
    door.map((to) => ({ type: 'replaced' as const, door: to, doorCommand: 'c' })),
    fc.constantFrom({ type: 'cancelled' as const }, { type: 'finished' as const }),
    fc.constant({ type: 'retried' as const, doorCommand: 'c' }),
    fc.boolean().map((openNow) => ({ type: 'sawOpened' as const, openNow })),
    person.map((type) => ({ type })),
    report(() => 'c'),
  );

  test('whatever comes in whatever order: one deposit, at most one refund, never both held and cancelled', () => {
    fc.assert(
      fc.property(door, fc.array(lendInput, { maxLength: 40 }), (first, inputs) => {
        let state: LendState = { step: 'money', door: first };
        const count = { 'take-deposit': 0, 'refund-deposit': 0, opened: 0, asked: 0 };
        for (const input of inputs) {
          const next = nextLend(state, input);
          if (next === undefined) continue;
          for (const effect of next.effects) {
            if (effect.do === 'take-deposit' || effect.do === 'refund-deposit') count[effect.do] += 1;
            if (effect.do === 'open-door') {
              count.asked += 1;
              // A door opens on a person's touch and on nothing else.
              expect(['depositTaken', 'retried', 'replaced']).toContain(input.type);
              expect(next.state.step).toBe('opening');
            }
          }
          state = next.state;
        }
        expect(count['take-deposit']).toBeLessThanOrEqual(1);
        expect(count['refund-deposit']).toBeLessThanOrEqual(count['take-deposit']);
        if (state.step !== 'money' && state.step !== 'cancelled') {
          expect([count['take-deposit'], count['refund-deposit']]).toEqual([1, 0]);
        }
      }),
    );
  });

  test('an answer to another command is not believed', () => {
    const state: LendState = { step: 'opening', door: 1, doorCommand: 'new' };
    expect(
      nextLend(state, { type: 'doorAnswered', doorCommand: 'old', result: 'notOpened', code: 'x' }),
    ).toBeUndefined();
  });
});

describe('the return', () => {
  const returnInput: fc.Arbitrary<ReturnInput> = fc.oneof(
    fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }).map((to) => {
      return { type: 'inspectedGood' as const, door: to, doorCommand: 'c' };
    }),
    fc.constantFrom({ type: 'inspectedDamaged' as const }, { type: 'keptBehindCounter' as const }),
    fc.constant({ type: 'retried' as const, doorCommand: 'c' }),
    fc.constant({ type: 'anotherDoor' as const, door: 5, doorCommand: 'c' }),
    fc.boolean().map((openNow) => ({ type: 'sawOpened' as const, openNow })),
    person.map((type) => ({ type })),
    report(() => 'c'),
  );

  test('whatever comes in whatever order: the money is settled exactly once, and the umbrella ends in one place', () => {
    fc.assert(
      fc.property(fc.array(returnInput, { maxLength: 40 }), (inputs) => {
        let state: ReturnState = { step: 'lent' };
        let settled = 0;
        let placed = 0;
        for (const input of inputs) {
          const next = nextReturn(state, input);
          if (next === undefined) continue;
          for (const effect of next.effects) {
            if (effect.do === 'settle-money') settled += 1;
            if (effect.do === 'stock' || effect.do === 'set-aside-damaged') placed += 1;
          }
          state = next.state;
        }
        expect(settled).toBe(state.step === 'lent' ? 0 : 1);
        expect(placed).toBe(state.step === 'returned' ? 1 : 0);
      }),
    );
  });
});

test('a check code is read back however it is typed', () => {
  for (let one = 0; one < 200; one++) {
    const code = newCheckCode();
    expect(code).toMatch(/^U[2346789ACDEFHJKMNPQRTUVWXY]{7}$/);
    expect(readCheckCode(showCheckCode(code).toLowerCase())).toBe(code);
  }
  for (const wrong of ['', 'U8K2', 'U8K2-4F7O', 'U8K2-4F7Q9', '☂'.repeat(8)])
    expect(readCheckCode(wrong)).toBeUndefined();
});
