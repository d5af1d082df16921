import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { movementsOf, purses } from '../../../src/cash/actions.ts';
import { receiptByNumber } from '../../../src/receipts/actions.ts';
import {
  changePerson,
  chargeKeptCard,
  exchangeForFee,
  findCard,
  issueCard,
  loseCard,
  returnCard,
  type Staff,
} from '../../../src/staff/actions.ts';
import { command } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { openReceiptsRoom, WANG_FANG } from '../receipts/receipts-fixture.ts';
import { addTestPerson, administrator, openTestStaff } from './staff-fixture.ts';

const OLD = '4A00001024';
const NEW = '4A11111024';
const taken = { methodId: 'cash', saidFeeFen: 1000, clerk: WANG_FANG };
const asked = { ...taken, cardId: OLD, newCardId: NEW, why: 'lost' } as const;

let room: ReturnType<typeof openReceiptsRoom>;
let staff: Staff;
let personId: number;
beforeEach(async () => {
  room = openReceiptsRoom(fakePrinter());
  staff = openTestStaff(room.desk);
  personId = await addTestPerson(staff);
  issueCard(staff, command(), { cardId: OLD, kind: 'employee', personId });
});
afterEach(() => room.dispose());

const exchange = (over: Partial<Parameters<typeof exchangeForFee>[3]> = {}, by = command('staff:1')) =>
  exchangeForFee(staff, room.receipts, by, { ...asked, ...over });
const refused = (code: string) => expect.objectContaining({ code });
const held = () => purses(room.cash).income.balanceFen;
const receipts = () => room.desk.database.prepare('SELECT number FROM receipts').all().length;
const jobs = () => room.desk.database.prepare('SELECT id FROM print_jobs').all().length;

describe('a card for another one', () => {
  it('blocks the old one, issues the new one, takes the fee and prints its receipt', () => {
    const { answer } = exchange();
    expect(answer).toEqual({ cardId: NEW, receiptNumber: 1 });
    expect(findCard(staff, OLD)?.blocked).toBe(true);
    expect(findCard(staff, NEW)).toMatchObject({ blocked: false, label: '1024', person: { id: personId } });
    expect(held()).toBe(1000);
    expect(receiptByNumber(room.receipts, 1)).toMatchObject({
      totalFen: 1000,
      lines: [{ serviceId: 'card-fee', name: '工牌工本费' }],
      issuedBy: WANG_FANG,
    });
    expect(movementsOf(room.cash, 'receipt:1')).toMatchObject([{ reason: 'card-fee', amountFen: 1000 }]);
    expect(jobs()).toBe(1);
  });

  // Break it: take the fee in a change of its own, with a fresh command.
  it('is paid once, however often the key is pressed', () => {
    const once = command('staff:1');
    exchange({}, once);
    expect(exchange({}, once)).toEqual({ answer: { cardId: NEW, receiptNumber: 1 }, repeated: true });
    // Another press is another command: the new card is somebody's already, and nothing is taken for it.
    expect(() => exchange()).toThrow(refused('staff/card-in-use'));
    expect([held(), receipts(), jobs()]).toEqual([1000, 1, 1]);
  });

  // Break it: block the card and take the money in two changes: a cut between them leaves one without the other.
  it('is all or nothing: without the money no card changes, and without the card no money does', () => {
    expect(() => exchange({ methodId: 'shells' })).toThrow(refused('receipts/unknown-method'));
    expect(findCard(staff, OLD)?.blocked).toBe(false);
    expect(findCard(staff, NEW)).toBeUndefined();
    issueCard(staff, command(), { cardId: NEW, kind: 'deposit', label: '001' });
    expect(() => exchange()).toThrow(refused('staff/card-in-use'));
    room.desk.database
      .prepare("CREATE TRIGGER cut BEFORE INSERT ON print_jobs BEGIN SELECT RAISE(ABORT, 'cut'); END")
      .run({});
    expect(() => exchange({ newCardId: '4A22221024' })).toThrow('cut');
    expect(findCard(staff, OLD)?.blocked).toBe(false);
    expect([held(), receipts(), jobs()]).toEqual([0, 0, 0]);
    room.desk.database.prepare('DROP TRIGGER cut').run({});
    // The number that was not used is used now: receipts have no gap.
    expect(exchange({ newCardId: '4A22221024' }).answer.receiptNumber).toBe(1);
  });

  it('costs nothing when it is worn, unless it was reported lost before', () => {
    const free = exchange({ why: 'worn', saidFeeFen: 0 }).answer;
    expect(free.receiptNumber).toBeNull();
    expect(findCard(staff, OLD)?.blocked).toBe(true);
    loseCard(staff, command(), NEW, '丢失');
    const again = { cardId: NEW, newCardId: '4A22221024', why: 'worn' } as const;
    expect(() => exchange({ ...again, saidFeeFen: 0 })).toThrow(refused('staff/fee-changed'));
    expect(exchange({ ...again, saidFeeFen: 1000 }).answer.receiptNumber).toBe(1);
  });

  it('that is no employee card costs nothing', () => {
    issueCard(staff, command(), { cardId: '4D00000007', kind: 'deposit', label: '007' });
    const { answer } = exchange({ cardId: '4D00000007', saidFeeFen: 0 });
    expect(answer.receiptNumber).toBeNull();
  });

  it('costs what was said, or is said again', () => {
    expect(() => exchange({ saidFeeFen: 500 })).toThrow(refused('staff/fee-changed'));
    expect(findCard(staff, OLD)?.blocked).toBe(false);
  });
});

describe('a card that is not given back', () => {
  const leave = () => changePerson(staff, command(), personId, { active: false }, administrator);
  const charge = (by = command('staff:1')) => chargeKeptCard(staff, room.receipts, by, { ...taken, cardId: OLD });

  it('is paid for and blocked, once, when its owner has left', () => {
    expect(() => charge()).toThrow(refused('staff/still-here'));
    leave();
    const once = command('staff:1');
    expect(charge(once).answer).toEqual({ cardId: OLD, receiptNumber: 1 });
    expect(charge(once).repeated).toBe(true);
    expect(() => charge()).toThrow(refused('staff/card-not-in-use'));
    expect([held(), receipts()]).toEqual([1000, 1]);
    expect(staff.store.card(OLD)).toMatchObject({ state: 'lost', reason: '离职未还' });
  });

  it('is given back for nothing', () => {
    leave();
    returnCard(staff, command(), OLD);
    expect(() => charge()).toThrow(refused('staff/card-not-in-use'));
    expect(held()).toBe(0);
  });
});
