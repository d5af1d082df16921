import type { PrintLine } from '../../firmware-bridge/escpos/encode-job.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import { qrMatrix, qrModuleDots } from '../../firmware-bridge/escpos/qr-matrix.ts';
import type { GlyphSource } from '../../firmware-bridge/glyphs/glyph-source.ts';
import type {
  Paper,
  PaperBlock,
  PaperCell,
  PaperLine,
  PaperPicture,
  TextAlign,
  TextSize,
} from '../../src/ports/receipt-printer.ts';
import { drawRareLine } from './draw-rare-line.ts';
import { columnsOf, printableLines, printableText, scannableText } from './printable-text.ts';
import { wrapText } from './wrap-text.ts';

/** What the layout needs to know of a printer: columns for words, dots for codes. */
export type Roll = Pick<PrinterProfile, 'columns' | 'dots'> & {
  /** Draws what the printer's font lacks; without it such characters are 〓. */
  readonly glyphs?: GlyphSource;
};

const SIGNATURE_COLUMNS = 16;
const SIGNATURE_GAP = 2;
/** A table's open cell narrower than this goes on a line of its own. */
const NARROWEST_REST = 14;
/** A right part wider than this share of the roll is no amount: it gets its own line where both do not fit on one. */
const RIGHT_SHARE = 0.4;
const MOST_BLANK_LINES = 20;

/** Words to lines: every line fits the roll, holds only printable characters or is drawn, and has no spaces at its end. */
export function layOut(paper: Paper, roll: Roll): PrintLine[] {
  const lines = paper.blocks.flatMap((block) => layOutBlock(block, roll));
  const { glyphs } = roll;
  return glyphs === undefined ? lines : lines.map((one) => drawRareLine(one, glyphs));
}

/** The lines as they will hang out of the printer; a drawer kick leaves no mark. */
export function pictureOf(lines: readonly PrintLine[], columns: number): PaperPicture {
  return { columns, lines: lines.filter((line): line is PaperLine => line.kind !== 'drawer') };
}

function layOutBlock(block: PaperBlock, roll: Roll): PrintLine[] {
  switch (block.kind) {
    case 'text':
      return textLines(block.text, roll, block);
    case 'row': {
      const size = block.size ?? 'normal';
      return rowLines(block, columnsAt(size, roll), roll).map((text) => line(text, size, block.bold));
    }
    case 'cells':
      return cellLines(block.cells, roll).map((text) => line(text, 'normal', block.bold));
    case 'rule':
      return [line((block.weight === 'double' ? '=' : '-').repeat(roll.columns))];
    case 'qr':
      return qrLines(block.text, block.caption, roll);
    case 'signatures':
      return [line(''), ...signatureLines(block.labels, roll).map((text) => line(text))];
    case 'blank':
      return Array.from({ length: whole(block.lines, 0, MOST_BLANK_LINES) }, () => line(''));
    case 'mark':
      return markLines(block.text, roll);
    case 'drawer':
    case 'cut':
      return [{ kind: block.kind }];
  }
}

function line(text: string, size: TextSize = 'normal', bold = false): PrintLine {
  return { kind: 'text', text: text.trimEnd(), size, bold };
}

const columnsAt = (size: TextSize, roll: Roll): number => Math.floor(roll.columns / (size === 'large' ? 2 : 1));

interface TextStyle {
  readonly align?: TextAlign;
  readonly size?: TextSize;
  readonly bold?: boolean;
  readonly indent?: number;
}

function textLines(
  text: string,
  roll: Roll,
  { align = 'left', size = 'normal', bold, indent = 0 }: TextStyle,
): PrintLine[] {
  const columns = columnsAt(size, roll);
  const inset = whole(indent, 0, Math.floor(columns / 2));
  return printableLines(text, roll.glyphs)
    .flatMap((paragraph) => wrapText(align === 'left' ? paragraph : paragraph.trim(), columns - inset))
    .map((piece) => line(' '.repeat(inset) + pad(piece, columns - inset, align), size, bold));
}

function pad(text: string, width: number, align: TextAlign): string {
  const free = Math.max(0, width - columnsOf(text));
  if (align === 'left') return text + ' '.repeat(free);
  const before = align === 'right' ? free : Math.floor(free / 2);
  return ' '.repeat(before) + text + ' '.repeat(free - before);
}

function rowLines(row: { left: string; right: string }, columns: number, { glyphs }: Roll): string[] {
  const left = printableText(row.left, glyphs);
  const right = printableText(row.right, glyphs).trim();
  const rightColumns = columnsOf(right);
  if (rightColumns === 0) return wrapText(left, columns);
  if (columnsOf(left) + 1 + rightColumns <= columns) return [pad(left, columns - rightColumns, 'left') + right];
  if (rightColumns > columns * RIGHT_SHARE)
    return [...wrapText(left, columns), ...wrapText(right, columns).map((piece) => pad(piece, columns, 'right'))];
  const lines = wrapText(left, columns - rightColumns - 1);
  const last = lines.pop() ?? '';
  return [...lines, pad(last, columns - rightColumns, 'left') + right];
}

/** A table row. Where the roll is too narrow for it, its open cell takes a line and the fixed cells stand right below it. */
function cellLines(written: readonly PaperCell[], { columns, glyphs }: Roll): string[] {
  const cells = written.map((cell) => ({ ...cell, text: printableText(cell.text, glyphs) }));
  const fixed = cells.filter((cell) => cell.width !== 'rest');
  const open = cells.filter((cell) => cell.width === 'rest');
  const taken = fixed.reduce((sum, cell) => sum + cellWidth(cell, columns), 0);
  if (taken > columns) return cells.flatMap((cell) => wrapText(cell.text, columns));
  if (open.length === 0) return sideBySide(cells, () => 0, columns);
  const rest = Math.floor((columns - taken) / open.length);
  if (rest >= NARROWEST_REST || open.every((cell) => columnsOf(cell.text) < rest))
    return sideBySide(cells, () => rest, columns);
  const inset = ' '.repeat(columns - taken);
  return [
    ...open.flatMap((cell) => wrapText(cell.text, columns)),
    ...sideBySide(fixed, () => 0, columns).map((text) => inset + text),
  ].filter((text) => text.trim() !== '');
}

/** Two columns at least: a wide character must fit. */
const cellWidth = (cell: PaperCell, columns: number): number =>
  cell.width === 'rest' ? 0 : whole(cell.width, 2, columns);

function sideBySide(cells: readonly PaperCell[], restWidth: () => number, columns: number): string[] {
  const laid = cells.map((cell, index) => {
    const width = cell.width === 'rest' ? restWidth() : cellWidth(cell, columns);
    // An open cell keeps one column between itself and its right neighbour.
    const room = cell.width === 'rest' && index < cells.length - 1 ? width - 1 : width;
    const align = cell.align ?? 'left';
    const { text } = cell;
    return { width, align, lines: room < 2 ? [''] : wrapText(align === 'left' ? text : text.trim(), room) };
  });
  const height = Math.max(0, ...laid.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    laid.map(({ width, align, lines }) => pad(lines[row] ?? '', width, align)).join(''),
  );
}

/** A text too long for a code that a phone can read from this roll is printed as words instead. */
function qrLines(text: string, caption: string | undefined, roll: Roll): PrintLine[] {
  const content = scannableText(text);
  const modules = qrMatrix(content);
  const drawn = modules !== undefined && qrModuleDots(modules.length, roll.dots) !== undefined;
  const code: PrintLine[] = drawn ? [{ kind: 'qr', text: content, modules }] : textLines(content, roll, {});
  return caption === undefined ? code : [...code, ...textLines(caption, roll, { align: 'centre' })];
}

// Above them is an empty line: a name written by hand is about two lines high.
function signatureLines(labels: readonly string[], { columns, glyphs }: Roll): string[] {
  const blank = '_'.repeat(SIGNATURE_COLUMNS);
  const lines: string[] = [];
  let current = '';
  for (const label of labels) {
    const wrapped = wrapText(printableText(label, glyphs), columns);
    const last = wrapped.pop() ?? '';
    const fits = columnsOf(last) + 1 + SIGNATURE_COLUMNS <= columns;
    const item = fits ? `${last} ${blank}` : blank;
    const before = fits ? wrapped : [...wrapped, last];
    if (current !== '' && before.length === 0 && columnsOf(current) + SIGNATURE_GAP + columnsOf(item) <= columns) {
      current += ' '.repeat(SIGNATURE_GAP) + item;
      continue;
    }
    if (current !== '') lines.push(current);
    lines.push(...before);
    current = item;
  }
  return current === '' ? lines : [...lines, current];
}

function markLines(text: string, roll: Roll): PrintLine[] {
  const stars = '***';
  const pieces = wrapText(printableText(text, roll.glyphs).trim(), roll.columns - 2 * (stars.length + 1));
  return pieces.map((piece) => line(pad(`${stars} ${piece} ${stars}`, roll.columns, 'centre'), 'normal', true));
}

const whole = (value: number, least: number, most: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : least;
