import type { Device, FaultSwitchboard } from './device.ts';

export type TextSize = 'normal' | 'tall' | 'large';
export type TextAlign = 'left' | 'centre' | 'right';

/** One element of a paper, in the desk's words. No columns and no bytes: the printer's profile lays it out. */
export type PaperBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: TextAlign;
      readonly size?: TextSize;
      readonly bold?: boolean;
      readonly indent?: number;
    }
  /** Left part wraps under its own column, right part (an amount, a time) stays right-aligned on the last line. */
  | {
      readonly kind: 'row';
      readonly left: string;
      readonly right: string;
      readonly bold?: boolean;
      readonly size?: TextSize;
    }
  /** A table row: cells with a width in columns, or `rest` for the one cell that takes what is left. Cells wrap under themselves. */
  | { readonly kind: 'cells'; readonly cells: readonly PaperCell[]; readonly bold?: boolean }
  | { readonly kind: 'rule'; readonly weight: 'double' | 'single' }
  | { readonly kind: 'qr'; readonly text: string; readonly caption?: string }
  /** Labels followed by a line to sign on, at least 16 columns each; side by side where they fit. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[] }
  | { readonly kind: 'blank'; readonly lines: number }
  /** `*** text ***`, centred: 补打, 作废, 练习. */
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'cut' };

export interface PaperCell {
  readonly text: string;
  readonly width: number | 'rest';
  readonly align?: TextAlign;
}

/** A document to print, top to bottom. */
export interface Paper {
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
}

/** A laid-out line: exactly what the paper will show. `columns` positions count 1 for narrow and 2 for wide characters. */
export type PaperLine =
  | { readonly kind: 'text'; readonly text: string; readonly size: TextSize; readonly bold: boolean }
  | { readonly kind: 'qr'; readonly text: string; readonly modules: readonly string[] }
  | RasterLine
  | { readonly kind: 'cut' };

/** A line drawn dot by dot, because the printer's font lacks a character of it. */
export interface RasterLine {
  readonly kind: 'raster';
  /** What it says; empty where only the dots are known, as on the simulator's paper. */
  readonly text: string;
  /** Dots; the width is a multiple of 8. A column of normal text is 12 dots. */
  readonly width: number;
  readonly height: number;
  /** Rows from the top in base64, `width / 8` bytes each, first dot in the highest bit, 1 is ink. */
  readonly bits: string;
}

/** What came or will come out: `text` lines are already padded, wrapped and sanitised for a roll of `columns`. */
export interface PaperPicture {
  readonly columns: number;
  readonly lines: readonly PaperLine[];
}

/**
 * How sure we are. `confirmed`: the printer itself said so after the last byte. `unconfirmed`: sent, but nobody can know
 * (no answer in time, power lost): a person must look. `failed`: no byte of it went out, so printing it again makes no twin.
 */
export type PrintOutcome =
  | { readonly state: 'confirmed' }
  | { readonly state: 'unconfirmed'; readonly code: string }
  | { readonly state: 'failed'; readonly code: string };

/** `unknown`: no switch is wired to the printer, or it has not said yet. */
export type DrawerState = 'open' | 'closed' | 'unknown';

/** The cash drawer has moved. `asked`: opened by a kick of ours (a drawer that shuts is always asked). */
export interface DrawerMove {
  readonly state: 'open' | 'closed';
  readonly asked: boolean;
}

export interface ReceiptPrinter extends Device {
  readonly kind: 'receipt-printer';
  /** Columns of the mounted roll in the normal font: 48 (80 mm) or 32 (58 mm). */
  readonly columns: number;
  /** Lays the paper out for this printer without printing it. */
  preview(paper: Paper): PaperPicture;
  /** Prints once. Never rejects: every end is an outcome. Jobs queue in order. */
  print(jobId: string, paper: Paper): Promise<PrintOutcome>;
  /** Opens the cash drawer now, or not at all: nothing is kept for later. Never rejects; `printer/busy` while a paper is printed. */
  kickDrawer(kickId: string): Promise<PrintOutcome>;
  drawer(): DrawerState;
  /** Called when the drawer opens or shuts, where its switch is wired; a printer that is only polled may miss a quick move. */
  onDrawer(listener: (move: DrawerMove) => void): () => void;
}

/** Bench side: the roll of paper as it hangs out of the simulated printer. */
export interface ReceiptPrinterSimulator extends FaultSwitchboard {
  /** Everything printed since the last tear, oldest first; one picture per cut paper, the last may still be uncut. */
  papers(): readonly PaperPicture[];
  tearOff(): void;
  /** How often the cash drawer was kicked. */
  drawerKicks(): number;
  drawerIsOpen(): boolean;
  onPaper(listener: () => void): () => void;
}
