/** One character on paper: 1 column for narrow, 2 for wide ones. */
export interface Cell {
  readonly char: string;
  readonly columns: 1 | 2;
}

// The ranges a receipt printer prints in a double-wide cell (Unicode East Asian Width W and F, and what GB18030 fonts draw full width).
const wide =
  /[\u1100-\u115f\u2014\u2018-\u201d\u2026\u2190-\u2193\u2460-\u24ff\u2500-\u257f\u25a0-\u25ff\u2600-\u26ff\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Cuts a laid-out line into cells; combining marks stay with their character. */
export function cellsOf(text: string): Cell[] {
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, ({ segment }) => ({ char: segment, columns: wide.test(segment) ? 2 : 1 }));
}

/** Columns a line takes at normal size. */
export function columnsOf(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.columns, 0);
}
