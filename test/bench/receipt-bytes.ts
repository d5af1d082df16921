import iconv from 'iconv-lite';
import { encodeJob, type PrintLine } from '../../firmware-bridge/escpos/encode-job.ts';
import { loadPrinterProfile } from '../../hardware/receipt-printer/load-profile.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const ROUNDS = 2_000;
/** Encodings per sample: one alone is shorter than the clock can tell. */
const BATCH = 20;

/** P9: a 40-line Chinese receipt as printer bytes, against the bare GB18030 conversion of its text. */
export async function benchReceiptBytes(): Promise<BenchRow[]> {
  const profile = loadPrinterProfile('generic-80');
  const lines: PrintLine[] = Array.from({ length: 40 }, (_, index) => ({
    kind: 'text',
    text: `礼品包装（中）第${index}号           1 ×  10.00     10.00`,
    size: index % 10 === 0 ? 'large' : 'normal',
    bold: index % 5 === 0,
  }));
  const text = lines.map((line) => (line.kind === 'text' ? line.text : '')).join('\n');
  const floor = () => {
    for (let index = 0; index < BATCH; index++) iconv.encode(text, 'gb18030');
  };
  const product = () => {
    for (let index = 0; index < BATCH; index++) encodeJob(lines, profile);
  };
  await alternate(200, floor, product);
  return [
    compare(
      'P9',
      `${BATCH} × 40-line Chinese receipt, p50, against bare GB18030`,
      await alternate(ROUNDS, floor, product),
      0.5,
      4,
    ),
  ];
}
