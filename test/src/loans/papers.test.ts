import { expect, test } from 'vitest';
import { damageSlip, depositSlip, lostDeclaration } from '../../../src/loans/papers.ts';
import type { Item, Loan } from '../../../src/loans/rules.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';

const identity = {
  plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
  desk: { zh: '客户服务中心', en: 'Customer Service' },
};
const item: Item = { id: 1, kind: 'umbrella', number: '07', door: 3, condition: 'on-loan' };
const loan: Loan = {
  id: 7,
  kind: 'umbrella',
  itemId: 1,
  flow: { step: 'opening', door: 3, doorCommand: 'x' },
  stepSince: 0,
  depositFen: 5000,
  depositHeld: true,
  slipNo: 'U-20261121-0042',
  checkCode: 'U8K24F7Q',
  cardId: null,
  phone: '13812341234',
  note: null,
  lost: null,
  clerkId: 1,
  startedAt: 0,
  lentAt: null,
  dueOn: '2026-11-28',
  endedAt: null,
  damages: [],
  compensationFen: 0,
};
const common = {
  item,
  timeZone: 'Asia/Shanghai',
  atMs: Date.parse('2026-11-21T14:32:00+08:00'),
  clerk: { staffNo: '1024', name: '王芳' },
};

/** The words of a paper, a block a line. */
function words({ blocks }: Paper): string[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'text':
        return block.text;
      case 'row':
        return `${block.left} | ${block.right}`;
      case 'qr':
        return `▣ ${block.text} ${block.caption ?? ''}`;
      case 'signatures':
        return block.labels.map((label) => `${label} ____`).join(' ');
      case 'rule':
        return block.weight === 'double' ? '====' : '----';
      default:
        return block.kind === 'cut' ? '✂' : '';
    }
  });
}

test('the deposit slip is the one in papers.md', () => {
  expect(words(depositSlip(identity, { ...common, loan, cardLabel: null }))).toEqual([
    '晴川购物广场 · 客户服务中心',
    '爱心雨伞押金单',
    '====',
    '单号 U-20261121-0042 | 2026-11-21 14:32',
    '雨伞 07 号 | 柜门 3',
    '押金 | ¥ 50.00',
    '----',
    '凭本单或押金卡还伞,押金全额退还。',
    '雨伞如有损坏,按价目表赔偿。',
    '▣ U8K2-4F7Q U8K2-4F7Q',
    '经办 王芳 1024',
    '顾客签名 ____',
    'U-20261121-0042',
    '✂',
  ]);
});

test('the damage slip keeps refund and compensation apart', () => {
  const damages = [
    { id: 'rib', name: { zh: '伞骨', en: 'Rib' }, fen: 800 },
    { id: 'whole', name: { zh: '整把', en: 'Whole' }, fen: 5000 },
  ];
  const text = words(damageSlip(identity, { ...common, loan: { ...loan, damages }, number: 'D-20261121-0001' }));
  expect(text).toEqual(
    expect.arrayContaining([
      '伞骨损坏 | ¥ 8.00',
      '整把损坏 | ¥ 50.00',
      '赔偿合计 | ¥ 58.00',
      '退押金 | ¥ 50.00',
      '顾客补付 | ¥ 8.00',
    ]),
  );
});

test('no paper carries more of the customer than it needs', () => {
  const supervisor = { staffNo: '1001', name: '李敏' };
  const papers = [
    depositSlip(identity, { ...common, loan, cardLabel: '017 号' }),
    damageSlip(identity, { ...common, loan, number: 'D-20261121-0001' }),
    lostDeclaration(identity, { ...common, loan, number: 'L-1', lost: 'both', cardLabel: '017 号', supervisor }),
  ];
  for (const paper of papers) expect(JSON.stringify(paper)).not.toContain('138');
  const declaration = words(papers[2] ?? papers[0] ?? { title: '', blocks: [] });
  expect(declaration).toContain('批准 李敏 1001');
  expect(declaration).toContain('顾客签名 ____ 主管签名 ____');
});
