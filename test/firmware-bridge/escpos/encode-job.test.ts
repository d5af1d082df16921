import { describe, expect, it } from 'vitest';
import { encodeJob, type PrintLine } from '../../../firmware-bridge/escpos/encode-job.ts';
import { decodeGb18030, encodeGb18030, printableColumns } from '../../../firmware-bridge/escpos/gb18030.ts';
import { requestProcessId } from '../../../firmware-bridge/escpos/printer-commands.ts';
import { qrMatrix } from '../../../firmware-bridge/escpos/qr-matrix.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { commandVectors as golden, hexOf, textVectors } from '../../vectors/escpos.ts';

const wide = loadPrinterProfile('generic-80');
const narrow = loadPrinterProfile('generic-58');
const text = (words: string, style: Partial<Extract<PrintLine, { kind: 'text' }>> = {}): PrintLine => ({
  kind: 'text',
  text: words,
  size: 'normal',
  bold: false,
  ...style,
});
const job = (...hex: string[]): string => [golden.initialise.hex, golden.chineseOn.hex, ...hex].join(' ');

describe('text', () => {
  it.each(textVectors)('encodes $what', ({ text: words, hex }) => {
    expect(hexOf(encodeGb18030(words))).toBe(hex);
  });

  it('knows every character the encoder and the platform agree on, and no other', () => {
    const columns = printableColumns();
    let known = 0;
    for (let unit = 0; unit < 0x10000; unit++) {
      if (columns[unit] === 0) continue;
      known++;
      const character = String.fromCharCode(unit);
      const bytes = encodeGb18030(character);
      expect(bytes.length).toBe(columns[unit]);
      expect(decodeGb18030(bytes)).toBe(character);
    }
    // 95 ASCII, 20,902 ideographs of GBK, and its symbols.
    expect(known).toBeGreaterThan(95 + 20_902);
    expect(columns['ñ'.charCodeAt(0)]).toBe(0);
    expect(columns['㼆'.charCodeAt(0)]).toBe(0);
    // FE9F: a pair on the wire, and a blank on many printers.
    expect(hexOf(encodeGb18030('䶮'))).toBe('fe 9f');
    expect(columns['䶮'.charCodeAt(0)]).toBe(0);
  });
});

describe('a job', () => {
  it('begins with ESC @ and Chinese on, ends lines with LF', () => {
    expect(hexOf(encodeJob([text('雨A')], wide))).toBe(job('d3 ea 41 0a'));
  });

  it('sends sizes by GS ! and bold by ESC E, only where they change', () => {
    const lines = [
      text('A'),
      text('B', { size: 'large', bold: true }),
      text('C', { size: 'large', bold: true }),
      text('D'),
    ];
    expect(hexOf(encodeJob(lines, wide))).toBe(
      job('41 0a', golden.large.hex, '1b 45 01 42 0a 43 0a', golden.normal.hex, '1b 45 00 44 0a'),
    );
    expect(hexOf(encodeJob([text('A', { size: 'tall' })], wide))).toBe(job(golden.tall.hex, '41 0a'));
  });

  it('kicks the drawer with both times, so that it does not eat the cut behind it', () => {
    const lines: PrintLine[] = [{ kind: 'drawer' }, { kind: 'cut' }];
    expect(hexOf(encodeJob(lines, wide))).toBe(job(golden.drawer.hex, golden.cut.hex));
  });

  it('feeds instead of cutting where there is no cutter', () => {
    expect(hexOf(encodeJob([{ kind: 'cut' }], narrow))).toBe(job('1b 64 04'));
  });

  it('prints QR codes with GS ( k where the model can', () => {
    const modules = qrMatrix('U8K2-4F7Q') ?? [];
    expect(hexOf(encodeJob([{ kind: 'qr', text: 'U8K2-4F7Q', modules }], wide))).toBe(
      job('1b 61 01', golden.qr.hex, '1b 61 00'),
    );
  });

  it('counts the bytes of a Chinese QR code, not its characters', () => {
    const bytes = hexOf(encodeJob([{ kind: 'qr', text: '雨', modules: qrMatrix('雨') ?? [] }], wide));
    expect(bytes).toContain('1d 28 6b 06 00 31 50 30 e9 9b a8');
  });

  it('draws QR codes as raster elsewhere, four quiet modules around', () => {
    const modules = qrMatrix('U8K2-4F7Q') ?? [];
    expect(modules.length).toBe(21);
    const bytes = encodeJob([{ kind: 'qr', text: 'U8K2-4F7Q', modules }], narrow);
    const side = (21 + 8) * 6;
    const header = [0x1d, 0x76, 0x30, 0, Math.ceil(side / 8), 0, side, 0];
    const at = Buffer.from(bytes).indexOf(Uint8Array.from(header));
    expect(at).toBeGreaterThan(0);
    const dots = bytes.subarray(at + header.length, at + header.length + Math.ceil(side / 8) * side);
    // First dark row: the finder, 7 modules × 6 dots from dot 24 on = 3 bytes in, 5 bytes and 2 bits.
    const row = dots.subarray(24 * 22, 25 * 22);
    expect(hexOf(row.subarray(0, 9))).toBe('00 00 00 ff ff ff ff ff c0');
  });

  it('keeps the start of real-time commands (10h) out of raster bytes', () => {
    for (let seed = 0; seed < 40; seed++) {
      const modules = qrMatrix(`收据 ${seed}`.repeat(1 + (seed % 9))) ?? [];
      const bytes = encodeJob([{ kind: 'qr', text: '', modules }], narrow);
      expect(bytes.subarray(bytes.indexOf(0x76)).includes(0x10)).toBe(false);
    }
  });

  it('draws a line as GS v 0, text before and after it in their own styles', () => {
    const bits = Buffer.from([0x80, 0x01, 0xff, 0x00]).toString('base64');
    const drawn: PrintLine = { kind: 'raster', text: '𠮷', width: 16, height: 2, bits };
    expect(hexOf(encodeJob([text('A'), drawn, text('B')], wide))).toBe(
      job('41 0a', '1d 76 30 00 02 00 02 00 80 01 ff 00', '42 0a'),
    );
  });

  it('spells no real-time command with the dots of a drawn line', () => {
    const dots = [0x10, 0x04, 0x10, 0x05, 0x10, 0x10, 0x14, 0x10, 0x10, 0x08, 0x04, 0x10];
    const drawn: PrintLine = {
      kind: 'raster',
      text: '',
      width: 32,
      height: 3,
      bits: Buffer.from(dots).toString('base64'),
    };
    const bytes = hexOf(encodeJob([drawn], wide));
    expect(bytes).toBe(job('1d 76 30 00 04 00 03 00', '18 04 18 05 10 18 14 10 10 08 04 10'));
    expect(bytes).not.toMatch(/10 (04|05|14)/);
  });

  it('lets no control character through even if a layout did', () => {
    expect(hexOf(encodeJob([text('A\u001b@\u0000\u009b')], wide))).toBe(job('41 a1 fe 40 a1 fe a1 fe 0a'));
  });

  it('turns on automatic status where the model has it', () => {
    const epson = loadPrinterProfile('epson-tm-t82iii');
    expect(hexOf(encodeJob([], epson))).toBe('1b 40 1d 61 0f 1c 26');
  });
});

it('asks for a process id as Epson prints it', () => {
  expect(hexOf(requestProcessId('0001'))).toBe(golden.processId.hex);
});
