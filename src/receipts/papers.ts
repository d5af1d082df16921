import type { Sentence } from '../ports/device.ts';
import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, marked, type PaperIdentity, paperDateTime } from '../printing/letterhead.ts';
import { fenToCapitals } from './capitals.rules.ts';
import { plainText, type Receipt, receiptNumber, yuan } from './rules.ts';

/** What a receipt's paper shows; without a number it is the preview before the money is taken. */
export type ReceiptOnPaper = Omit<Receipt, 'number' | 'day' | 'printJobId'> & { readonly number?: number };

const TITLE = '收  据';
const PREVIEW_NUMBER = '------';
/** Columns for `999 × 10000.00` and for `999999.99` with a space before each. */
const PRICE_COLUMNS = 17;
const AMOUNT_COLUMNS = 11;
const PRICE_DIGITS = 6;

/** The receipt as it is handed over; cash opens the drawer. */
export function receiptPaper(identity: PaperIdentity, receipt: ReceiptOnPaper, timeZone: string): Paper {
  const number = receipt.number === undefined ? PREVIEW_NUMBER : receiptNumber(receipt.number);
  const { method, totalFen, receivedFen, changeFen } = receipt;
  const drawer: PaperBlock[] = method.cash ? [{ kind: 'drawer' }] : [];
  return {
    title: '收据',
    blocks: [
      ...letterhead(identity, TITLE),
      ...drawer,
      { kind: 'row', left: `No. ${number}`, right: paperDateTime(receipt.issuedAtMs, timeZone) },
      ...receipt.lines.map((line): PaperBlock => {
        return {
          kind: 'cells',
          cells: [
            { text: plainText(line.name), width: 'rest' },
            {
              text: `${line.quantity} × ${yuan(line.priceFen).padStart(PRICE_DIGITS)}`,
              width: PRICE_COLUMNS,
              align: 'right',
            },
            { text: yuan(line.amountFen), width: AMOUNT_COLUMNS, align: 'right' },
          ],
        };
      }),
      { kind: 'rule', weight: 'single' },
      { kind: 'row', left: '合计', right: `¥ ${yuan(totalFen)}`, bold: true },
      { kind: 'text', text: `大写  ${fenToCapitals(totalFen)}` },
      { kind: 'text', text: payment(method.name, method.cash, receivedFen, changeFen) },
      { kind: 'text', text: clerkLine('经办', receipt.issuedBy) },
      ...closing(number),
    ],
  };
}

/** The paper of a voided number: the receipt with `*** 作废 · reason ***`, who voided it and when. */
export function voidPaper(
  identity: PaperIdentity,
  receipt: ReceiptOnPaper & { readonly voided: NonNullable<Receipt['voided']> },
  timeZone: string,
): Paper {
  const { blocks } = receiptPaper(identity, receipt, timeZone);
  const { atMs, by, reason } = receipt.voided;
  const end = blocks.findIndex((block) => block.kind === 'text' && block.text.startsWith('经办'));
  const added: PaperBlock[] = [
    { kind: 'rule', weight: 'single' },
    { kind: 'row', left: clerkLine('作废经办', by), right: paperDateTime(atMs, timeZone) },
    { kind: 'signatures', labels: ['顾客签名'] },
  ];
  const whole = marked(
    [...blocks.slice(0, end + 1), ...added, ...blocks.slice(end + 1)],
    `作废 · ${plainText(reason)}`,
  );
  return { title: '收据作废', blocks: receipt.method.cash ? [...whole, { kind: 'drawer' }] : whole };
}

function payment(name: Sentence, cash: boolean, receivedFen: number, changeFen: number): string {
  const method = `收款方式 ${name.zh}`;
  return cash ? `${method}   收 ${yuan(receivedFen)}   找 ${yuan(changeFen)}` : method;
}

const clerkLine = (label: string, { name, staffNo }: Receipt['issuedBy']) => `${label} ${plainText(name)} ${staffNo}`;
