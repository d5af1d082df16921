import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLine } from '../../../firmware-bridge/glyphs/draw-line.ts';
import { createGlyphSource, installedGlyphs, noGlyphs } from '../../../firmware-bridge/glyphs/glyph-source.ts';
import { packagedFont } from '../../../firmware-bridge/glyphs/installed-fonts.ts';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { columnsOf, printableText } from '../../../hardware/receipt-printer/printable-text.ts';
import type { Paper, PaperBlock, PaperLine, RasterLine } from '../../../src/ports/receipt-printer.ts';
import { selfTestPaper } from '../../../src/printing/self-test.ts';
import { papers } from './paper-arbitraries.ts';
import { note, printerBench, profile } from './printer-bench.ts';

/** Has every rare character of these tests, whatever is installed: one it lacks is drawn as 㼆. */
const unifont = createGlyphSource(() => [packagedFont() ?? '']);
const everything = { outline: (codePoint: number) => unifont.outline(codePoint) ?? unifont.outline(0x3f06) };
const rolls = ['generic-80', 'generic-58'].map((name) => ({ ...profile(name), glyphs: everything }));
const lines = (paper: Paper, roll: (typeof rolls)[number]): readonly PaperLine[] =>
  pictureOf(layOut(paper, roll), roll.columns).lines;
const isDrawn = (line: PaperLine): line is RasterLine => line.kind === 'raster';

describe.each(rolls)('on $model ($columns columns)', (roll) => {
  const block = (one: PaperBlock): readonly PaperLine[] => lines({ title: '', blocks: [one] }, roll);

  it('a line with a rare character is drawn whole, in the columns its text would take', () => {
    const [line, ...rest] = block({ kind: 'row', left: '借用人 龘𠮷䶮', right: '2026-11-21' });
    expect(rest).toEqual([]);
    if (line?.kind !== 'raster') throw new Error('a drawn line was expected');
    expect(columnsOf(line.text)).toBe(roll.columns);
    expect(line.text).toMatch(/^借用人 龘𠮷䶮 +2026-11-21$/);
    expect([line.width, line.height]).toEqual([roll.dots, 30]);
    const alone = drawLine(line.text, { across: 1, down: 1, bold: false }, everything);
    expect(line.bits).toBe(Buffer.from(alone.bits).toString('base64'));
  });

  it('the lines around it stay text', () => {
    const text = `${'雨'.repeat(roll.columns / 2)}𠮷${'雨'.repeat(roll.columns / 2)}`;
    expect(block({ kind: 'text', text }).map(({ kind }) => kind)).toEqual(['text', 'raster', 'text']);
  });

  it('large and tall lines are drawn at their size', () => {
    const sizes = (['normal', 'tall', 'large'] as const).map((size) => {
      const [line] = block({ kind: 'text', text: '㼆A', size, bold: true });
      return line?.kind === 'raster' ? [line.width, line.height] : undefined;
    });
    expect(sizes).toEqual([
      [40, 30],
      [40, 54],
      [72, 54],
    ]);
  });

  it('any paper fits the roll, drawn or not', () => {
    fc.assert(
      fc.property(papers, (paper) => {
        for (const line of lines(paper, roll)) {
          if (line.kind === 'text')
            expect(columnsOf(line.text) * (line.size === 'large' ? 2 : 1)).toBeLessThanOrEqual(roll.columns);
          if (line.kind !== 'raster') continue;
          expect(line.width).toBeLessThanOrEqual(roll.dots);
          expect(Buffer.from(line.bits, 'base64').length).toBe((line.width / 8) * line.height);
          expect(line.text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('the same layout whether a character is drawn or printed: 𠮷 takes the columns of 吉', () => {
    const like = (name: string): string[] =>
      block({
        kind: 'cells',
        cells: [
          { text: `${name.repeat(20)} abc`, width: 'rest' },
          { text: '3.00', width: 8, align: 'right' },
        ],
      }).map((line) => (line.kind === 'cut' ? '' : line.text.replaceAll('𠮷', '吉')));
    expect(like('𠮷')).toEqual(like('吉'));
  });

  it('comes out of the simulated printer dot by dot, without a raw control byte (F13)', async () => {
    const { simulator, printer, print } = await printerBench(
      profile(roll.columns === 48 ? 'generic-80' : 'generic-58'),
    );
    const paper = note('经办 㼆\u001b@\u0000 1024');
    const [before] = printer.preview(paper).lines;
    expect(await print('rare', paper)).toEqual({ state: 'confirmed' });
    const [line] = simulator.papers()[0]?.lines ?? [];
    if (before?.kind !== 'raster' || line?.kind !== 'raster') throw new Error('drawn lines were expected');
    expect(before.text).toBe('经办 㼆〓@〓 1024');
    expect(line).toEqual({ ...before, text: '' });
    expect(simulator.rawControlBytes()).toBe(0);
  });

  it('the self-test page shows a drawn line between printed ones', () => {
    const identity = {
      plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
      desk: { zh: '客户服务中心', en: 'Service' },
    };
    const page = lines(
      selfTestPaper(identity, { ...roll, id: 'printer-1' }, '2026-11-21 15:04', ['王芳', '李敏', '龘𠮷']),
      roll,
    );
    const drawn = page.filter(isDrawn).map(({ text }) => text);
    expect(drawn[0]).toMatch(/^生僻字 𠮷 㼆 䶮/);
    expect(drawn[1]).toContain('龘𠮷');
    expect(drawn.length).toBe(2);
    expect(page.filter(({ kind }) => kind === 'text').length).toBeGreaterThan(10);
  });
});

describe('characters', () => {
  it.each([
    ['Latin with an accent', 'Muñoz', 'Muñoz'],
    ['Hangul', '김', '김'],
    ['a shape selector is dropped', '㼆\u{e0100}', '㼆'],
    ['a compatibility ideograph of its own', '﨑', '﨑'],
    ['a compatibility ideograph that is another', '羽', '羽'],
    ['an emoji with an outline', '☂\ufe0f', '☂'],
    ['an emoji family', '👨‍👩‍👧', '〓'],
    ['a ligature prints as letters', 'ﬁ', 'fi'],
    ['scripts that run the other way', 'سلام', '〓〓〓〓'],
    ['control characters', '\u001b\u0010\u0004', '〓〓〓'],
    ['half a pair', '\ud842', '〓'],
    ['private use', '\ue000', '〓'],
  ])('%s', (_, text, printed) => {
    expect(printableText(text, unifont)).toBe(printed);
  });

  it('without any font a rare character is 〓 with its code point, on paper as in the preview', async () => {
    const roll = { ...profile('generic-80'), glyphs: noGlyphs };
    expect(layOut(note('𠮷㼆 A'), roll)[0]).toMatchObject({ kind: 'text', text: '〓(U+20BB7)〓(U+3F06) A' });
    const { simulator, print } = await printerBench(profile('generic-80'), noGlyphs);
    await print('rare', note('𠮷㼆 A'));
    expect(simulator.papers()[0]?.lines[0]).toMatchObject({ text: '〓(U+20BB7)〓(U+3F06) A' });
  });

  it('no text leaves a ? that was not there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const marks = (of: string): number => of.normalize('NFKC').split('?').length;
        expect(marks(printableText(text, installedGlyphs))).toBeLessThanOrEqual(marks(text));
      }),
    );
  });
});
