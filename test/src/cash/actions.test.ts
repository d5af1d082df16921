import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Cash,
  correctPurse,
  depositIdentity,
  moveMoney,
  movementsOf,
  movementsToday,
  openCash,
  purses,
  recountPurses,
} from '../../../src/cash/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';

let desk: TestDesk;
let cash: Cash;

beforeEach(() => {
  desk = openTestDesk();
  cash = openCash(desk);
});
afterEach(() => desk.dispose());

function move(purse: 'deposits' | 'income', amountFen: number, subject = 'loan:1'): number {
  return desk.change('staff:1', (change) =>
    moveMoney(cash, change, { purse, amountFen, reason: 'deposit-taken', subject, actor: 'staff:1' }),
  );
}

describe('the purses', () => {
  test('are empty at first', () => {
    expect(purses(cash)).toEqual({ deposits: { balanceFen: 0 }, income: { balanceFen: 0 } });
  });

  test('keep deposits and income apart', () => {
    move('deposits', 5000);
    move('income', 1300);
    move('deposits', -5000);
    expect(purses(cash)).toEqual({ deposits: { balanceFen: 0 }, income: { balanceFen: 1300 } });
    expect(recountPurses(cash)).toEqual(purses(cash));
  });

  test('never go below zero, and then nothing of the change is kept', () => {
    move('income', 300);
    const refused = () =>
      desk.change('staff:1', (change) => {
        moveMoney(cash, change, { purse: 'income', amountFen: 100, reason: 'receipt', subject: 'x', actor: 'staff:1' });
        moveMoney(cash, change, {
          purse: 'income',
          amountFen: -401,
          reason: 'receipt',
          subject: 'x',
          actor: 'staff:1',
        });
      });
    expect(refused).toThrowError(expect.objectContaining({ code: 'cash/purse-empty', refusal: 'wrong-state' }));
    expect(purses(cash).income.balanceFen).toBe(300);
  });

  test('do not move 0 or a fraction of a fen', () => {
    expect(() => move('income', 0)).toThrow(RangeError);
    expect(() => move('income', 0.5)).toThrow(RangeError);
  });

  test('tell the screens after the commit, and stay silent when it fails', () => {
    move('deposits', 5000);
    expect(desk.events).toEqual([
      { name: 'cash', payload: { deposits: { balanceFen: 5000 }, income: { balanceFen: 0 } } },
    ]);
    expect(() => move('deposits', -6000)).toThrow();
    expect(desk.events).toHaveLength(1);
  });

  test('survive a restart', () => {
    move('deposits', 5000);
    desk = desk.restart();
    expect(purses(openCash(desk)).deposits.balanceFen).toBe(5000);
  });

  // Drop the triggers of 004-cash.sql and these turn red.
  test.each([
    'UPDATE cash_movements SET amount_fen = 1',
    'DELETE FROM cash_movements',
    `INSERT INTO cash_movements (purse, amount_fen, balance_fen, reason, subject, actor, at)
     VALUES ('deposits', 100, 9900, 'x', 'x', 'x', 0)`,
  ])('cannot be changed behind the ledger: %s', (sql) => {
    move('deposits', 5000);
    expect(() => desk.database.prepare(sql).run()).toThrow();
    expect(recountPurses(cash)).toEqual(purses(cash));
  });
});

describe('the ledger', () => {
  test('shows today in the desk’s time zone and not yesterday', async () => {
    move('deposits', 5000, 'loan:1');
    desk.clock.setWall('2026-11-22T00:00:00+08:00');
    move('deposits', 5000, 'loan:2');
    expect(movementsToday(cash).map((movement) => movement.subject)).toEqual(['loan:2']);
    expect(movementsOf(cash, 'loan:1')).toHaveLength(1);
  });

  test('says whether the deposit purse holds what the loans say', () => {
    move('deposits', 10_000);
    const held = { outCount: 2, unitFen: 5000, expectedFen: 10_000 };
    expect(depositIdentity(cash, held)).toEqual({ ...held, balanceFen: 10_000, matches: true });
    expect(depositIdentity(cash, { ...held, outCount: 3, expectedFen: 15_000 }).matches).toBe(false);
  });

  test('a correction adds a movement with its reason, once per command', () => {
    move('deposits', 5000);
    const correction = { purse: 'deposits', amountFen: -200, why: '多点了两元' } as const;
    const asked = command('staff:9');
    expect(correctPurse(cash, asked, correction).answer.deposits.balanceFen).toBe(4800);
    expect(correctPurse(cash, asked, correction).repeated).toBe(true);
    expect(
      movementsToday(cash).map(({ amountFen, reason, note, actor }) => ({ amountFen, reason, note, actor })),
    ).toEqual([
      { amountFen: 5000, reason: 'deposit-taken', note: null, actor: 'staff:1' },
      { amountFen: -200, reason: 'correction', note: '多点了两元', actor: 'staff:9' },
    ]);
    expect(desk.journal.page({ limit: 1 })[0]).toMatchObject({ kind: 'cash/money-moved', actor: 'staff:9' });
  });
});
