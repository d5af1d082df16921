import type { PaperLine, PaperPicture } from '../../ports/receipt-printer.ts';
import { columnsOf } from '../kit/cells.ts';
import type { DoorShown, TrackSegment } from '../kit/kit.ts';

const narrowRoll = 32;
const broadRoll = 48;

function line(text: string, more: Partial<Extract<PaperLine, { kind: 'text' }>> = {}): PaperLine {
  return { kind: 'text', text, size: 'normal', bold: false, ...more };
}

function row(left: string, right: string, columns: number, bold = false): PaperLine {
  return line(left + ' '.repeat(Math.max(1, columns - columnsOf(left) - columnsOf(right))) + right, { bold });
}

function middle(text: string, columns: number): PaperLine {
  return line(' '.repeat(Math.floor((columns - columnsOf(text)) / 2)) + text);
}

// `U8K2-4F7Q` as the printer draws it (version 1, level M).
const code: readonly string[] = [
  '111111101001001111111',
  '100000100100101000001',
  '101110100100001011101',
  '101110101101101011101',
  '101110101100101011101',
  '100000101111001000001',
  '111111101010101111111',
  '000000001001100000000',
  '100010111001011111001',
  '111011000101101110000',
  '101100101101011111000',
  '100101001110010100010',
  '111010101110101100101',
  '000000001100111000001',
  '111111101010110010110',
  '100000100011100111010',
  '101110101011011101010',
  '101110100011100110111',
  '101110100101001111100',
  '100000100110011011000',
  '111111101000111110001',
];

/** A deposit slip on a roll of `columns`, for looking at. */
export function samplePaper(columns: 32 | 48): PaperPicture {
  return {
    columns,
    lines: [
      middle('晴川购物广场 · 客户服务中心', columns),
      line(`${' '.repeat((columns / 2 - 10) / 2)}雨伞押金单`, { size: 'large', bold: true }),
      line('='.repeat(columns)),
      row('单号 U-20261121-0042', columns === broadRoll ? '2026-11-21 14:32' : '14:32', columns),
      row('雨伞 07 号', '柜门 3', columns),
      row('押金', '¥ 50.00', columns, true),
      line('-'.repeat(columns)),
      line('凭本单或押金卡还伞,押金全额退还。'),
      { kind: 'qr', text: 'U8K2-4F7Q', modules: code },
      middle('U8K2-4F7Q', columns),
      row('经办 王芳 1024', columns === narrowRoll ? '' : '顾客签名 ________________', columns),
      { kind: 'cut' },
    ],
  };
}

const emptyDoors = new Set([4, 7, 9, 11, 12]);

/** Twelve doors, one open and one stuck. */
export const sampleDoors: readonly DoorShown[] = Array.from({ length: 12 }, (_, at) => ({
  number: at + 1,
  state: at === 0 ? 'open' : at === 2 ? 'stuck' : 'closed',
  empty: emptyDoors.has(at + 1),
}));

/** Three rounds with gaps. */
export const sampleTrack: readonly TrackSegment[] = [
  { startMs: 0, durationMs: 3000, voice: false },
  { startMs: 3000, durationMs: 18_000, voice: true, label: '第 1 遍' },
  { startMs: 21_000, durationMs: 20_000, voice: false, label: '停 20 秒' },
  { startMs: 41_000, durationMs: 18_000, voice: true, label: '第 2 遍' },
  { startMs: 59_000, durationMs: 20_000, voice: false, label: '停 20 秒' },
  { startMs: 79_000, durationMs: 18_000, voice: true, label: '第 3 遍' },
];
export const sampleTrackMs = 97_000;
