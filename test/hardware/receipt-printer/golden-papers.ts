import type { Paper, PaperBlock } from '../../../src/ports/receipt-printer.ts';

const letterhead: PaperBlock = { kind: 'text', text: '晴川购物广场 · 客户服务中心', align: 'centre' };
const double: PaperBlock = { kind: 'rule', weight: 'double' };
const single: PaperBlock = { kind: 'rule', weight: 'single' };

/** The deposit slip of papers.md. */
export const depositSlip: Paper = {
  title: '爱心雨伞押金单 U-20261121-0042',
  blocks: [
    letterhead,
    { kind: 'text', text: '爱心雨伞押金单', align: 'centre', size: 'large' },
    double,
    { kind: 'row', left: '单号 U-20261121-0042', right: '2026-11-21 14:32' },
    { kind: 'row', left: '雨伞 07 号', right: '柜门 3' },
    { kind: 'row', left: '押金', right: '¥ 50.00' },
    single,
    { kind: 'text', text: '凭本单或押金卡还伞,押金全额退还。\n雨伞如有损坏,按价目表赔偿。' },
    { kind: 'qr', text: 'U8K2-4F7Q', caption: 'U8K2-4F7Q' },
    { kind: 'text', text: '经办 王芳 1024' },
    { kind: 'signatures', labels: ['顾客签名'] },
    { kind: 'drawer' },
    { kind: 'cut' },
  ],
};

/** The receipt of papers.md, reprinted once. */
export const receipt: Paper = {
  title: '收据 000318',
  blocks: [
    letterhead,
    { kind: 'mark', text: '补打 第 1 次 · 李敏 · 15:20' },
    { kind: 'text', text: '收  据', align: 'centre', size: 'tall', bold: true },
    double,
    { kind: 'row', left: 'No. 000318', right: '2026-11-21 15:04' },
    {
      kind: 'cells',
      cells: [
        { text: '礼品包装(中)', width: 'rest' },
        { text: '1 ×  10.00', width: 12, align: 'right' },
        { text: '10.00', width: 10, align: 'right' },
      ],
    },
    {
      kind: 'cells',
      cells: [
        { text: '彩色复印含装订及封面塑封加急', width: 'rest' },
        { text: '6 ×   0.50', width: 12, align: 'right' },
        { text: '3.00', width: 10, align: 'right' },
      ],
    },
    single,
    { kind: 'row', left: '合计', right: '¥ 13.00', bold: true },
    { kind: 'text', text: '大写  壹拾叁元整' },
    { kind: 'text', text: '收款方式 现金   收 20.00   找 7.00' },
    { kind: 'signatures', labels: ['当班', '领班'] },
    { kind: 'text', text: '000318', align: 'centre', size: 'large' },
    { kind: 'cut' },
  ],
};
