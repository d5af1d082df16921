import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Loans, theItem } from './open-loans.ts';
import { DOOR_STEPS, doorOf, type Item, type ItemKind } from './rules.ts';
import type { StockCount, StockItem, StockView } from './stock.rules.ts';

export type { CabinetDoor, StockCount, StockItem, StockView } from './stock.rules.ts';

/** What is here, what is out, and the cabinet as it stands. */
export function showStock(loans: Loans): StockView {
  const items = loans.store.items();
  const open = loans.store.openLoans();
  const outOfUse = loans.store.doorsOutOfUse();
  const cabinet = (loans.cabinet?.doors() ?? []).map(({ number, position, occupied = null }) => ({
    number,
    position,
    occupied,
    umbrella: items.find((item) => item.door === number)?.number ?? null,
    fault: outOfUse.get(number)?.code ?? null,
    loanId: open.find((loan) => DOOR_STEPS.has(loan.flow.step) && doorOf(loan.flow) === number)?.id ?? null,
  }));
  return {
    umbrellas: count(items, 'umbrella'),
    strollers: count(items, 'stroller'),
    cabinet,
    items: items.map((item) => ({ ...item, loanId: open.find((loan) => loan.itemId === item.id)?.id ?? null })),
  };
}

function count(items: readonly Item[], kind: ItemKind): StockCount {
  const of = (condition: Item['condition']) =>
    items.filter((item) => item.kind === kind && item.condition === condition).length;
  return { inStock: of('in-stock'), out: of('on-loan'), damaged: of('damaged'), retired: of('retired') };
}

export interface NewItem {
  readonly kind: ItemKind;
  readonly number: string;
  readonly door: number | null;
}

/** A new umbrella or stroller comes into stock. */
export function addItem(loans: Loans, command: Command, item: NewItem): Acted<StockItem> {
  return loans.desk.act(command, 'loans/add-item', (change) => {
    if (loans.store.itemByNumber(item.kind, item.number) !== undefined) throw numberTaken(item.number);
    if (item.door !== null) freeCompartment(loans, item.kind, item.door);
    const id = loans.store.addItem({ ...item, condition: 'in-stock' });
    change.record({ kind: 'loans/item-added', subject: `item:${id}`, body: { ...item } });
    change.publish({ name: 'loan', payload: { loanId: null, step: 'stock' } });
    return { id, ...item, condition: 'in-stock', loanId: null };
  });
}

/** Marks an item damaged, repaired (`in-stock`) or retired for good; never one that is out or reserved. */
export function changeCondition(
  loans: Loans,
  command: Command,
  itemId: number,
  to: { readonly condition: 'in-stock' | 'damaged' | 'retired'; readonly why: string },
): Acted<StockItem> {
  return loans.desk.act(command, 'loans/change-condition', (change) => {
    const item = atRest(loans, itemId);
    if (item.condition === 'retired') throw retired();
    const door = to.condition === 'retired' ? null : item.door;
    loans.store.putItem(itemId, { door, condition: to.condition });
    const seq = change.record({
      kind: 'loans/condition-changed',
      subject: `item:${itemId}`,
      body: { from: item.condition, to: to.condition },
      personal: { why: to.why },
    });
    loans.store.keepReason({ seq, itemId, why: to.why });
    change.publish({ name: 'loan', payload: { loanId: null, step: 'stock' } });
    return { ...item, door, condition: to.condition, loanId: null };
  });
}

/** Somebody put an umbrella into a compartment or took it out by key. */
export function moveItem(loans: Loans, command: Command, itemId: number, door: number | null): Acted<StockItem> {
  return loans.desk.act(command, 'loans/move-item', (change) => {
    const item = atRest(loans, itemId);
    if (item.condition === 'retired') throw retired();
    if (door !== null && door !== item.door) freeCompartment(loans, item.kind, door);
    loans.store.putItem(itemId, { door, condition: item.condition });
    change.record({ kind: 'loans/item-moved', subject: `item:${itemId}`, body: { from: item.door, to: door } });
    change.publish({ name: 'loan', payload: { loanId: null, step: 'stock' } });
    return { ...item, door, loanId: null };
  });
}

/** Somebody repaired a door that had not opened: it is used again. @throws DeskError `loan/unknown-door` */
export function doorRepaired(loans: Loans, command: Command, door: number): Acted<{ readonly door: number }> {
  return loans.desk.act(command, 'loans/door-repaired', (change) => {
    const wasOut = loans.store.trustDoor(door);
    if (!wasOut && !isThere(loans, door)) throw unknownDoor(door);
    change.record({ kind: 'loans/door-repaired', subject: `door:${door}`, body: { wasOut } });
    change.publish({ name: 'door', payload: { door, repaired: true } });
    return { door };
  });
}

function atRest(loans: Loans, itemId: number): Item {
  const item = theItem(loans, itemId);
  if (item.condition !== 'on-loan' && loans.store.openLoanOfItem(itemId) === undefined) return item;
  throw new DeskError(
    'wrong-state',
    'loan/item-out',
    { zh: `${item.number} 号正在借出，还回来再改。`, en: `${item.number} is out. Change it when it is back.` },
    { facts: { state: item.condition } },
  );
}

function freeCompartment(loans: Loans, kind: ItemKind, door: number): void {
  if (kind !== 'umbrella' || !isThere(loans, door)) {
    throw new DeskError(
      'invalid',
      'loan/no-such-door',
      { zh: `没有 ${door} 号柜门。`, en: `There is no door ${door} for it.` },
      { field: 'door' },
    );
  }
  const inside = loans.store.items('umbrella').find((item) => item.door === door);
  const inFlow = loans.store.openLoans().some((loan) => doorOf(loan.flow) === door);
  if (inside === undefined && !inFlow) return;
  throw new DeskError('wrong-state', 'loan/door-taken', {
    zh: `${door} 号柜门里已经有伞，请换一个。`,
    en: `Compartment ${door} is taken. Choose another.`,
  });
}

function isThere({ cabinet }: Loans, door: number): boolean {
  return cabinet?.doors().some((one) => one.number === door) ?? false;
}

function unknownDoor(door: number): DeskError {
  return new DeskError('not-found', 'loan/unknown-door', {
    zh: `没有 ${door} 号柜门，请在柜子图上再选一次。`,
    en: `There is no door ${door}. Choose it on the picture of the cabinet again.`,
  });
}

function retired(): DeskError {
  return new DeskError('wrong-state', 'loan/item-retired', {
    zh: '已报废的不能再用，请登记一件新的。',
    en: 'It is retired for good. Add a new one instead.',
  });
}

function numberTaken(number: string): DeskError {
  return new DeskError(
    'wrong-state',
    'loan/number-taken',
    { zh: `编号 ${number} 已经有了，请换一个。`, en: `The number ${number} is taken. Choose another.` },
    { field: 'number' },
  );
}
