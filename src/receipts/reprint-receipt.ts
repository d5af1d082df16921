import type { Acted, Command } from '../journal/desk.ts';
import { reprint } from '../printing/actions.ts';
import type { Receipts } from './open-receipts.ts';
import { findReceipt } from './receipt-views.ts';
import type { Clerk } from './rules.ts';

/** Prints a receipt again, marked 补打 and counted; of a voided one its 作废 paper. @throws DeskError `print/not-now` */
export function reprintReceipt(
  receipts: Receipts,
  command: Command,
  { number, by }: { number: number; by: Clerk },
): Acted<{ readonly number: number; readonly printJobId: number }> {
  return receipts.desk.act(command, 'receipts/reprint', (change) => {
    const { printJobId: jobId } = findReceipt(receipts, number);
    if (jobId === null) throw new Error(`receipt ${number} has no paper`);
    return { number, printJobId: reprint(receipts.printing, change, { jobId, by }) };
  });
}
