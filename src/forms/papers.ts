import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { Paper, PaperBlock } from '../ports/receipt-printer.ts';
import { closing, letterhead, paperDateTime, paperTime } from '../printing/letterhead.ts';
import { rosterLineOf } from '../roster/actions.ts';
import type { FormAsked } from './asked.rules.ts';
import { leaveSpan } from './describe.rules.ts';
import { type Forms, formRulesOn, leaveRulesOn } from './open-forms.ts';
import type { StoredForm } from './store.ts';

const SINGLE: PaperBlock = { kind: 'rule', weight: 'single' };
const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
const box = (ticked: boolean, words: string): string => `${ticked ? '■' : '□'}${words}`;

/** The sheet of a form for wet signature (requirements §5.12); drawn in design/papers.md. `by`: who prints it. */
export function formPaper(forms: Forms, form: StoredForm, by: string): Paper {
  const { needs, desk } = forms;
  const person = needs.personById(form.personId);
  const rules = formRulesOn(forms, form.filledDay);
  const title = rules.kinds[form.kind].title.zh;
  return {
    title,
    blocks: [
      ...letterhead(needs.identity, title),
      { kind: 'row', left: `No. ${form.number}`, right: paperDateTime(form.filledAtMs, desk.timeZone) },
      { kind: 'row', left: `姓名 ${person?.name ?? ''}`, right: `工号 ${person?.staffNo ?? ''}` },
      text(`部门 ${form.department}`),
      ...matter(forms, form),
      form.reason === '' ? { kind: 'signatures', labels: ['事由'] } : text(`事由 ${form.reason}`),
      ...remarks(forms, form),
      SINGLE,
      ...form.chain.map((place): PaperBlock => ({ kind: 'signatures', labels: [place.zh, '日期'] })),
      { kind: 'signatures', labels: ['本人', '日期'] },
      SINGLE,
      text(dueLine(form)),
      text(printedBy(forms, by)),
      { kind: 'qr', text: form.number },
      ...closing(form.number),
    ],
  };
}

function matter(forms: Forms, form: StoredForm): PaperBlock[] {
  const { asked } = form;
  switch (asked.kind) {
    case 'exception':
      return [...dayAndShift(forms, form, asked.day, asked.shiftId), ...situation(form)];
    case 'business':
      return [
        ...dayAndShift(forms, form, asked.day, undefined),
        ...situation(form),
        { kind: 'row', left: `起 ${asked.from}`, right: `止 ${asked.until}` },
      ];
    case 'overtime':
      return [text(`日期 ${asked.day}`), { kind: 'row', left: `起 ${asked.from}`, right: `止 ${asked.until}` }];
    case 'leave':
      return leaveMatter(forms, form, asked);
    case 'swap': {
      const other = forms.needs.personById(asked.withPersonId);
      return [
        ...dayAndShift(forms, form, asked.day, undefined),
        text(`换班对象 ${other?.name ?? ''} ${other?.staffNo ?? ''}`),
        {
          kind: 'row',
          left: `对方 ${asked.otherDay}`,
          right: `班次 ${shiftsOn(forms, asked.withPersonId, asked.otherDay)}`,
        },
        { kind: 'signatures', labels: ['对方', '日期'] },
      ];
    }
  }
}

function leaveMatter(forms: Forms, form: StoredForm, asked: Extract<FormAsked, { kind: 'leave' }>): PaperBlock[] {
  const rules = leaveRulesOn(forms, form.filledDay);
  const { limit } = rules.kinds[asked.leaveKind];
  const choice = limit.by === 'event' ? limit.choices.find(({ id }) => id === asked.choice) : undefined;
  const extras = limit.by === 'event' ? limit.extras.filter(({ id }) => (asked.extras?.[id] ?? 0) > 0) : [];
  return [
    text(`类别 ${rules.kinds[asked.leaveKind].zh}`),
    text(`时间 ${leaveSpan(asked, 'zh', (day) => day)}`),
    text(
      `天数 ${(form.halfDays ?? 0) / 2} 天（${rules.kinds[asked.leaveKind].counts === 'roster' ? '按工作日' : '按日历日'}）`,
    ),
    ...(limit.by === 'event' && asked.eventDay !== undefined ? [text(`${limit.event.zh} ${asked.eventDay}`)] : []),
    ...(choice === undefined || (limit.by === 'event' && limit.choices.length < 2) ? [] : [text(`情形 ${choice.zh}`)]),
    ...extras.map((extra) => text(`${extra.zh} × ${asked.extras?.[extra.id] ?? 0}`)),
    ...(form.documents.length === 0 ? [] : [text(`附件 ${form.documents.map(({ zh }) => box(false, zh)).join(' ')}`)]),
  ];
}

/** What of the four is the matter. */
function situation({ asked }: StoredForm): PaperBlock[] {
  const direction = asked.kind === 'exception' ? asked.direction : undefined;
  const isMissed = (one: 'in' | 'out'): boolean => direction === one || direction === 'both';
  return [
    text(`情形 ${box(isMissed('in'), '上班漏打卡')} ${box(isMissed('out'), '下班漏打卡')}`),
    text(`     ${box(asked.kind === 'business', '因公外出')} ${box(false, '其他')}`),
  ];
}

function remarks(forms: Forms, form: StoredForm): PaperBlock[] {
  const { asked, personId } = form;
  const { needs, store } = forms;
  if (asked.kind === 'leave' && asked.leaveKind === 'annual')
    return [text(`批准后年假还剩 ${needs.annualLeft(personId, asked.from.day) / 2} 天`)];
  if (asked.kind !== 'exception') return [];
  const month = asked.day.slice(0, 7);
  const missed = store.missedPunches(personId, `${month}-01`, `${month}-31`);
  const { monthMissedPunches, triplePay } = inForce(needs.attendanceRules, asked.day);
  const line = rosterLineOf(needs.roster, personId, asked.day);
  const missedOut =
    asked.direction === 'out' ? line.shifts.find(({ shiftId }) => shiftId === asked.shiftId) : undefined;
  const late = line.triplePay && form.filledDay > (missedOut?.endDay ?? asked.day);
  return [
    text(`本月漏打卡 ${missed} / ${monthMissedPunches.value}（${monthMissedPunches.clause}）`),
    ...(late && triplePay.value.formSameDay ? [text(`三薪日应当天交单，本单已迟（${triplePay.clause}）`)] : []),
  ];
}

function dayAndShift(forms: Forms, form: StoredForm, day: string, shiftId: string | undefined): PaperBlock[] {
  return [{ kind: 'row', left: `日期 ${day}`, right: `班次 ${shiftsOn(forms, form.personId, day, shiftId)}` }];
}

function shiftsOn({ needs, desk }: Forms, personId: number, day: string, shiftId?: string): string {
  const time = (ms: number): string => paperTime(ms, desk.timeZone);
  return rosterLineOf(needs.roster, personId, day)
    .shifts.filter((shift) => shiftId === undefined || shift.shiftId === shiftId)
    .map(({ startMs, endMs }) => `${time(startMs)}–${time(endMs)}`)
    .join('、');
}

function dueLine({ dueDay, kind, filledDay }: StoredForm): string {
  if (dueDay === filledDay) return '请于今天下班前交前台。';
  const weekday = WEEKDAYS[Temporal.PlainDate.from(dueDay).dayOfWeek] ?? '';
  return kind === 'overtime' ? `请于 ${dueDay} 交前台。` : `请于 ${dueDay}（${weekday}）下班前交前台。`;
}

function printedBy({ needs }: Forms, actor: string): string {
  const person = needs.personById(Number(actor.replace(/^staff:/, '')));
  return person === undefined ? '系统自动打印' : `经办 ${person.name} ${person.staffNo}`;
}
