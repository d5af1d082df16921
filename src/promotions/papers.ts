import { Temporal } from 'temporal-polyfill';
import { plainWords } from '../ports/plain-words.ts';
import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import {
  closing,
  letterhead,
  type PaperIdentity,
  paperDate,
  paperDateTime,
  paperTime,
} from '../printing/letterhead.ts';
import { lostSentence, outcomeOf } from './outcome.rules.ts';
import type { Airing, Decision, Promotion, Who } from './rules.ts';

interface OnPaper {
  readonly promotion: Promotion;
  readonly identity: PaperIdentity;
  readonly timeZone: string;
  /** Names of the zones it is heard in; none: everywhere. */
  readonly places: readonly string[];
  /** Who entered it. */
  readonly by: Who;
}

const DAY_COLUMNS = 13;
const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** 商户广播回复单: what the shop is told when somebody has decided (R1 5.1.3). */
export function replySlip(
  slip: OnPaper & { readonly decision: Decision; readonly plan: readonly number[]; readonly decidedBy: Who },
): Paper {
  const { promotion, decision, decidedBy } = slip;
  const title = '商户广播回复单';
  const verb = { approve: '批准', refuse: '答复', defer: '答复' }[decision];
  return {
    title,
    blocks: [
      ...head(slip, title, promotion.decidedAtMs ?? promotion.requestedAtMs),
      { kind: 'rule', weight: 'single' },
      ...answer(slip),
      { kind: 'rule', weight: 'single' },
      { kind: 'row', left: `${verb} ${nameOf(decidedBy)}`, right: `登记 ${nameOf(slip.by)}` },
      { kind: 'signatures', labels: ['商户签收', '日期'] },
      ...closing(promotion.number),
    ],
  };
}

/** 商户广播结果单: when it was aired and what was not, for the shop. */
export function outcomeSlip(slip: OnPaper & { readonly airings: readonly Airing[]; readonly atMs: number }): Paper {
  const { promotion, airings, timeZone } = slip;
  const title = '商户广播结果单';
  const { says, toCome } = outcomeOf(promotion.times, airings);
  const shown = airings.filter(({ state }) => state === 'heard' || state === 'lost');
  return {
    title,
    blocks: [
      ...head(slip, title, slip.atMs),
      { kind: 'rule', weight: 'single' },
      text(says.zh, { bold: true }),
      ...(toCome > 0 ? [text(`还有 ${toCome} 次待播，播完再出结果单。`)] : []),
      ...shown.map((one): PaperBlock => {
        const atMs = one.startedAtMs ?? one.plannedAtMs;
        const day = { text: dayWords(atMs, timeZone), width: DAY_COLUMNS };
        const words = one.state === 'heard' ? '已播' : lostSentence(one).zh;
        const made = one.makesUp === null ? '' : '（补播）';
        return {
          kind: 'cells',
          cells: [day, { text: `${paperTime(atMs, timeZone)}  ${words}${made}`, width: 'rest' }],
        };
      }),
      { kind: 'rule', weight: 'single' },
      text(`登记 ${nameOf(slip.by)}`),
      { kind: 'signatures', labels: ['商户签收', '日期'] },
      ...closing(promotion.number),
    ],
  };
}

function head({ promotion, identity, timeZone, places }: OnPaper, title: string, atMs: number): PaperBlock[] {
  const { contact, phone } = promotion;
  const who = contact === null ? [] : [text(`联系人 ${plainWords(contact)}`)];
  const reached: PaperBlock[] =
    contact !== null && phone !== null
      ? [{ kind: 'row', left: `联系人 ${plainWords(contact)}`, right: `电话 ${masked(phone)}` }]
      : phone === null
        ? who
        : [text(`电话 ${masked(phone)}`)];
  return [
    ...letterhead(identity, title),
    { kind: 'row', left: `编号 ${promotion.number}`, right: paperDateTime(atMs, timeZone) },
    text(`商户  ${plainWords(promotion.shop)}`),
    ...reached,
    text('播音内容'),
    text(plainWords(promotion.zh), { indent: 2 }),
    ...(promotion.en === null ? [] : [text(plainWords(promotion.en), { indent: 2 })]),
    text('申请时段'),
    text(`${shortMoment(promotion.fromMs, timeZone)} 至 ${shortMoment(promotion.untilMs, timeZone)}`, { indent: 2 }),
    text(`申请次数  ${promotion.times}`),
    ...(places.length === 0 ? [] : [text(`播出区域  ${places.map(plainWords).join('、')}`)]),
  ];
}

function answer({ promotion, decision, plan, timeZone }: Parameters<typeof replySlip>[0]): PaperBlock[] {
  const why = text(`原因  ${plainWords(promotion.reason ?? '')}`);
  switch (decision) {
    case 'approve': {
      const short = promotion.times - plan.length;
      return [
        text(`同意播出 ${plan.length} 次`, { bold: true }),
        ...(short > 0 ? [text(`其余 ${short} 次该时段排不下。`)] : []),
        ...byDay(plan, timeZone),
        text('遇紧急、寻人等广播时顺延，以结果单为准。'),
      ];
    }
    case 'refuse':
      return [text('本次不予播出', { bold: true }), why, text('修改后可重新登记。')];
    case 'defer':
      return [
        text(`延后至 ${shortMoment(promotion.deferredUntilMs ?? 0, timeZone)} 答复`, { bold: true }),
        why,
        text('到时请到服务台询问，或等候通知。'),
      ];
  }
}

/** Each day on its own line, times under each other where they wrap. */
function byDay(plan: readonly number[], timeZone: string): PaperBlock[] {
  const days = new Map<string, string[]>();
  for (const atMs of plan) {
    const day = dayWords(atMs, timeZone);
    days.set(day, [...(days.get(day) ?? []), paperTime(atMs, timeZone)]);
  }
  return [...days].map(([day, times]) => ({
    kind: 'cells',
    cells: [
      { text: day, width: DAY_COLUMNS },
      { text: times.join('  '), width: 'rest' },
    ],
  }));
}

/** `11-21 周六` */
function dayWords(atMs: number, timeZone: string): string {
  const day = Temporal.PlainDate.from(paperDate(atMs, timeZone));
  return `${paperDate(atMs, timeZone).slice(5)} ${WEEKDAYS[day.dayOfWeek - 1] ?? ''}`;
}

const shortMoment = (atMs: number, timeZone: string) => paperDateTime(atMs, timeZone).slice(5);

const nameOf = ({ name, staffNo }: Who) => `${plainWords(name)} ${staffNo}`.trim();

function text(words: string, more: { readonly indent?: number; readonly bold?: boolean } = {}): PaperBlock {
  return { kind: 'text', text: words, ...more };
}

/** The shop knows its own number; whoever finds the paper need not: 138****1234. */
function masked(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '*'.repeat(digits.length) : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
