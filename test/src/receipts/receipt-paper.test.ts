import { describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { type ReceiptOnPaper, receiptPaper, voidPaper } from '../../../src/receipts/papers.ts';
import { identity, LI_MIN, WANG_FANG } from './receipts-fixture.ts';

const ROLLS = { 48: { columns: 48, dots: 576 }, 32: { columns: 32, dots: 384 } } as const;
const ZONE = 'Asia/Shanghai';

const receipt: ReceiptOnPaper = {
  number: 318,
  issuedAtMs: Date.parse('2026-11-21T15:04:00+08:00'),
  issuedBy: WANG_FANG,
  method: { id: 'cash', name: { zh: '现金', en: 'Cash' }, cash: true },
  lines: [
    { serviceId: 'gift-wrap', name: '礼品包装', unit: '件', quantity: 1, priceFen: 1_000, amountFen: 1_000 },
    { serviceId: 'copy-a4', name: '复印 A4', unit: '张', quantity: 6, priceFen: 50, amountFen: 300 },
  ],
  totalFen: 1_300,
  receivedFen: 2_000,
  changeFen: 700,
  voided: null,
};

function lines(paper: Paper, columns: 48 | 32 = 48): string[] {
  return pictureOf(layOut(paper, ROLLS[columns]), columns).lines.map((line) => (line.kind === 'cut' ? '✂' : line.text));
}

const widthOf = (text: string) => [...text].reduce((width, character) => width + (character > '~' ? 2 : 1), 0);

describe('the paper of a receipt', () => {
  it('is the drawn one on 80 mm', () => {
    expect(lines(receiptPaper(identity, receipt, ZONE))).toEqual([
      '          晴川购物广场 · 客户服务中心',
      '         收  据',
      '================================================',
      'No. 000318                      2026-11-21 15:04',
      '礼品包装                  1 ×  10.00      10.00',
      '复印 A4                   6 ×   0.50       3.00',
      '------------------------------------------------',
      '合计                                    ￥ 13.00',
      '大写  壹拾叁元整',
      '收款方式 现金   收 20.00   找 7.00',
      '经办 王芳 1024',
      '         000318',
      '✂',
    ]);
  });

  it('puts the name on a line of its own on 58 mm, with every line inside the roll', () => {
    const narrow = lines(receiptPaper(identity, receipt, ZONE), 32);
    expect(narrow.slice(4, 8)).toEqual([
      '礼品包装',
      '          1 ×  10.00      10.00',
      '复印 A4',
      '          6 ×   0.50       3.00',
    ]);
    expect(narrow.filter((line) => widthOf(line) > 32)).toEqual([]);
  });

  it('keeps the largest quantity, price and amount inside their columns', () => {
    const large = { ...receipt.lines[0], quantity: 99, priceFen: 1_000_000, amountFen: 99_000_000 };
    const line = { serviceId: 'other', name: '其他', unit: '次', ...large };
    const paper = receiptPaper(identity, { ...receipt, lines: [{ ...line, quantity: 999 }] }, ZONE);
    for (const columns of [48, 32] as const) {
      const all = lines(paper, columns);
      expect(
        all.some((text) => text.endsWith('999 ×10000.00  990000.00') || text.endsWith('999 × 10000.00  990000.00')),
      ).toBe(true);
      expect(all.filter((text) => widthOf(text) > columns)).toEqual([]);
    }
  });

  it('opens the drawer for cash only', () => {
    const kicks = (paper: Paper) => paper.blocks.filter(({ kind }) => kind === 'drawer').length;
    const wechat = { id: 'wechat', name: { zh: '微信', en: 'WeChat Pay' }, cash: false };
    expect(kicks(receiptPaper(identity, receipt, ZONE))).toBe(1);
    expect(kicks(receiptPaper(identity, { ...receipt, method: wechat }, ZONE))).toBe(0);
    expect(lines(receiptPaper(identity, { ...receipt, method: wechat }, ZONE))).toContain('收款方式 微信');
  });

  it('shows a voided number with its reason on the second line and who voided it', () => {
    const voided = { atMs: Date.parse('2026-11-21T15:30:00+08:00'), reason: '金额打错', by: LI_MIN };
    const all = lines(voidPaper(identity, { ...receipt, voided }, ZONE));
    expect(all[1]?.trim()).toBe('*** 作废 · 金额打错 ***');
    expect(all).toContain('作废经办 李敏 1007              2026-11-21 15:30');
    expect(all.slice(-3)).toEqual(['顾客签名 ________________', '         000318', '✂']);
  });

  // F13. Break it: print the raw name, and control characters reach the layout.
  it.each([
    '\u001b@\u001dV\u0000',
    '\u202Eevil\u202C',
    '<script>alert("x")</script>',
    '🦄👩‍👩‍👧',
    '𠮷㼆',
    'a\nb\r\nc',
    '\uD800',
  ])('prints %j as text, never as a command', (name) => {
    const [first] = receipt.lines;
    const hostile = first === undefined ? [] : [{ ...first, name }];
    const paper = voidPaper(
      identity,
      { ...receipt, lines: hostile, voided: { atMs: 0, reason: name, by: { ...LI_MIN, name } } },
      ZONE,
    );
    expect(JSON.stringify(paper.blocks)).not.toMatch(/\\u00[01]|\\[nr]|[\u202a-\u202e]/);
    for (const line of lines(paper)) expect(line).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});
