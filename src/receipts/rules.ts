import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { PaperPicture } from '../ports/receipt-printer.ts';
import type { PrintJob } from '../printing/rules.ts';
import { MOST_CAPITAL_FEN } from './capitals.rules.ts';

/** A paid service as the price list has it. */
export type PaidService = {
  readonly id: string;
  readonly name: Sentence;
  readonly spoken: Sentence;
  readonly unit: Sentence;
  /** Absent: the price is typed each time. */
  readonly priceFen?: number | undefined;
  readonly icon: string;
};

export type PayMethod = { readonly id: string; readonly name: Sentence; readonly cash: boolean };

/** What the rules in force say, ready for the screen. */
export type PriceList = {
  readonly services: readonly PaidService[];
  /** Where the prices come from, e.g. `R1 5.2.15`. */
  readonly clause: string;
  readonly methods: readonly PayMethod[];
  readonly mostLines: number;
  readonly mostQuantity: number;
  readonly mostTypedPriceFen: number;
};

/** What was picked on the screen. */
export interface AskedLine {
  readonly serviceId: string;
  readonly quantity: number;
  /** Only for a service without a listed price, in fen. */
  readonly priceFen?: number | undefined;
  /** Only for a service without a listed price: what it was. */
  readonly text?: string | undefined;
}

/** A line with its price: quantity × price = amount, in fen. */
export type ReceiptLine = {
  readonly serviceId: string;
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
  readonly priceFen: number;
  readonly amountFen: number;
};

/** A priced line with the words to say. */
export type PricedLine = ReceiptLine & { readonly spoken: Sentence; readonly spokenUnit: Sentence };

export type Clerk = { readonly staffId: number; readonly staffNo: string; readonly name: string };

/** A receipt as stored. Times in UTC ms, amounts in fen. */
export type Receipt = {
  readonly number: number;
  readonly issuedAtMs: number;
  /** Local date, `YYYY-MM-DD`. */
  readonly day: string;
  readonly issuedBy: Clerk;
  readonly method: PayMethod;
  readonly lines: readonly ReceiptLine[];
  readonly totalFen: number;
  readonly receivedFen: number;
  readonly changeFen: number;
  readonly printJobId: number | null;
  readonly voided: { readonly atMs: number; readonly reason: string; readonly by: Clerk } | null;
};

/** A receipt with what became of its papers. */
export type ReceiptView = Receipt & {
  readonly printedNumber: string;
  readonly capitals: string;
  readonly papers: readonly PrintJob[];
  readonly reprints: number;
};

/** The receipts of a day, newest first, and what they came to without the voided ones, in fen. */
export type ReceiptDay = {
  readonly day: string;
  readonly receipts: readonly ReceiptView[];
  readonly incomeFen: number;
  readonly voidedCount: number;
};

/** The price, said first (R1 5.2.15), and the paper as it will come out. Amounts in fen. */
export type Quote = {
  readonly lines: readonly PricedLine[];
  readonly totalFen: number;
  readonly capitals: string;
  readonly clause: string;
  /** What the clerk says before taking the money. */
  readonly say: Sentence;
  /** What the clerk says when giving the change back. */
  readonly sayChange: Sentence;
  readonly receivedFen: number;
  readonly changeFen: number;
  /** Null while no printer is configured. */
  readonly picture: PaperPicture | null;
};

/** The most that one receipt may come to: fits its column on the narrowest roll and can be written out. */
export const MOST_RECEIPT_FEN = Math.min(99_999_999, MOST_CAPITAL_FEN);
export const LONGEST_SERVICE_TEXT = 20;
export const LONGEST_VOID_REASON = 60;

/** `000318`; a number past a million simply grows. */
export const receiptNumber = (number: number): string => String(number).padStart(6, '0');

/** Where a receipt's papers and money hang: `receipt:318`. */
export const receiptSubject = (number: number): string => `receipt:${number}`;

/** `13.00` */
export const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Invisible and control characters have no place on a paper; runs of spaces become one. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}|\p{Zl}|\p{Zp}/gu, ' ')
    .replace(/\p{Cf}|\p{Cs}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** Prices what was picked. @throws DeskError `invalid` naming the field */
export function priceLines(list: PriceList, asked: readonly AskedLine[]): PricedLine[] {
  if (asked.length === 0 || asked.length > list.mostLines) {
    throw invalid('receipts/lines', 'lines', {
      zh: `一张收据要有 1 到 ${list.mostLines} 项，请分开开。`,
      en: `A receipt has at least 1 and at most ${counted(list.mostLines, 'line')}. Make two receipts.`,
    });
  }
  const lines = asked.map((line, index) => priceLine(list, line, `lines.${index}`));
  if (totalFen(lines) > MOST_RECEIPT_FEN) {
    throw invalid('receipts/too-much', 'lines', {
      zh: `一张收据最多 ${yuan(MOST_RECEIPT_FEN)} 元，请检查数量和价格。`,
      en: `A receipt comes to at most ${yuan(MOST_RECEIPT_FEN)} yuan. Check quantities and prices.`,
    });
  }
  return lines;
}

function priceLine(list: PriceList, asked: AskedLine, field: string): PricedLine {
  const service = list.services.find(({ id }) => id === asked.serviceId);
  if (service === undefined) {
    throw invalid('receipts/unknown-service', `${field}.serviceId`, {
      zh: '价目表里没有这一项，请重新选。',
      en: 'This service is not on the price list. Choose again.',
    });
  }
  inRange(asked.quantity, list.mostQuantity, `${field}.quantity`, { zh: '数量', en: 'The quantity' }, String);
  if (service.priceFen !== undefined && (asked.priceFen !== undefined || asked.text !== undefined)) {
    throw invalid('receipts/listed-price', `${field}.${asked.priceFen === undefined ? 'text' : 'priceFen'}`, {
      zh: `“${service.name.zh}”按价目表收，不能改价。`,
      en: `${service.name.en} has a listed price that cannot be changed.`,
    });
  }
  const priceFen = service.priceFen ?? asked.priceFen ?? 0;
  inRange(priceFen, list.mostTypedPriceFen, `${field}.priceFen`, { zh: '价格', en: 'The price' }, (fen) => yuan(fen));
  const text = plainText(asked.text ?? '');
  if ([...text].length > LONGEST_SERVICE_TEXT) {
    throw invalid('receipts/long-text', `${field}.text`, {
      zh: `服务名称最多 ${LONGEST_SERVICE_TEXT} 个字，请写短一点。`,
      en: `The service is named in at most ${LONGEST_SERVICE_TEXT} characters. Shorten it.`,
    });
  }
  return {
    serviceId: service.id,
    name: text === '' ? service.name.zh : text,
    unit: service.unit.zh,
    quantity: asked.quantity,
    priceFen,
    amountFen: asked.quantity * priceFen,
    spoken: text === '' ? service.spoken : { zh: text, en: text },
    spokenUnit: service.unit,
  };
}

function inRange(value: number, most: number, field: string, what: Sentence, show: (value: number) => string): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw invalid('receipts/out-of-range', field, {
    zh: `${what.zh}要在 ${show(1)} 到 ${show(most)} 之间，请改一下。`,
    en: `${what.en} must be from ${show(1)} to ${show(most)}. Change it.`,
  });
}

export const totalFen = (lines: readonly { readonly amountFen: number }[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** What was received and goes back. Without a typed amount the money was exact. @throws DeskError `invalid` */
export function settle(total: number, method: PayMethod, received: number | undefined) {
  if (received === undefined) return { receivedFen: total, changeFen: 0 };
  if (!method.cash && received !== total) {
    throw invalid('receipts/not-cash', 'receivedFen', {
      zh: `${method.name.zh}收款没有找零。`,
      en: `${method.name.en} gives no change.`,
    });
  }
  if (!Number.isSafeInteger(received) || received < total || received > MOST_RECEIPT_FEN) {
    throw invalid('receipts/received', 'receivedFen', {
      zh: `应收 ${yuan(total)} 元，收到的钱不对，请再点一次。`,
      en: `${yuan(total)} yuan is due. Count the money received again.`,
    });
  }
  return { receivedFen: received, changeFen: received - total };
}

/** An amount as a clerk says it: `3 元`, `3 元 5 角`, `5 角`, `3 元 5 分`. */
export function spokenFen(fen: number): Sentence {
  const parts = [
    [Math.trunc(fen / 100), '元'],
    [Math.trunc(fen / 10) % 10, '角'],
    [fen % 10, '分'],
  ] as const;
  const zh = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return { zh: zh.length === 0 ? '0 元' : zh.join(' '), en: `${fen % 100 === 0 ? fen / 100 : yuan(fen)} yuan` };
}

/** Fills `{name}` in a phrase in both languages. */
export function fillPhrase(phrase: Sentence, values: Readonly<Record<string, Sentence | number>>): Sentence {
  const fill = (language: 'zh' | 'en') =>
    phrase[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === 'number' ? String(value) : value[language];
    });
  return { zh: fill('zh'), en: fill('en') };
}

/** Who may void: whoever leads, and a clerk the own receipt of the same day where the rules let them. */
export function mayVoid(
  receipt: Pick<Receipt, 'day' | 'issuedBy'>,
  who: { readonly staffId: number; readonly leads: boolean },
  today: string,
  clerkVoidsOwnOnSameDay: boolean,
): boolean {
  return who.leads || (clerkVoidsOwnOnSameDay && receipt.issuedBy.staffId === who.staffId && receipt.day === today);
}

function invalid(code: string, field: string, says: Sentence): DeskError {
  return new DeskError('invalid', code, says, { field });
}
