/** What stands in a cell of a table that is saved as a file. Text is text, whatever it looks like: only {@link FormulaCell} is computed. */
export type SheetCell = string | number | null | FormulaCell | DayCell | MomentCell;

/** Computed where the file is opened, e.g. `SUM(D2:D9)`. Never made of what somebody typed. */
export interface FormulaCell {
  readonly formula: string;
}

/** A date, `YYYY-MM-DD`. */
export interface DayCell {
  readonly day: string;
}

/** A moment on the desk's wall clock, `YYYY-MM-DDTHH:MM:SS`. */
export interface MomentCell {
  readonly moment: string;
}

export interface SheetColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

/** One table of a file. */
export interface SheetPage {
  /** At most 31 characters, none of `[]/\:*?'`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** `A` of column 0, `AA` of column 26. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (column % 26));
  return column < 26 ? letter : `${columnLetters(Math.floor(column / 26) - 1)}${letter}`;
}

/** A name as it may stand in a file name on any system. */
export function fileNamePart(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be in a file name
  return name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '_').slice(0, 60);
}
