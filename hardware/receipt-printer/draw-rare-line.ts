import type { PrintLine } from '../../firmware-bridge/escpos/encode-job.ts';
import { drawLine, type LineStyle } from '../../firmware-bridge/glyphs/draw-line.ts';
import type { GlyphSource } from '../../firmware-bridge/glyphs/glyph-source.ts';
import type { TextSize } from '../../src/ports/receipt-printer.ts';
import { isPrintable } from './printable-text.ts';

const SCALE: Readonly<Record<TextSize, Pick<LineStyle, 'across' | 'down'>>> = {
  normal: { across: 1, down: 1 },
  tall: { across: 1, down: 2 },
  large: { across: 2, down: 2 },
};

/** A text line with a character outside the printer's font, as a raster of the same columns; every other line as it is. Printers cannot mix the two in one line. */
export function drawRareLine(line: PrintLine, glyphs: GlyphSource): PrintLine {
  if (line.kind !== 'text' || isPrintable(line.text)) return line;
  const { width, height, bits } = drawLine(line.text, { ...SCALE[line.size], bold: line.bold }, glyphs);
  return { kind: 'raster', text: line.text, width, height, bits: Buffer.from(bits).toString('base64') };
}
