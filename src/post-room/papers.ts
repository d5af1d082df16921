import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, type PaperIdentity, paperDateTime } from '../printing/letterhead.ts';
import type { MissedPunch, PostItem, RoundView } from './view.rules.ts';

export interface PostFrame {
  readonly identity: PaperIdentity;
  readonly timeZone: string;
  readonly atMs: number;
}

const COVER_TITLE = '交接封面';
const REMINDER_TITLE = '催交单';
const MISSED_TITLE = '漏打卡名单';
const DIRECTIONS = { in: '上班', out: '下班', both: '全天' } as const;

/** 交接封面: what goes in the envelope, by department, with the lines to sign on. */
export function coverPaper(round: RoundView, items: readonly PostItem[], frame: PostFrame): Paper {
  const { timeZone } = frame;
  const inside = items.map((item) => item.sheetList.filter(({ arrived, lacking }) => arrived || lacking === null));
  return {
    title: COVER_TITLE,
    blocks: [
      ...letterhead(frame.identity, COVER_TITLE),
      { kind: 'row', left: `${round.name.zh} ${round.nominal}`, right: round.clause, bold: true },
      text(`${round.from} 至 ${round.until}`),
      text(`应办 ${paperDateTime(round.dueMs, timeZone)}`),
      ...items.flatMap((item, at): PaperBlock[] => [
        { kind: 'rule', weight: 'single' },
        { kind: 'row', left: item.department, right: stateWords(item, inside[at]?.length ?? 0), bold: true },
        ...(inside[at] ?? []).map(
          ({ number, personName }): PaperBlock => ({
            kind: 'row',
            left: `  □ ${number}`,
            right: personName,
          }),
        ),
      ]),
      { kind: 'rule', weight: 'single' },
      { kind: 'row', left: `${items.length} 个部门`, right: `单据 ${inside.flat().length} 张`, bold: true },
      { kind: 'row', left: `打印 ${paperDateTime(frame.atMs, timeZone)}`, right: '' },
      {
        kind: 'signatures',
        labels: round.way === 'from-hr' ? ['人事交', '服务台收', '日期'] : ['服务台交', '人事收', '日期'],
      },
      ...closing(round.nominal),
    ],
  };
}

/** 催交单: given to a department that has not. */
export function reminderPaper(item: PostItem, frame: PostFrame): Paper {
  const { round, department, sheetList } = item;
  return {
    title: REMINDER_TITLE,
    blocks: [
      ...letterhead(frame.identity, REMINDER_TITLE),
      { kind: 'row', left: department, right: round.clause, bold: true },
      text(`请交 ${round.name.zh}`, 0, true),
      text(`${round.from} 至 ${round.until}`),
      text(`应交 ${paperDateTime(round.dueMs, frame.timeZone)}`),
      ...sheetList
        .filter(({ arrived }) => !arrived)
        .flatMap(({ number, personName, lacking }): PaperBlock[] => [
          { kind: 'row', left: `□ ${number}`, right: personName },
          ...(lacking === null ? [] : [text(lacking.zh, 2)]),
        ]),
      { kind: 'row', left: `打印 ${paperDateTime(frame.atMs, frame.timeZone)}`, right: '' },
      { kind: 'signatures', labels: ['部门签收', '日期'] },
      ...closing(round.nominal),
    ],
  };
}

/** 漏打卡名单: filled in from the punches, confirmed by the department. */
export function missedPaper(item: PostItem, missed: readonly MissedPunch[], frame: PostFrame): Paper {
  const { round, department } = item;
  return {
    title: MISSED_TITLE,
    blocks: [
      ...letterhead(frame.identity, MISSED_TITLE),
      { kind: 'row', left: department, right: round.clause, bold: true },
      text(`${round.from} 至 ${round.until}`),
      { kind: 'rule', weight: 'single' },
      ...missed.map(
        ({ staffNo, name, day, direction, confirmed }): PaperBlock => ({
          kind: 'row',
          left: `${name} ${staffNo}`,
          right: `${day.slice(5)} ${DIRECTIONS[direction]}${confirmed ? ' 已证明' : ''}`,
        }),
      ),
      ...(missed.length === 0 ? [text('没有漏打卡。')] : []),
      { kind: 'rule', weight: 'single' },
      { kind: 'row', left: `共 ${missed.length} 次`, right: '', bold: true },
      { kind: 'row', left: `打印 ${paperDateTime(frame.atMs, frame.timeZone)}`, right: '' },
      { kind: 'signatures', labels: ['部门主管', '日期'] },
      ...closing(round.nominal),
    ],
  };
}

function stateWords({ state }: PostItem, inside: number): string {
  if (inside > 0) return `${inside} 张`;
  return { received: '已收', part: '部分', due: '待收', missing: '缺', none: '没有' }[state];
}

function text(words: string, indent = 0, bold = false): PaperBlock {
  return { kind: 'text', text: words, ...(indent > 0 ? { indent } : {}), ...(bold ? { bold } : {}) };
}
