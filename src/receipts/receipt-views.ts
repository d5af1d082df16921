import { DeskError } from '../ports/desk-error.ts';
import { jobsOf } from '../printing/actions.ts';
import { fenToCapitals } from './capitals.rules.ts';
import { type Receipts, today } from './open-receipts.ts';
import { type Receipt, type ReceiptDay, type ReceiptView, receiptNumber, receiptSubject } from './rules.ts';

/** @throws DeskError `receipts/unknown` */
export function receiptByNumber(receipts: Receipts, number: number): ReceiptView {
  return toView(receipts, findReceipt(receipts, number));
}

/** The newest receipt of any day. */
export function lastReceipt(receipts: Receipts): ReceiptView | undefined {
  const receipt = receipts.store.last();
  return receipt === undefined ? undefined : toView(receipts, receipt);
}

/** The receipts of a local day (`YYYY-MM-DD`), today's without one. */
export function receiptsOfDay(receipts: Receipts, day = today(receipts)): ReceiptDay {
  const all = receipts.store.ofDay(day).map((receipt) => toView(receipts, receipt));
  const valid = all.filter(({ voided }) => voided === null);
  return { day, receipts: all, incomeFen: sum(valid), voidedCount: all.length - valid.length };
}

const sum = (all: readonly Receipt[]) => all.reduce((total, receipt) => total + receipt.totalFen, 0);

function toView(receipts: Receipts, receipt: Receipt): ReceiptView {
  const papers = jobsOf(receipts.printing, receiptSubject(receipt.number));
  return {
    ...receipt,
    printedNumber: receiptNumber(receipt.number),
    capitals: fenToCapitals(receipt.totalFen),
    papers,
    reprints: papers.filter(({ reprintNo }) => reprintNo > 0).length,
  };
}

/** @throws DeskError `receipts/unknown` */
export function findReceipt(receipts: Receipts, number: number): Receipt {
  const receipt = receipts.store.byNumber(number);
  if (receipt !== undefined) return receipt;
  throw new DeskError(
    'not-found',
    'receipts/unknown',
    {
      zh: '没有这个号码的收据，请看一下收据上的号码。',
      en: 'There is no receipt with this number. Look at the paper again.',
    },
    { facts: { number } },
  );
}
