import type { GlyphOutline, GlyphSource } from './glyph-source.ts';
import { type DotCell, rasteriseOutline } from './rasterise-outline.ts';

/** A drawn line: rows of `width` dots (a multiple of 8), the first dot in the highest bit, 1 is ink. */
export interface LineDots {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** How a line is to look. */
export interface LineStyle {
  /** How many times wider and taller than normal, as GS ! does it. */
  readonly across: 1 | 2;
  readonly down: 1 | 2;
  readonly bold: boolean;
}

/** Dots of one column of the printers' normal font: 12 × 24 for Latin, 24 × 24 for Chinese. */
const COLUMN_DOTS = 12;
const CHARACTER_DOTS = 24;
/** The printers' line is 30 dots: without the gap lines would touch, and descenders need it. */
const GAP_DOTS = 6;
/** The ideographic em box stands at 0.88 above and 0.12 below the baseline (Noto Sans CJK; Unifont 0.875). */
const BASELINE_SHARE = 0.88;
const LAST_ASCII = 0x7f;
const REMEMBERED_CELLS = 1_000;

/** Draws one line of text in the same columns the printer's font would take; without a shape a character is an empty box. */
export function drawLine(text: string, style: LineStyle, glyphs: GlyphSource): LineDots {
  const height = CHARACTER_DOTS * style.down + GAP_DOTS;
  const cells = Array.from(text, (character) => cellOf(character.codePointAt(0) ?? 0, style, glyphs));
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  let left = 0;
  for (const cell of cells) {
    for (let y = 0; y < cell.height; y++)
      for (let x = 0; x < cell.width; x++) {
        if (cell.dots[y * cell.width + x] !== 1) continue;
        const at = y * rowBytes + ((left + x) >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> ((left + x) & 7));
      }
    left += cell.width;
  }
  return { width: rowBytes * 8, height, bits };
}

const drawn = new WeakMap<GlyphSource, Map<string, DotCell>>();

function cellOf(codePoint: number, style: LineStyle, glyphs: GlyphSource): DotCell {
  let cells = drawn.get(glyphs);
  if (cells === undefined || cells.size >= REMEMBERED_CELLS) {
    cells = new Map();
    drawn.set(glyphs, cells);
  }
  const key = `${codePoint}/${style.across}${style.down}${style.bold ? 'b' : ''}`;
  const known = cells.get(key);
  if (known !== undefined) return known;
  const cell = drawCell(codePoint, style, glyphs.outline(codePoint));
  cells.set(key, cell);
  return cell;
}

function drawCell(codePoint: number, { across, down, bold }: LineStyle, outline: GlyphOutline | undefined): DotCell {
  const width = COLUMN_DOTS * (codePoint < LAST_ASCII ? 1 : 2) * across;
  const height = CHARACTER_DOTS * down + GAP_DOTS;
  if (outline === undefined) return emptyBox(width, height, codePoint);
  const em = outline.unitsPerEm;
  const natural = (outline.advance / em) * CHARACTER_DOTS * across;
  // A font's Latin letters may be wider than the printer's column: squeezed, never over the neighbour.
  const squeeze = Math.min(1, width / natural);
  const scaleX = (CHARACTER_DOTS * across * squeeze) / em;
  const at = {
    scaleX,
    scaleY: (CHARACTER_DOTS * down) / em,
    left: (width - natural * squeeze) / 2,
    baseline: CHARACTER_DOTS * down * BASELINE_SHARE,
  };
  const cell = rasteriseOutline(outline.commands, at, width, height);
  return bold ? struckTwice(cell) : cell;
}

/** Bold as the printers do it: struck again one dot to the right. */
function struckTwice({ width, height, dots }: DotCell): DotCell {
  const bold = Uint8Array.from(dots, (dot, at) => (dot === 1 || (at % width > 0 && dots[at - 1] === 1) ? 1 : 0));
  return { width, height, dots: bold };
}

function emptyBox(width: number, height: number, codePoint: number): DotCell {
  const dots = new Uint8Array(width * height);
  const bottom = height - GAP_DOTS - 2;
  const isEdge = (x: number, y: number): boolean => x === 1 || x === width - 2 || y === 1 || y === bottom;
  if (codePoint !== SPACE)
    for (let y = 1; y <= bottom; y++) for (let x = 1; x < width - 1; x++) if (isEdge(x, y)) dots[y * width + x] = 1;
  return { width, height, dots };
}

const SPACE = 0x20;
