import type { Phrases } from '../../config/rules.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import { previewPaper } from '../printing/actions.ts';
import { fenToCapitals } from './capitals.rules.ts';
import { phraseOf, priceList, type Receipts } from './open-receipts.ts';
import { receiptPaper } from './papers.ts';
import {
  type AskedLine,
  type Clerk,
  fillPhrase,
  type PayMethod,
  type PricedLine,
  type PriceList,
  priceLines,
  type Quote,
  type Receipt,
  settle,
  spokenFen,
  totalFen,
} from './rules.ts';

export interface AskedReceipt {
  readonly lines: readonly AskedLine[];
  readonly methodId: string;
  /** Cash put on the counter, in fen; absent: exactly the total. */
  readonly receivedFen?: number | undefined;
}

/** Prices what was picked and says it; writes nothing. @throws DeskError `invalid` naming the field */
export function quoteReceipt(receipts: Receipts, asked: AskedReceipt, clerk: Clerk): Quote {
  const list = priceList(receipts);
  const priced = priceReceipt(list, asked);
  const { desk, phrases, identity, printing } = receipts;
  const paper = receiptPaper(
    identity,
    { ...priced, issuedAtMs: desk.clock.read().wallMs, issuedBy: clerk, voided: null },
    desk.timeZone,
  );
  return {
    lines: priced.lines,
    totalFen: priced.totalFen,
    capitals: fenToCapitals(priced.totalFen),
    clause: list.clause,
    say: sayPrice(phrases, priced),
    sayChange: sayChange(phrases, priced),
    receivedFen: priced.receivedFen,
    changeFen: priced.changeFen,
    picture: previewPaper(printing, paper) ?? null,
  };
}

/** What was picked, with prices, method and change. */
export type PricedReceipt = Pick<Receipt, 'method' | 'totalFen' | 'receivedFen' | 'changeFen'> & {
  readonly lines: readonly PricedLine[];
};

/** Prices what was picked by the list. @throws DeskError `invalid` naming the field */
export function priceReceipt(list: PriceList, asked: AskedReceipt): PricedReceipt {
  const lines = priceLines(list, asked.lines);
  const method = methodOf(list, asked.methodId);
  const total = totalFen(lines);
  return { lines, method, totalFen: total, ...settle(total, method, asked.receivedFen) };
}

/** @throws DeskError `receipts/unknown-method` */
export function methodOf(list: PriceList, methodId: string): PayMethod {
  const method = list.methods.find(({ id }) => id === methodId);
  if (method !== undefined) return method;
  throw new DeskError(
    'invalid',
    'receipts/unknown-method',
    { zh: '没有这种收款方式，请重新选。', en: 'There is no such way to pay. Choose again.' },
    { field: 'methodId' },
  );
}

function sayPrice(phrases: Phrases, { lines, totalFen }: PricedReceipt): Sentence {
  const items = lines.map(({ spoken, spokenUnit, quantity }) =>
    fillPhrase(phraseOf(phrases, 'services.item'), { service: spoken, quantity, unit: spokenUnit }),
  );
  return fillPhrase(phraseOf(phrases, 'services.price'), {
    items: { zh: items.map(({ zh }) => zh).join('，'), en: items.map(({ en }) => en).join(', ') },
    total: spokenFen(totalFen),
  });
}

function sayChange(phrases: Phrases, { receivedFen, changeFen }: PricedReceipt): Sentence {
  return fillPhrase(phraseOf(phrases, changeFen === 0 ? 'services.exact' : 'services.change'), {
    received: spokenFen(receivedFen),
    change: spokenFen(changeFen),
  });
}
