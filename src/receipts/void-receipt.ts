import { moveMoney } from '../cash/actions.ts';
import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { queuePaper, withdrawPapers } from '../printing/actions.ts';
import { paperDate } from '../printing/letterhead.ts';
import { type Receipts, rulesOn } from './open-receipts.ts';
import { voidPaper } from './papers.ts';
import { findReceipt } from './receipt-views.ts';
import { type Clerk, mayVoid, plainText, type Receipt, receiptNumber, receiptSubject } from './rules.ts';

/**
 * Voids a receipt with a reason: the number stays, the money goes back, a 作废 paper is printed and the old one is never printed again.
 * @throws DeskError `receipts/already-void`, `receipts/void-not-allowed`, `cash/purse-empty`
 */
export function voidReceipt(
  receipts: Receipts,
  command: Command,
  { number, reason, by, leads }: { number: number; reason: string; by: Clerk; leads: boolean },
): Acted<{ readonly number: number; readonly printJobId: number }> {
  const { desk, store, cash, printing, identity } = receipts;
  return desk.act(command, 'receipts/void', (change) => {
    const receipt = findReceipt(receipts, number);
    if (receipt.voided !== null) throw alreadyVoid(receipt);
    const day = paperDate(change.at.wallMs, desk.timeZone);
    const { clerkVoidsOwnOnSameDay } = rulesOn(receipts, day);
    if (!mayVoid(receipt, { staffId: by.staffId, leads }, day, clerkVoidsOwnOnSameDay.value)) throw voidNotAllowed();
    const voided = { atMs: change.at.wallMs, reason: plainText(reason), by };
    const subject = receiptSubject(number);
    store.setVoided(number, voided);
    change.record({
      kind: 'receipts/voided',
      subject,
      body: { number, totalFen: receipt.totalFen, staffId: by.staffId },
      personal: { reason: voided.reason },
    });
    moveMoney(cash, change, {
      purse: 'income',
      amountFen: -receipt.totalFen,
      reason: 'receipt-voided',
      subject,
      actor: command.actor,
    });
    withdrawPapers(printing, change, subject);
    const paper = voidPaper(identity, { ...receipt, voided }, desk.timeZone);
    const printJobId = queuePaper(printing, change, { document: 'receipt-void', subject, paper });
    store.setPrintJob(number, printJobId);
    return { number, printJobId };
  });
}

function alreadyVoid({ number, voided }: Receipt): DeskError {
  return new DeskError(
    'wrong-state',
    'receipts/already-void',
    {
      zh: `收据 ${receiptNumber(number)} 已经作废，不能再作废一次。`,
      en: `Receipt ${receiptNumber(number)} is void already and cannot be voided again.`,
    },
    { facts: { state: 'void', voidedAtMs: voided?.atMs ?? 0 } },
  );
}

function voidNotAllowed(): DeskError {
  return new DeskError('forbidden', 'receipts/void-not-allowed', {
    zh: '只能作废自己当天开的收据，别的请领班来作废。',
    en: 'You can void only your own receipts of today. Ask the shift lead to void this one.',
  });
}
