import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, type PaperIdentity, paperDate, paperDateTime } from '../printing/letterhead.ts';
import type { LedgerTotal, ListEntry } from './rules.ts';

export interface DestructionPaper {
  readonly list: { readonly number: string; readonly clause: string };
  /** What is to go, the oldest first. */
  readonly entries: readonly ListEntry[];
  readonly totals: readonly LedgerTotal[];
  readonly approvedBy: readonly { readonly name: string; readonly staffNo: string }[];
  readonly identity: PaperIdentity;
  readonly timeZone: string;
  readonly atMs: number;
  /** The newest row of the journal: the list on paper and the one that is destroyed can be compared. */
  readonly head: { readonly seq: number; readonly hash: string };
}

const TITLE = '销毁清单';
/** Some 40 cm of paper: longer strips tear. */
const ENTRIES_A_PAGE = 40;

/** 销毁清单 on papers of a length that can be handled; the totals and the lines to sign on stand on each. */
export function destructionPapers(one: DestructionPaper): Paper[] {
  const pages = Math.max(1, Math.ceil(one.entries.length / ENTRIES_A_PAGE));
  return Array.from({ length: pages }, (_, at) => page(one, at, pages));
}

function page(one: DestructionPaper, at: number, pages: number): Paper {
  const { list, timeZone, approvedBy, head } = one;
  const entries = one.entries.slice(at * ENTRIES_A_PAGE, (at + 1) * ENTRIES_A_PAGE);
  return {
    title: TITLE,
    blocks: [
      ...letterhead(one.identity, TITLE),
      { kind: 'row', left: `编号 ${list.number}`, right: pages > 1 ? `第 ${at + 1} 页，共 ${pages} 页` : '' },
      text(`依据 ${list.clause}，保存期已满。`),
      ...one.totals.filter(({ entries: n }) => n > 0).flatMap((total) => totalLines(total, timeZone)),
      { kind: 'rule', weight: 'single' },
      { kind: 'row', left: '编号与种类', right: '办结日' },
      ...entries.map(
        ({ number, kind, untilMs }): PaperBlock => ({
          kind: 'row',
          left: `${number} ${kind.zh}`,
          right: paperDate(untilMs, timeZone),
        }),
      ),
      { kind: 'rule', weight: 'single' },
      text(`本页 ${entries.length} 项，全单 ${one.entries.length} 项`, { bold: true }),
      text('销毁后不能恢复。日志链只留摘要。'),
      ...approvedBy.map((who) => text(`批准 ${who.name} ${who.staffNo}`)),
      { kind: 'row', left: `打印 ${paperDateTime(one.atMs, timeZone)}`, right: '' },
      text(`链首 ${head.seq} ${head.hash.slice(0, 8)}…${head.hash.slice(-8)}`),
      { kind: 'signatures', labels: [...approvedBy.map(({ name }) => `${name} 签名`), '日期'] },
      ...closing(pages > 1 ? `${list.number}-${at + 1}` : list.number),
    ],
  };
}

function totalLines({ name, entries, records, papers, span }: LedgerTotal, timeZone: string): PaperBlock[] {
  const dates =
    span === null
      ? []
      : [text(`${paperDate(span.fromMs, timeZone)} 至 ${paperDate(span.untilMs, timeZone)}`, { indent: 2 })];
  return [
    { kind: 'row', left: name.zh, right: `${entries} 项`, bold: true },
    ...dates,
    text(`记录 ${records} 条，单据 ${papers} 张`, { indent: 2 }),
  ];
}

function text(words: string, more: { readonly indent?: number; readonly bold?: boolean } = {}): PaperBlock {
  return { kind: 'text', text: words, ...more };
}
