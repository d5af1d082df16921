import { join } from 'node:path';
import { readYaml } from '../../../config/read-yaml.ts';
import { phrasesSchema, rulesSchemas } from '../../../config/rules.ts';
import { openCash } from '../../../src/cash/actions.ts';
import type { ReceiptPrinter } from '../../../src/ports/receipt-printer.ts';
import { openPrinting, stopPrinting } from '../../../src/printing/actions.ts';
import { type Clerk, issueReceipt, openReceipts, type Receipts } from '../../../src/receipts/actions.ts';
import { command, openTestDesk } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';

export const identity = {
  plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
  desk: { zh: '客户服务中心', en: 'Customer Service Centre' },
};
export const WANG_FANG: Clerk = { staffId: 1, staffNo: '1024', name: '王芳' };
export const LI_MIN: Clerk = { staffId: 2, staffNo: '1007', name: '李敏' };

const config = join(import.meta.dirname, '../../../config');

/** The room with the shipped price list and phrases, real purses and a real outbox. */
export function openReceiptsRoom<P extends ReceiptPrinter>(
  printer: P,
  desk = openTestDesk('2026-11-21T15:04:00+08:00'),
) {
  const cash = openCash(desk);
  const printing = openPrinting(desk, { printer, identity });
  const receipts = openReceipts(desk, {
    rules: readYaml(join(config, 'rules/services.yaml'), rulesSchemas.services),
    phrases: readYaml(join(config, 'phrases/services.yaml'), phrasesSchema),
    cash,
    printing,
    identity,
  });
  return {
    desk,
    cash,
    printer,
    printing,
    receipts,
    dispose() {
      stopPrinting(printing);
      desk.dispose();
    },
  };
}

export const openWithFakePrinter = () => openReceiptsRoom(fakePrinter());

export const COPIES = [{ serviceId: 'copy-a4', quantity: 6 }];

/** Six copies for 3 yuan in cash by Wang Fang, or what `over` says. */
export function issue(receipts: Receipts, over: Partial<Parameters<typeof issueReceipt>[2]> = {}, clerk = WANG_FANG) {
  const asked = { lines: COPIES, methodId: 'cash', saidTotalFen: 300, ...over };
  return issueReceipt(receipts, command(`staff:${clerk.staffId}`), asked, clerk).answer.number;
}
