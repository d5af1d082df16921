import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCommandParser, type PrinterCommand } from '../../../firmware-bridge/escpos/command-parser.ts';
import { bytesOf, commandVectors, hexOf } from '../../vectors/escpos.ts';
import { copiedBytes } from '../copied-bytes.ts';

const parse = (...chunks: Uint8Array[]): PrinterCommand[] => {
  const parser = createCommandParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};
const kinds = (hex: string): string[] => parse(bytesOf(hex)).map(({ kind }) => kind);
const everything = [
  ...Object.values(commandVectors).map(({ hex }) => hex),
  '1b 45 01 d3 ea 41 0a 1b 61 01 1d 72 01 10 04 02 1d 61 0f 1b 64 04 1d 76 30 00 01 00 02 00 ff 81',
].join(' ');

describe('the printer end', () => {
  it('reads every command the driver sends', () => {
    expect(kinds(everything)).toEqual([
      ...['initialise', 'chinese', 'drawer', 'cut', 'size', 'size', 'size', 'processId'],
      ...['qrSetting', 'qrSetting', 'qrSetting', 'qrStore', 'qrPrint'],
      ...[
        'bold',
        'text',
        'lineFeed',
        'align',
        'orderedStatus',
        'realTimeStatus',
        'automaticStatus',
        'feedLines',
        'raster',
      ],
    ]);
  });

  it('reads the same when the bytes come one by one', () => {
    const whole = bytesOf(everything);
    const single = parse(...Array.from(whole, (byte) => Uint8Array.of(byte)));
    expect(joinText(single)).toEqual(joinText(parse(whole)));
  });

  it('reads the drawer’s five bytes, so a forgotten time would swallow the cut', () => {
    expect(parse(bytesOf('1b 70 00 1d 56 42 00')).map(({ kind }) => kind)).not.toContain('cut');
    expect(parse(bytesOf('1b 70 00 19 fa'))).toEqual([{ kind: 'drawer', pin: 0, onMs: 50, offMs: 500 }]);
  });

  it('reports stray controls and unknown commands', () => {
    expect(kinds('41 00 42 1b 7a 1d 01')).toEqual(['text', 'discarded', 'text', 'discarded', 'discarded']);
  });

  it('reports a four-byte GB18030 character as not in the font', () => {
    const [, lost] = parse(bytesOf('41 95 34 b2 35 42'));
    expect(lost).toMatchObject({ kind: 'discarded', reason: 'not-in-font' });
  });

  // Red when what is held is joined anew with every chunk: 172,800 bytes then meant copying 15 GB.
  it('copies a long picture that comes byte by byte no more than four times', () => {
    const [width, rows] = [72, 2_400];
    const picture = new Uint8Array(8 + width * rows);
    picture.set([0x1d, 0x76, 0x30, 0, width, 0, rows & 0xff, rows >> 8]);
    const parser = createCommandParser();
    const read: PrinterCommand[] = [];
    const copied = copiedBytes(() => {
      for (let at = 0; at < picture.length; at++) read.push(...parser.push(picture.subarray(at, at + 1)));
    });
    expect(read).toMatchObject([{ kind: 'raster', widthBytes: width, rows }]);
    expect(copied / picture.length).toBeGreaterThanOrEqual(1);
    expect(copied / picture.length).toBeLessThanOrEqual(4);
  });

  it('hands commands out that later bytes do not change', () => {
    const parser = createCommandParser();
    const texts = Array.from({ length: 2_000 }, (_, at) => `${at}`);
    const read = texts.flatMap((text) => parser.push(Buffer.from(`${text}\n`)));
    const heard = read.flatMap((one) => (one.kind === 'text' ? [Buffer.from(one.bytes).toString()] : []));
    expect(heard).toEqual(texts);
  });

  it('forgets a command begun when it is reset', () => {
    const parser = createCommandParser();
    parser.push(bytesOf('1d 76 30 00 01 00 02 00 ff'));
    parser.reset();
    expect(parser.push(bytesOf('0a')).map(({ kind }) => kind)).toEqual(['lineFeed']);
  });

  it('survives anything, in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 30 }), (chunks) => {
        const split = parse(...chunks);
        const whole = parse(Buffer.concat(chunks));
        expect(joinText(split)).toEqual(joinText(whole));
      }),
    );
  });
});

/** Text may come out in more pieces when it came in more pieces; as text it is the same. */
function joinText(commands: readonly PrinterCommand[]): unknown[] {
  const out: unknown[] = [];
  let text = '';
  for (const command of commands) {
    if (command.kind === 'text') {
      text += ` ${hexOf(command.bytes)}`;
      continue;
    }
    if (text !== '') out.push(text);
    text = '';
    out.push(command);
  }
  return text === '' ? out : [...out, text];
}
