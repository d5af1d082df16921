import type { PrinterCommand } from '../../firmware-bridge/escpos/command-parser.ts';
import { decodeGb18030 } from '../../firmware-bridge/escpos/gb18030.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import { qrMatrix } from '../../firmware-bridge/escpos/qr-matrix.ts';
import type { PaperLine, PaperPicture, TextSize } from '../../src/ports/receipt-printer.ts';
import { lineOfRaster } from './raster-modules.ts';

/** The paper in a simulated printer: what the commands print, as a person would see it. */
export interface PaperRoll {
  print(command: PrinterCommand): void;
  papers(): readonly PaperPicture[];
  tearOff(): void;
  readonly drawerKicks: number;
  /** Bytes that were neither text nor a known command. */
  readonly rawControlBytes: number;
}

const NOT_IN_FONT = '\ufffd';

/** Puts a fresh roll in. */
export function createPaperRoll(profile: PrinterProfile): PaperRoll {
  return new Roll(profile);
}

class Roll implements PaperRoll {
  drawerKicks = 0;
  rawControlBytes = 0;
  readonly #profile: PrinterProfile;
  #done: PaperPicture[] = [];
  #lines: PaperLine[] = [];
  #text = '';
  #columnsUsed = 0;
  #isBold = false;
  #sizeBits = 0;
  #isChinese: boolean;
  #qr: Uint8Array | undefined;

  constructor(profile: PrinterProfile) {
    this.#profile = profile;
    this.#isChinese = !profile.kanji;
  }

  papers(): readonly PaperPicture[] {
    const { columns } = this.#profile;
    return this.#lines.length === 0 ? [...this.#done] : [...this.#done, { columns, lines: [...this.#lines] }];
  }

  tearOff(): void {
    this.#done = [];
    this.#lines = [];
  }

  print(command: PrinterCommand): void {
    switch (command.kind) {
      case 'text':
        this.#write(this.#isChinese ? decodeGb18030(command.bytes) : Buffer.from(command.bytes).toString('latin1'));
        break;
      case 'lineFeed':
        this.#endLine();
        break;
      case 'initialise':
        this.#initialise();
        break;
      case 'chinese':
        this.#isChinese = command.on || !this.#profile.kanji;
        break;
      case 'bold':
        this.#isBold = command.on;
        break;
      case 'size':
        this.#sizeBits = command.bits;
        break;
      case 'cut':
        if (this.#profile.cutter) this.#endPaper();
        break;
      case 'feedLines':
        this.#feed(command.lines);
        break;
      case 'drawer':
        this.drawerKicks++;
        break;
      case 'qrStore':
        this.#qr = command.data;
        break;
      case 'qrPrint':
        this.#printQr();
        break;
      case 'raster':
        this.#flushText();
        this.#lines.push(lineOfRaster(command));
        break;
      case 'discarded':
        this.rawControlBytes += command.reason === 'not-in-font' ? 0 : command.bytes.length;
        if (command.reason === 'not-in-font') this.#write(NOT_IN_FONT);
        break;
      case 'align':
      case 'qrSetting':
      case 'automaticStatus':
      case 'orderedStatus':
      case 'processId':
      case 'realTimeStatus':
        break;
    }
  }

  #initialise(): void {
    this.#text = '';
    this.#columnsUsed = 0;
    this.#isBold = false;
    this.#sizeBits = 0;
    this.#isChinese = !this.#profile.kanji;
    this.#qr = undefined;
  }

  /** A character that does not fit begins the next line, as the printer does it: a layout that is too wide shows. */
  #write(text: string): void {
    const scale = (this.#sizeBits >> 4) + 1;
    for (const character of text) {
      const columns = (character < '\u007f' ? 1 : 2) * scale;
      if (this.#columnsUsed + columns > this.#profile.columns) this.#endLine();
      this.#text += character;
      this.#columnsUsed += columns;
    }
  }

  #flushText(): void {
    if (this.#text !== '') this.#endLine();
  }

  #endLine(): void {
    this.#lines.push({ kind: 'text', text: this.#text.trimEnd(), size: sizeOf(this.#sizeBits), bold: this.#isBold });
    this.#text = '';
    this.#columnsUsed = 0;
  }

  #endPaper(): void {
    this.#flushText();
    this.#done.push({ columns: this.#profile.columns, lines: [...this.#lines, { kind: 'cut' }] });
    this.#lines = [];
  }

  /** Without a cutter the long feed is where a person tears. */
  #feed(lines: number): void {
    this.#flushText();
    if (!this.#profile.cutter && lines >= this.#profile.feedLinesToTear) this.#endPaper();
    else for (let line = 0; line < lines; line++) this.#endLine();
  }

  #printQr(): void {
    this.#flushText();
    if (this.#qr === undefined || !this.#profile.nativeQr) return;
    const text = Buffer.from(this.#qr).toString('utf8');
    this.#lines.push({ kind: 'qr', text, modules: qrMatrix(text) ?? [] });
  }
}

function sizeOf(bits: number): TextSize {
  if (bits >> 4 > 0) return 'large';
  return (bits & 0x07) > 0 ? 'tall' : 'normal';
}
