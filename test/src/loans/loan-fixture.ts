import { readYaml } from '../../../config/read-yaml.ts';
import { loanRules } from '../../../config/rules/loans.ts';
import { phrasesSchema } from '../../../config/rules.ts';
import { type Cash, openCash } from '../../../src/cash/actions.ts';
import type { Role } from '../../../src/http/route.ts';
import type { Command } from '../../../src/journal/desk.ts';
import {
  finishLoan,
  type Loans,
  openLoans,
  type StockItem,
  showStock,
  startUmbrella,
  takeDeposit,
  watchCabinet,
} from '../../../src/loans/actions.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { createFakeCabinet, type FakeCabinet } from '../../fake-cabinet.ts';

export const rules = readYaml('config/rules/loans.yaml', loanRules);
export const phrases = readYaml('config/phrases/loans.yaml', phrasesSchema);

interface Person {
  readonly id: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const PEOPLE: readonly Person[] = [
  { id: 1, staffNo: '1024', name: '王芳', roles: ['clerk'] },
  { id: 2, staffNo: '1001', name: '李敏', roles: ['supervisor'] },
  { id: 3, staffNo: '1003', name: '赵强', roles: ['shift-lead'] },
];

/** A desk with loans, purses, a cabinet that obeys its port, and everything printed. */
export interface LoanDesk {
  readonly desk: TestDesk;
  readonly cash: Cash;
  readonly loans: Loans;
  readonly cabinet: FakeCabinet;
  readonly papers: { readonly document: string; readonly subject: string; readonly paper: Paper }[];
  readonly blocked: Set<string>;
  readonly reports: unknown[];
  /** Number of the item → its id. */
  item(number: string): StockItem;
  /** The service dies and starts again: same database, same cabinet; `meanwhile` nobody listens to its doors. */
  restart(meanwhile?: () => void): LoanDesk;
  dispose(): void;
}

/** Umbrellas 012…015 in doors 1–4, 020 behind the counter, 5 and 6 empty; strollers 1 and 2. */
export function openLoanDesk(options: { readonly withCabinet?: boolean } = {}): LoanDesk {
  const desk = openTestDesk('2026-11-21T14:32:00+08:00');
  const cabinet = createFakeCabinet(6, () => desk.clock.read());
  const made = onDesk(desk, cabinet, new Set(), options.withCabinet ?? true);
  desk.change('system', (change) => {
    const { store } = made.loans;
    ['012', '013', '014', '015'].forEach((number, index) => {
      const door = options.withCabinet === false ? null : index + 1;
      store.addItem({ kind: 'umbrella', number, door, condition: 'in-stock' });
    });
    store.addItem({ kind: 'umbrella', number: '020', door: null, condition: 'in-stock' });
    for (const number of ['1', '2']) store.addItem({ kind: 'stroller', number, door: null, condition: 'in-stock' });
    change.record({ kind: 'test/stock', subject: 'stock', body: {} });
  });
  return made;
}

function onDesk(desk: TestDesk, cabinet: FakeCabinet, blocked: Set<string>, withCabinet: boolean): LoanDesk {
  const cash = openCash(desk);
  const papers: LoanDesk['papers'] = [];
  const reports: unknown[] = [];
  const loans = openLoans(desk, {
    rules,
    phrases,
    cash,
    cabinet: withCabinet ? cabinet : undefined,
    identity: { plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' }, desk: { zh: '客户服务中心', en: 'Service' } },
    printing: {
      queuePaper(_change, job) {
        return papers.push(job);
      },
    },
    staff: {
      findCard(cardId) {
        if (!cardId.startsWith('card-')) return undefined;
        return { kind: 'deposit', label: `${cardId.slice(5)} 号`, blocked: blocked.has(cardId) };
      },
      personById: (id) => PEOPLE.find((person) => person.id === id),
      blockCard: (_change, { cardId }) => void blocked.add(cardId),
      approve(staffNo, pin) {
        const person = PEOPLE.find((one) => one.staffNo === staffNo);
        if (person !== undefined && pin === '2468') return Promise.resolve(person);
        return Promise.reject(new DeskError('forbidden', 'staff/wrong-pin', { zh: '密码不对。', en: 'Wrong PIN.' }));
      },
    },
    report: (error) => reports.push(error),
  });
  const unwatch = watchCabinet(loans);
  return {
    desk,
    cash,
    loans,
    cabinet,
    papers,
    blocked,
    reports,
    item(number) {
      const found = showStock(loans).items.find((item) => item.number === number);
      if (found === undefined) throw new Error(`no item ${number}`);
      return found;
    },
    restart(meanwhile = () => undefined) {
      unwatch();
      meanwhile();
      return onDesk(desk.restart(), cabinet, blocked, withCabinet);
    },
    dispose: () => desk.dispose(),
  };
}

/** Umbrella 012 from door 1, lent in full, with the code its slip shows; the pulses so far are forgotten. */
export async function lendOut(at: LoanDesk, card?: string): Promise<{ readonly id: number; readonly code: string }> {
  const { id } = startUmbrella(at.loans, touch(), card === undefined ? {} : { depositCard: card }).answer;
  const code = takeDeposit(at.loans, touch(), id).answer.slip?.code ?? '';
  await arrive();
  at.cabinet.move(1, 'closed');
  finishLoan(at.loans, touch(), id);
  at.cabinet.pulses.length = 0;
  // The customer walks in the rain; the lock has rested when the umbrella comes back.
  await at.desk.clock.advance(600_000);
  return { id, code };
}

/** A touch by the clerk 王芳. */
export const touch = (): Command => command('staff:1');

/** Lets an answer of the cabinet arrive. */
export async function arrive(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
