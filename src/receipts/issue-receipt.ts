import { moveMoney } from '../cash/actions.ts';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { queuePaper } from '../printing/actions.ts';
import { paperDate } from '../printing/letterhead.ts';
import { priceList, type Receipts } from './open-receipts.ts';
import { receiptPaper } from './papers.ts';
import { type AskedReceipt, type PricedReceipt, priceReceipt } from './quote-receipt.ts';
import { type Clerk, receiptSubject, yuan } from './rules.ts';

/**
 * Issues a receipt: number, money, paper and journal in one transaction.
 * @throws DeskError `invalid`; `receipts/price-changed` when the price that was said is not the price of today
 */
export function issueReceipt(
  receipts: Receipts,
  command: Command,
  asked: AskedReceipt & { readonly saidTotalFen: number },
  clerk: Clerk,
): Acted<{ readonly number: number; readonly printJobId: number }> {
  return receipts.desk.act(command, 'receipts/issue', (change) => {
    const priced = priceReceipt(priceList(receipts), asked);
    if (priced.totalFen !== asked.saidTotalFen) throw priceChanged(priced.totalFen);
    const typed = asked.lines.flatMap(({ text }) => (text === undefined ? [] : [text]));
    return bookReceipt(receipts, change, { ...priced, clerk, reason: 'receipt', typed });
  });
}

/** What is booked: what was priced, who took the money, and why the purse moved. */
export interface BookedReceipt extends PricedReceipt {
  readonly clerk: Clerk;
  readonly reason: string;
  /** A person's own words in it. */
  readonly typed?: readonly string[];
  /** What else the journal is to say. */
  readonly body?: Readonly<Record<string, string>>;
}

/** Books a receipt inside the caller's transaction: number, money, paper and journal. */
export function bookReceipt(
  receipts: Receipts,
  change: Change,
  { clerk, reason, typed = [], body, ...priced }: BookedReceipt,
): { number: number; printJobId: number } {
  const { desk, store, cash, printing, identity } = receipts;
  const number = change.nextNumber('receipt');
  const issuedAtMs = change.at.wallMs;
  const receipt = { ...priced, number, issuedAtMs, day: paperDate(issuedAtMs, desk.timeZone), issuedBy: clerk };
  store.insert(receipt);
  const subject = receiptSubject(number);
  change.record({
    kind: 'receipts/issued',
    subject,
    body: {
      ...body,
      number,
      totalFen: priced.totalFen,
      receivedFen: priced.receivedFen,
      method: priced.method.id,
      staffId: clerk.staffId,
      lines: priced.lines.map(({ serviceId, quantity, priceFen }) => ({ serviceId, quantity, priceFen })),
    },
    ...(typed.length === 0 ? {} : { personal: { typed: typed.join('\n') } }),
  });
  moveMoney(cash, change, {
    purse: 'income',
    amountFen: priced.totalFen,
    reason,
    subject,
    actor: change.actor,
  });
  const paper = receiptPaper(identity, { ...receipt, voided: null }, desk.timeZone);
  const printJobId = queuePaper(printing, change, { document: 'receipt', subject, paper });
  store.setPrintJob(number, printJobId);
  return { number, printJobId };
}

function priceChanged(totalFen: number): DeskError {
  return new DeskError(
    'wrong-state',
    'receipts/price-changed',
    {
      zh: `现在的价格是 ${yuan(totalFen)} 元，请重新报价后再收钱。`,
      en: `The price is ${yuan(totalFen)} yuan now. Say it again before taking the money.`,
    },
    { facts: { totalFen } },
  );
}
