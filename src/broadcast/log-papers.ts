import { Temporal } from 'temporal-polyfill';
import type { Sentence } from '../ports/device.ts';
import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, paperDateTime } from '../printing/letterhead.ts';
import { actorLine, CLASS_NAMES, type LogItem, type Outcome, withoutName, wordsOf } from './log.rules.ts';

/** A line of the log as it may be written down for others: with the name it must not give away. */
export interface ProvenItem extends LogItem {
  readonly personName: string | undefined;
}

export interface DayLog {
  /** `2026-12-01` */
  readonly day: string;
  /** Oldest first. */
  readonly items: readonly ProvenItem[];
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  readonly by: { readonly name: string; readonly staffNo: string };
  readonly timeZone: string;
  readonly printedAtMs: number;
  /** The newest row of the journal: what is on this paper cannot be changed later without that showing. */
  readonly head: { readonly seq: number; readonly hash: string };
}

/** Some 40 cm of paper: longer strips tear. */
const ITEMS_A_PAGE = 25;
const TITLE = '播音日志';

/** A day's log as papers of a length that can be handled, each with its own totals; the last one with the day's. */
export function dayLogPapers(log: DayLog): Paper[] {
  const pages = Math.max(1, Math.ceil(log.items.length / ITEMS_A_PAGE));
  return Array.from({ length: pages }, (_, at) => page(log, at, pages));
}

function page(log: DayLog, at: number, pages: number): Paper {
  const items = log.items.slice(at * ITEMS_A_PAGE, (at + 1) * ITEMS_A_PAGE);
  const number = `B-${log.day.replaceAll('-', '')}${pages > 1 ? `-${at + 1}` : ''}`;
  const last = at === pages - 1;
  return {
    title: TITLE,
    blocks: [
      ...letterhead(log.identity, TITLE),
      { kind: 'row', left: `日期 ${log.day}`, right: pages > 1 ? `第 ${at + 1} 页，共 ${pages} 页` : '' },
      { kind: 'rule', weight: 'single' },
      ...(items.length === 0 ? [text('这一天没有广播。')] : items.flatMap((item) => itemBlocks(item, log.timeZone))),
      { kind: 'rule', weight: 'single' },
      ...(pages > 1 ? [text(`本页 ${totals(items)}`)] : []),
      ...(last ? [text(`全天 ${totals(log.items)}`)] : []),
      {
        kind: 'row',
        left: `打印 ${log.by.name} ${log.by.staffNo}`.trim(),
        right: paperDateTime(log.printedAtMs, log.timeZone),
      },
      text(`链首 ${log.head.seq} ${log.head.hash.slice(0, 8)}…${log.head.hash.slice(-8)}`),
      ...(last ? [{ kind: 'signatures', labels: ['值班长签名'] } as const] : []),
      ...closing(number),
    ],
  };
}

function itemBlocks(item: ProvenItem, timeZone: string): PaperBlock[] {
  const hidden = (words: string) => withoutName(words, item.personName, item.rounds);
  const by = [`申请 ${actorLine(item.asked, 'zh')}`, item.approved && `同意 ${actorLine(item.approved, 'zh')}`];
  return [
    {
      kind: 'row',
      left: `${clockTime(item.requestedAtMs, timeZone)} ${titleOf(item, hidden)}`,
      right: item.told.zh,
      bold: true,
    },
    ...wordsOf(item.parts).map((words) => text(hidden(words), 2)),
    text(by.filter(Boolean).join('  '), 2),
    ...(item.heardIn.length === 0 ? [] : [text(`区域 ${item.heardIn.map(({ zh }) => zh).join('、')}`, 2)]),
    ...item.stretches.map((one) => text(stretchLine(one, timeZone), 2)),
    ...(item.stretches.length === 0 && item.says !== null ? [text(endLine(item.says, item.ended), 2)] : []),
  ];
}

function titleOf(item: ProvenItem, hidden: (words: string) => string): string {
  const title = hidden(item.title.zh);
  const kind = CLASS_NAMES[item.class].zh;
  return [title.startsWith(kind) ? title : `${kind} ${title}`, item.number].filter(Boolean).join(' ');
}

function stretchLine(one: LogItem['stretches'][number], timeZone: string): string {
  const from = clockTime(one.startedAtMs, timeZone);
  const until = one.endedAtMs === null ? '……' : clockTime(one.endedAtMs, timeZone);
  const heard = `播出 ${from}–${until} 播完 ${one.rounds} 遍${one.db === 0 ? '' : ` ${one.db} dB`}`;
  return one.says === null ? heard : `${heard}。${endLine(one.says, one.endedBy)}`;
}

function endLine(says: Sentence, by: LogItem['ended']): string {
  return by === null ? says.zh : `${says.zh}（${actorLine(by, 'zh')}）`;
}

/** `播完 3 · 中断 1 · 撤回 0 · 没播 1` */
export function totals(items: readonly Pick<LogItem, 'outcome'>[]): string {
  const count = (outcome: Outcome) => items.filter((one) => one.outcome === outcome).length;
  const waiting = count('waiting');
  const words = [
    `播完 ${count('aired')}`,
    `中断 ${count('cut')}`,
    `撤回 ${count('withdrawn')}`,
    `没播 ${count('dropped')}`,
  ];
  return [...words, ...(waiting === 0 ? [] : [`未完 ${waiting}`])].join(' · ');
}

const text = (words: string, indent = 0): PaperBlock => ({ kind: 'text', text: words, indent });

/** `16:12:05`: a proof has seconds. */
export function clockTime(atMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'second' });
}
