import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableColumns } from '../../../firmware-bridge/escpos/gb18030.ts';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { columnsOf, printableText } from '../../../hardware/receipt-printer/printable-text.ts';
import { wrapText } from '../../../hardware/receipt-printer/wrap-text.ts';
import type { Paper, PaperBlock } from '../../../src/ports/receipt-printer.ts';
import { depositSlip, receipt } from './golden-papers.ts';
import { papers } from './paper-arbitraries.ts';

const wide = loadPrinterProfile('generic-80');
const narrow = loadPrinterProfile('generic-58');
const shown = (paper: Paper, roll = wide): string[] =>
  layOut(paper, roll).map((line) => (line.kind === 'text' ? line.text : `[${line.kind}]`));
const block = (one: PaperBlock, roll = wide): string[] => shown({ title: '', blocks: [one] }, roll);

describe('the papers of papers.md', () => {
  it('a deposit slip on 80 mm', () => {
    expect(shown(depositSlip)).toEqual([
      '          晴川购物广场 · 客户服务中心',
      '     爱心雨伞押金单',
      '================================================',
      '单号 U-20261121-0042            2026-11-21 14:32',
      '雨伞 07 号                                柜门 3',
      '押金                                    ￥ 50.00',
      '------------------------------------------------',
      '凭本单或押金卡还伞,押金全额退还。',
      '雨伞如有损坏,按价目表赔偿。',
      '[qr]',
      '                   U8K2-4F7Q',
      '经办 王芳 1024',
      '',
      '顾客签名 ________________',
      '[drawer]',
      '[cut]',
    ]);
  });

  it('a deposit slip on 58 mm wraps by rule', () => {
    expect(shown(depositSlip, narrow)).toEqual([
      '  晴川购物广场 · 客户服务中心',
      ' 爱心雨伞押金单',
      '================================',
      '单号 U-20261121-0042',
      '                2026-11-21 14:32',
      '雨伞 07 号                柜门 3',
      '押金                    ￥ 50.00',
      '--------------------------------',
      '凭本单或押金卡还伞,押金全额退',
      '还。',
      '雨伞如有损坏,按价目表赔偿。',
      '[qr]',
      '           U8K2-4F7Q',
      '经办 王芳 1024',
      '',
      '顾客签名 ________________',
      '[drawer]',
      '[cut]',
    ]);
  });

  it('a reprinted receipt on 80 mm', () => {
    expect(shown(receipt)).toEqual([
      '          晴川购物广场 · 客户服务中心',
      '     *** 补打 第 1 次 · 李敏 · 15:20 ***',
      '                     收  据',
      '================================================',
      'No. 000318                      2026-11-21 15:04',
      '礼品包装(中)               1 ×  10.00     10.00',
      '彩色复印含装订及封面塑封   6 ×   0.50      3.00',
      '加急',
      '------------------------------------------------',
      '合计                                    ￥ 13.00',
      '大写  壹拾叁元整',
      '收款方式 现金   收 20.00   找 7.00',
      '',
      '当班 ________________  领班 ________________',
      '         000318',
      '[cut]',
    ]);
  });

  it('a reprinted receipt on 58 mm puts amounts under their service', () => {
    expect(shown(receipt, narrow)).toEqual([
      '  晴川购物广场 · 客户服务中心',
      '*** 补打 第 1 次 · 李敏 · ***',
      '         *** 15:20 ***',
      '             收  据',
      '================================',
      'No. 000318      2026-11-21 15:04',
      '礼品包装(中)',
      '           1 ×  10.00     10.00',
      '彩色复印含装订及封面塑封加急',
      '           6 ×   0.50      3.00',
      '--------------------------------',
      '合计                    ￥ 13.00',
      '大写  壹拾叁元整',
      '收款方式 现金   收 20.00   找',
      '7.00',
      '',
      '当班 ________________',
      '领班 ________________',
      '     000318',
      '[cut]',
    ]);
  });
});

describe('rows', () => {
  it('wrap the left part under its own column and keep the amount on the last line', () => {
    const row: PaperBlock = { kind: 'row', left: '  客户服务中心彩色复印及装订', right: '1,112.50' };
    expect(block(row, narrow)).toEqual(['  客户服务中心彩色复印', '  及装订                1,112.50']);
  });

  it('keep to the edge when a wide character does not fit the odd last column', () => {
    const lines = block({ kind: 'text', text: `a${'雨'.repeat(24)}` });
    expect(lines).toEqual([`a${'雨'.repeat(23)}`, '雨']);
  });

  it('large text has half the columns', () => {
    expect(block({ kind: 'text', text: '雨'.repeat(13), size: 'large' })).toEqual(['雨'.repeat(12), '雨']);
  });
});

describe('wrapping', () => {
  it('breaks between words and not inside them', () => {
    expect(wrapText('lost child at the service desk', 12)).toEqual(['lost child', 'at the', 'service desk']);
  });

  it('does not begin a line with a closing mark', () => {
    expect(wrapText('押金全额退还。好', 12)).toEqual(['押金全额退', '还。好']);
  });

  // To see it red: leave insideNames() out of wrap-text.ts.
  it('breaks a name in several parts between them', () => {
    expect(wrapText('姓名 吐尔逊·买买提明江·阿卜杜', 22)).toEqual(['姓名 吐尔逊·', '买买提明江·阿卜杜']);
    expect(wrapText('阿卜杜热合曼·买买提', 8)).toEqual(['阿卜杜热', '合曼·', '买买提']);
  });

  it('breaks a word longer than the line', () => {
    expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });
});

describe('text a printer cannot print', () => {
  it.each([
    ['a real bell', 'a\u0007b', 'a〓b'],
    ['ESC @', '\u001b@王', '〓@王'],
    ['NUL, DEL and C1', '\u0000\u007f\u009b', '〓〓〓'],
    ['tabs and line ends inside a line', 'a\tb\r\nc', 'a b c'],
    ['bidi overrides are dropped', '王\u202e芳\u2066', '王芳'],
    ['zero-width characters are dropped', '王\u200b芳\ufeff', '王芳'],
    ['an emoji family is one character', '👨‍👩‍👧 到', '〓 到'],
    ['a rare surname says which', '𠮷野家', '〓(U+20BB7)野家'],
    ['a rare surname with a shape selector', '㼆\u{e0100}', '〓(U+3F06)'],
    ['a common one with a shape selector', '葛\u{e0100}', '葛'],
    ['half a surrogate pair', 'a\ud842b', 'a〓b'],
    ['a combining mark that composes', 'cafe\u0301', 'café'],
    ['a letter whose accent the font lacks', 'Muñoz', 'Munoz'],
    ['a flood of combining marks', `a${'\u0300\u0301'.repeat(500)}`, 'a'],
    ['currency and boxes in another shape', '¥5 ☑', '￥5 √'],
    ['ligatures and full-width forms', 'ﬁ Ａ', 'fi Ａ'],
  ])('%s', (_, text, printed) => {
    expect(printableText(text)).toBe(printed);
  });
});

describe('any paper', () => {
  it('lays out inside the roll, in characters the printer has', () => {
    const known = printableColumns();
    fc.assert(
      fc.property(papers, fc.constantFrom(wide, narrow), (paper, roll) => {
        for (const line of pictureOf(layOut(paper, roll), roll.columns).lines) {
          if (line.kind !== 'text') continue;
          const columns = columnsOf(line.text) * (line.size === 'large' ? 2 : 1);
          expect(columns).toBeLessThanOrEqual(roll.columns);
          expect([...line.text].every((character) => known[character.charCodeAt(0)] !== 0)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('prints a text too long for a code as words', () => {
    const lines = layOut({ title: '', blocks: [{ kind: 'qr', text: 'x'.repeat(4_000) }] }, wide);
    expect(lines.every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('gives every signature at least 16 columns and room above for the pen', () => {
    for (const roll of [wide, narrow])
      expect(block({ kind: 'signatures', labels: ['申请人', '电话', '直属上级签字'] }, roll).join('\n')).toMatch(
        /^\n申请人 _{16}[\s\S]*电话 _{16}[\s\S]*直属上级签字 _{16}$/,
      );
  });
});
