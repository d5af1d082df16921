import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import {
  closing,
  letterhead,
  type PaperIdentity,
  paperDate,
  paperDateTime,
  paperTime,
} from '../printing/letterhead.ts';
import type { FlagKind } from './rules.ts';
import type {
  DrawView,
  FlagDecisionView,
  FlagView,
  IncidentView,
  PunchEvidence,
  RosterEvidence,
} from './view.rules.ts';

/** What both papers need besides what they say. */
export interface PaperFrame {
  readonly identity: PaperIdentity;
  readonly timeZone: string;
  readonly atMs: number;
}

const LIST_TITLE = '打卡抽查名单';
const FLAG_TITLE = '代打卡核查单';
const WEEKDAYS = '一二三四五六日';
const SECOND_MS = 1_000;
/** Of a card's number only as much as tells two cards apart: whoever has all of it can make the card again. */
const CARD_SHOWN = 4;

/** What speaks for it, in a word or two. */
export const KIND_WORDS: Readonly<Record<FlagKind, string>> = {
  pair: '两卡连刷',
  leave: '请假时打卡',
  business: '外出时打卡',
  'other-reader': '两处同时打卡',
  'other-post': '在别的岗位打卡',
  'not-there': '抽查不在岗',
};

/** 打卡抽查名单: taken along by whoever goes to look, and signed. */
export function auditListPaper(list: DrawView, frame: PaperFrame): Paper {
  const { timeZone } = frame;
  return {
    title: LIST_TITLE,
    blocks: [
      ...letterhead(frame.identity, LIST_TITLE),
      { kind: 'row', left: `${list.week} 起一周`, right: list.clause },
      text(`${list.people} 人里抽 ${list.drawn.length} 人，种子 ${list.seed}`),
      text(`抽取 ${list.byName} ${paperDateTime(list.atMs, timeZone)}`),
      ...list.drawn.flatMap(({ name, staffNo, department, roster }): PaperBlock[] => [
        { kind: 'rule', weight: 'single' },
        { kind: 'row', left: `${name} ${staffNo}`, right: department, bold: true },
        ...rosterWords(roster, timeZone).map((line) => text(line, 2)),
        text('□ 在岗  □ 不在  时间 ______'),
      ]),
      { kind: 'rule', weight: 'single' },
      text('打了卡人不在的，当场记到系统里。'),
      { kind: 'row', left: `打印 ${paperDateTime(frame.atMs, timeZone)}`, right: '' },
      { kind: 'signatures', labels: ['抽查人', '日期'] },
      ...closing(`${list.week} 周`),
    ],
  };
}

/** 代打卡核查单: the evidence of a flag and what was decided, to be signed by those it is about. */
export function auditFlagPaper(flag: FlagView, frame: PaperFrame): Paper {
  const { timeZone } = frame;
  const number = `F-${String(flag.flagId).padStart(4, '0')}`;
  const decision = flag.decisions.at(-1);
  return {
    title: FLAG_TITLE,
    blocks: [
      ...letterhead(frame.identity, FLAG_TITLE),
      { kind: 'row', left: `编号 ${number}`, right: flag.clause },
      ...flag.people.map(
        ({ name, staffNo, department }): PaperBlock => ({
          kind: 'row',
          left: `${name} ${staffNo}`,
          right: department,
          bold: true,
        }),
      ),
      text(`${KIND_WORDS[flag.kind]} ${flag.incidents} 次`),
      text(`${flag.measure.zh}（${clauseWords(flag.measure.clause)}）`, 2),
      ...(flag.daysTogether === null ? [] : [text(`同日打卡 ${flag.daysTogether} 天`)]),
      ...flag.evidence.flatMap((incident) => incidentBlocks(incident, flag, timeZone)),
      { kind: 'rule', weight: 'single' },
      ...(flag.earlier.length === 0 ? [] : [text(`此前疑点 ${flag.earlier.length} 条`)]),
      ...(decision === undefined ? [text('尚未决定', 0, true)] : decisionBlocks(decision, timeZone)),
      { kind: 'row', left: `打印 ${paperDateTime(frame.atMs, timeZone)}`, right: '' },
      { kind: 'signatures', labels: [...flag.people.map(({ name }) => `${name} 签名`), '主管签名'] },
      ...closing(number),
    ],
  };
}

function incidentBlocks(incident: IncidentView, { people }: FlagView, timeZone: string): PaperBlock[] {
  const { n, day, apartMs, punches, form, roster } = incident;
  const nameOf = (personId: number): string => people.find((one) => one.personId === personId)?.name ?? '';
  return [
    { kind: 'rule', weight: 'single' },
    { kind: 'row', left: `${n}. ${day}`, right: apartMs === null ? '' : `相隔 ${apartMs / SECOND_MS} 秒`, bold: true },
    ...punches.flatMap((punch) => punchBlocks(punch, nameOf(punch.personId), timeZone)),
    ...roster.map(({ personId, ...line }) =>
      text(`排班 ${nameOf(personId)} ${shiftWords({ personId, ...line }, timeZone)}`, 2),
    ),
    ...(form === null
      ? []
      : [
          text(`单据 ${form.number}`, 2),
          text(`${moment(form.fromMs, timeZone)} 至 ${moment(form.untilMs, timeZone)}`, 2),
        ]),
  ];
}

function punchBlocks(punch: PunchEvidence, name: string, timeZone: string): PaperBlock[] {
  const { atMs, direction, readerId, cardId, clockQuality, dated } = punch;
  const clock = dated ? '时间后补' : { synchronised: '时钟准', rtc: '电池钟', unsure: '时钟不准' }[clockQuality];
  return [
    { kind: 'row', left: `${name} ${direction === 'in' ? '上班' : '下班'}`, right: secondsOf(atMs, timeZone) },
    text(`${readerId} 卡 …${cardId.slice(-CARD_SHOWN)} ${clock}`, 2),
  ];
}

function decisionBlocks(decision: FlagDecisionView, timeZone: string): PaperBlock[] {
  const { verdict, reason, byName, byStaffNo, atMs, absences } = decision;
  return [
    text(verdict === 'dismissed' ? '决定：不成立' : '决定：代打卡，提请按旷工', 0, true),
    ...absences.map(({ name, day }) => text(`${name} ${day}`, 2)),
    ...(reason === '' ? [] : [text(`说明 ${reason}`)]),
    text(`决定人 ${byName} ${byStaffNo} ${paperDateTime(atMs, timeZone)}`),
  ];
}

/** What the regulations leave open the desk has set itself. */
const clauseWords = (clause: string): string => (clause === 'desk' ? '前台自定' : clause);

/** Days with the same hours on one line: `一二三四五 08:30–18:00`. */
function rosterWords(roster: readonly RosterEvidence[], timeZone: string): string[] {
  const days = new Map<string, string>();
  for (const [at, line] of roster.entries()) {
    if (line.shifts.length === 0) continue;
    const hours = shiftWords(line, timeZone);
    days.set(hours, (days.get(hours) ?? '') + (WEEKDAYS[at] ?? ''));
  }
  return [...days].map(([hours, names]) => `周${names} ${hours}`);
}

function shiftWords({ shifts }: RosterEvidence, timeZone: string): string {
  if (shifts.length === 0) return '休息';
  return shifts.map(({ startMs, endMs }) => `${paperTime(startMs, timeZone)}–${paperTime(endMs, timeZone)}`).join(' ');
}

function moment(atMs: number, timeZone: string): string {
  return `${paperDate(atMs, timeZone).slice(5)} ${paperTime(atMs, timeZone)}`;
}

/** `08:25:03` */
function secondsOf(atMs: number, timeZone: string): string {
  const seconds = Math.floor(atMs / SECOND_MS) % 60;
  return `${paperTime(atMs, timeZone)}:${String(seconds).padStart(2, '0')}`;
}

function text(words: string, indent = 0, bold = false): PaperBlock {
  return { kind: 'text', text: words, ...(indent > 0 ? { indent } : {}), ...(bold ? { bold } : {}) };
}
