import type { Change } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import { bookReceipt } from './issue-receipt.ts';
import { priceList, type Receipts } from './open-receipts.ts';
import { methodOf } from './quote-receipt.ts';
import type { Clerk } from './rules.ts';

/** A fee that another room's rules name; the price list does not have it. */
export interface Fee {
  readonly serviceId: string;
  readonly name: Sentence;
  /** Why the purse moved, a code of the cash rules. */
  readonly reason: string;
  readonly amountFen: number;
  readonly methodId: string;
  readonly clerk: Clerk;
  /** What it was for, for the journal. */
  readonly body: Readonly<Record<string, string>>;
}

const ONCE: Sentence = { zh: '张', en: 'piece' };

/** Takes a fee inside the caller's transaction: number, money, paper and journal. @throws DeskError `receipts/unknown-method` */
export function chargeFee(receipts: Receipts, change: Change, fee: Fee): { number: number; printJobId: number } {
  const { serviceId, name, amountFen } = fee;
  return bookReceipt(receipts, change, {
    lines: [
      {
        serviceId,
        name: name.zh,
        unit: ONCE.zh,
        quantity: 1,
        priceFen: amountFen,
        amountFen,
        spoken: name,
        spokenUnit: ONCE,
      },
    ],
    method: methodOf(priceList(receipts), fee.methodId),
    totalFen: amountFen,
    receivedFen: amountFen,
    changeFen: 0,
    clerk: fee.clerk,
    reason: fee.reason,
    body: fee.body,
  });
}
