import type { Change } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { type Printing, queuePaper } from './actions.ts';
import { letterhead, type PaperIdentity } from './letterhead.ts';
import { paperDateTime } from './paper-time.ts';

/** A page that shows at a glance whether characters, sizes, columns, everybody's name, the code and the cutter are right. */
export function selfTestPaper(
  identity: PaperIdentity,
  printer: { readonly id: string; readonly model: string; readonly columns: number },
  at: string,
  staffNames: readonly string[],
): Paper {
  const ruler = Array.from({ length: printer.columns }, (_, column) => (column + 1) % 10).join('');
  return {
    title: '打印机自检',
    blocks: [
      ...letterhead(identity, '打印机自检'),
      { kind: 'row', left: `${printer.id} ${printer.model}`, right: at },
      { kind: 'text', text: ruler },
      { kind: 'row', left: '左对齐 Left', right: '¥ 1234.50' },
      { kind: 'text', text: '居中 Centre', align: 'centre' },
      { kind: 'text', text: '右对齐 Right', align: 'right' },
      { kind: 'text', text: '粗体 晴雨 Bold', bold: true },
      { kind: 'text', text: '加高 晴雨 Tall', size: 'tall' },
      { kind: 'text', text: '大字 晴雨', size: 'large' },
      {
        kind: 'cells',
        cells: [
          { text: '一个很长的名称在自己的栏里换行而不会越过右边的数字', width: 'rest' },
          { text: '3 ×', width: 8, align: 'right' },
          { text: '10.00', width: 12, align: 'right' },
        ],
      },
      { kind: 'text', text: '生僻字 𠮷 㼆 䶮 喆 犇 囍 ☑ □ ×' },
      ...(staffNames.length === 0 ? [] : [{ kind: 'rule', weight: 'single' } as const, ...namesOf(staffNames)]),
      { kind: 'rule', weight: 'single' },
      { kind: 'qr', text: 'QINGYU-SELF-TEST', caption: 'QINGYU-SELF-TEST' },
      { kind: 'cut' },
    ],
  };
}

/** Five names to a line of words: a line with a rare character in it is drawn whole, the others show the printer's own font. */
const NAMES_A_BLOCK = 5;

function namesOf(names: readonly string[]): PaperBlock[] {
  const blocks: PaperBlock[] = [];
  for (let at = 0; at < names.length; at += NAMES_A_BLOCK)
    blocks.push({ kind: 'text', text: names.slice(at, at + NAMES_A_BLOCK).join('　') });
  return blocks;
}

/** Queues the self-test page. Returns the job's id. @throws DeskError `printer/none` */
export function printSelfTest(printing: Printing, change: Change): number {
  const { printer, identity, desk } = printing;
  if (printer === undefined) {
    throw new DeskError('unavailable', 'printer/none', {
      zh: '没有配置打印机，请叫管理员。',
      en: 'No printer is configured. Call the administrator.',
    });
  }
  const paper = selfTestPaper(identity, printer, paperDateTime(change.at.wallMs, desk.timeZone), printing.staffNames());
  return queuePaper(printing, change, { document: 'self-test', subject: `printer:${printer.id}`, paper });
}
