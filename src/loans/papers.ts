import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, paperDateTime } from '../printing/letterhead.ts';
import { type Item, type Loan, type LostProof, showCheckCode, sumFen, type Words } from './rules.ts';

interface Identity {
  readonly plaza: Words;
  readonly desk: Words;
}

interface Signer {
  readonly staffNo: string;
  readonly name: string;
}

interface LoanPaper {
  readonly loan: Loan;
  readonly item: Item;
  readonly timeZone: string;
  readonly atMs: number;
  readonly clerk: Signer | undefined;
}

const SINGLE: PaperBlock = { kind: 'rule', weight: 'single' };
const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
const row = (left: string, right: string, bold = false): PaperBlock => ({ kind: 'row', left, right, bold });
const yuan = (fen: number): string => `${fen < 0 ? '-' : ''}¥ ${(Math.abs(fen) / 100).toFixed(2)}`;
const signedBy = (signer: Signer | undefined): string => (signer ? `经办 ${signer.name} ${signer.staffNo}` : '经办');

/** 爱心雨伞押金单: what the customer keeps and brings back. Shown in design/papers.md. */
export function depositSlip(identity: Identity, slip: LoanPaper & { readonly cardLabel: string | null }): Paper {
  const { loan, item, cardLabel } = slip;
  const title = '爱心雨伞押金单';
  const slipNo = loan.slipNo ?? '';
  const code = showCheckCode(loan.checkCode ?? '');
  return {
    title,
    blocks: [
      ...letterhead(identity, title),
      row(`单号 ${slipNo}`, paperDateTime(slip.atMs, slip.timeZone)),
      row(`雨伞 ${item.number} 号`, item.door === null ? '柜台' : `柜门 ${item.door}`),
      ...(cardLabel === null ? [] : [row('押金卡', cardLabel)]),
      row('押金', yuan(loan.depositFen)),
      SINGLE,
      text('凭本单或押金卡还伞,押金全额退还。'),
      text('雨伞如有损坏,按价目表赔偿。'),
      { kind: 'qr', text: code, caption: code },
      text(signedBy(slip.clerk)),
      { kind: 'signatures', labels: ['顾客签名'] },
      ...closing(slipNo),
    ],
  };
}

/** 雨伞损坏赔偿单: refund and compensation are two lines, from two purses (R1 5.2.11). */
export function damageSlip(identity: Identity, slip: LoanPaper & { readonly number: string }): Paper {
  const { loan, item } = slip;
  const title = '雨伞损坏赔偿单';
  const compensationFen = sumFen(loan.damages);
  const netFen = loan.depositFen - compensationFen;
  return {
    title,
    blocks: [
      ...letterhead(identity, title),
      row(`编号 ${slip.number}`, paperDateTime(slip.atMs, slip.timeZone)),
      row(`雨伞 ${item.number} 号`, `押金单 ${loan.slipNo ?? ''}`),
      SINGLE,
      ...loan.damages.map((damage) => row(`${damage.name.zh}损坏`, yuan(damage.fen))),
      row('赔偿合计', yuan(compensationFen), true),
      row('退押金', yuan(loan.depositFen)),
      row(netFen >= 0 ? '实退顾客' : '顾客补付', yuan(Math.abs(netFen)), true),
      SINGLE,
      text('价格按管理部门价目表。此伞送修,不再外借。'),
      text(signedBy(slip.clerk)),
      { kind: 'signatures', labels: ['顾客签名'] },
      ...closing(slip.number),
    ],
  };
}

const LOST_TITLES: Readonly<Record<LostProof, string>> = {
  slip: '押金单遗失声明',
  card: '押金卡遗失声明',
  both: '押金单、押金卡遗失声明',
};

/** 遗失声明: signed by the customer, approved by a supervisor; what was lost is dead from now on. */
export function lostDeclaration(
  identity: Identity,
  slip: LoanPaper & {
    readonly number: string;
    readonly lost: LostProof;
    readonly cardLabel: string | null;
    readonly supervisor: Signer;
  },
): Paper {
  const { loan, item, lost, supervisor } = slip;
  const title = LOST_TITLES[lost];
  const what = lost === 'slip' ? '押金单' : lost === 'card' ? '押金卡' : '押金单和押金卡';
  return {
    title,
    blocks: [
      ...letterhead(identity, title),
      row(`编号 ${slip.number}`, paperDateTime(slip.atMs, slip.timeZone)),
      row(`雨伞 ${item.number} 号`, `押金单 ${loan.slipNo ?? ''}`),
      ...(slip.cardLabel === null ? [] : [row('押金卡', slip.cardLabel)]),
      row('押金', yuan(loan.depositFen)),
      SINGLE,
      text(`本人遗失上述${what},声明作废。押金退还后,如有他人持单或持卡要求退款,由本人负责。`),
      text(`批准 ${supervisor.name} ${supervisor.staffNo}`),
      text(signedBy(slip.clerk)),
      { kind: 'signatures', labels: ['顾客签名', '主管签名'] },
      ...closing(slip.number),
    ],
  };
}
