import { describe, expect, it } from 'vitest';
import { drawLine, type LineDots, type LineStyle } from '../../../firmware-bridge/glyphs/draw-line.ts';
import { createGlyphSource, installedGlyphs, noGlyphs } from '../../../firmware-bridge/glyphs/glyph-source.ts';
import { installedFonts, packagedFont } from '../../../firmware-bridge/glyphs/installed-fonts.ts';
import { notoVectors, unifontVectors } from '../../vectors/glyphs.ts';

const normal: LineStyle = { across: 1, down: 1, bold: false };
const large: LineStyle = { across: 2, down: 2, bold: false };
const unifont = createGlyphSource(() => [packagedFont() ?? '']);

const isInk = ({ width, bits }: LineDots, x: number, y: number): boolean =>
  ((bits[(y * width + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0;
const inkOf = (line: LineDots): [number, number][] =>
  Array.from({ length: line.width * line.height }, (_, at): [number, number] => [
    at % line.width,
    Math.floor(at / line.width),
  ]).filter(([x, y]) => isInk(line, x, y));

describe('a drawn character', () => {
  it.each(unifontVectors)('$character of the npm font has the dots FreeType draws', ({ character, rows }) => {
    // At 48 dots each of its 16 × 16 squares is 3 dots wide: the middle one says which it is.
    const drawn = drawLine(character, large, unifont);
    const seen = Array.from({ length: 16 }, (_, y) =>
      Array.from({ length: 16 }, (_, x) => (isInk(drawn, 3 * x + 1, 3 * y + 1) ? 1 : 0)).join(''),
    );
    expect(seen.map((row) => Number.parseInt(row, 2).toString(16).padStart(4, '0')).join(' ')).toBe(rows);
  });

  const hasNoto = installedFonts().some((file) => file.includes('NotoSansCJK'));
  it.skipIf(!hasNoto).each(notoVectors)('$character of Noto has the ink FreeType gives it', (vector) => {
    const ink = inkOf(drawLine(vector.character, large, installedGlyphs));
    const spread = (values: number[]): number => Math.max(...values) - Math.min(...values) + 1;
    expect(Math.abs(spread(ink.map(([x]) => x)) - vector.width)).toBeLessThanOrEqual(1);
    expect(Math.abs(spread(ink.map(([, y]) => y)) - vector.height)).toBeLessThanOrEqual(1);
    // Hinting moves edges by part of a dot, and our threshold is a little darker.
    expect(Math.abs(ink.length / vector.ink - 1)).toBeLessThan(0.1);
  });

  it('takes the columns the printer’s own font would: 12 dots a column, 24 and 6 down', () => {
    for (const [text, style, width, height] of [
      ['䶮', normal, 24, 30],
      ['䶮 12.50 · ', normal, 24 + 7 * 12 + 24 + 12, 30],
      ['䶮A', { ...normal, down: 2 }, 36, 54],
      ['䶮A', large, 72, 54],
    ] as const) {
      const line = drawLine(text, style, unifont);
      expect([line.width, line.height, line.bits.length]).toEqual([
        Math.ceil(width / 8) * 8,
        height,
        Math.ceil(width / 8) * height,
      ]);
    }
  });

  it('stays inside its columns', () => {
    for (const glyphs of [unifont, installedGlyphs]) {
      const ink = inkOf(drawLine(' W W@W 䶮 é ', normal, glyphs));
      const free = [0, 24, 72, 72 + 12 + 24, 72 + 12 + 24 + 12 + 24];
      expect(ink.filter(([x]) => free.some((column) => x >= column && x < column + 12))).toEqual([]);
      expect(ink.length).toBeGreaterThan(100);
    }
  });

  it('bold is struck twice, one dot apart', () => {
    const thin = drawLine('䶮', normal, unifont);
    const bold = drawLine('䶮', { ...normal, bold: true }, unifont);
    for (let y = 0; y < 30; y++)
      for (let x = 0; x < 24; x++)
        expect(isInk(bold, x, y)).toBe(isInk(thin, x, y) || (x > 0 && isInk(thin, x - 1, y)));
  });

  it('without a shape is an empty box, a space is blank', () => {
    expect(inkOf(drawLine('  ', normal, noGlyphs))).toEqual([]);
    const box = drawLine('䶮', normal, noGlyphs);
    expect([isInk(box, 1, 1), isInk(box, 22, 1), isInk(box, 1, 22), isInk(box, 12, 12)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
