/** One character on paper: 1 column for narrow, 2 for wide ones. */
export interface Cell {
  readonly char: string;
  readonly columns: 1 | 2;
}

/** A Chinese printer draws everything beyond ASCII two columns wide, · × – é √ too; the layout in hardware/receipt-printer counts the same. */
const narrow = /^[\u0020-\u007e]/;

/** Cuts a laid-out line into cells; combining marks stay with their character. */
export function cellsOf(text: string): Cell[] {
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, ({ segment }) => ({ char: segment, columns: narrow.test(segment) ? 1 : 2 }));
}

/** Columns a line takes at normal size. */
export function columnsOf(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.columns, 0);
}
