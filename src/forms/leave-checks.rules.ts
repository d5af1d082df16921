import { Temporal } from 'temporal-polyfill';
import type { LeaveRules } from '../../config/rules/leave.ts';
import { counted } from '../ports/counted.ts';
import type { FormRefusal, LeaveAsked } from './asked.rules.ts';
import { already, type CheckFacts, coveringOf, refuser, tooLate } from './checks.rules.ts';
import { after, dayBack, isAlive, type LeaveLength, lengthOf, runningDays } from './leave-length.rules.ts';
import type { LeaveKind } from './rules.ts';

type KindRules = LeaveRules['kinds'][LeaveKind];
type EventLimit = Extract<KindRules['limit'], { by: 'event' }>;
type Refuse = ReturnType<typeof refuser>;

/** What leave is checked against besides. */
export interface LeaveFacts extends CheckFacts {
  readonly leave: LeaveRules;
  /** Half days left in the account of annual leave that the day is in. */
  annualLeft(): number;
  /** The last day of that account. */
  annualUntil(): string;
  /** Half days of this kind already taken or asked for because of the event of this day. */
  takenFor(leaveKind: LeaveKind, eventDay: string): number;
}

/** Leave: its unit, its notice, the limits of its kind, and that nothing else stands there. */
export function checkLeave(asked: LeaveAsked, facts: LeaveFacts): FormRefusal | undefined {
  const kind = facts.leave.kinds[asked.leaveKind];
  const no = refuser(kind.clause);
  const length = lengthOf(asked, kind.counts, facts);
  if (length === undefined)
    return no('wrong-span', 'until', '结束要在开始之后，请改日期。', 'It must end after it begins. Change the dates.');
  return (
    unitRefusal(length, kind, no) ??
    probationRefusal(asked, kind, facts, no) ??
    timeRefusal(asked, length, kind, facts, no) ??
    limitRefusal(asked, length, kind, facts, no) ??
    overlapRefusal(length, facts, no)
  );
}

function unitRefusal({ halfDays }: LeaveLength, { unitHalfDays, zh }: KindRules, no: Refuse): FormRefusal | undefined {
  if (halfDays === 0)
    return no(
      'no-working-day',
      'from',
      '这几天都没有排班，不用请假。',
      'No shift is rostered on these days; no leave is needed.',
    );
  if (halfDays % unitHalfDays === 0) return undefined;
  const unit = unitHalfDays / 2;
  return no(
    'unit',
    'until',
    `${zh}最小单位是 ${unit} 天，请改一下。`,
    `This leave is taken in units of ${counted(unit, 'day')}. Change it.`,
  );
}

function probationRefusal(
  { from }: LeaveAsked,
  { afterProbation, zh }: KindRules,
  facts: LeaveFacts,
  no: Refuse,
): FormRefusal | undefined {
  if (!afterProbation || !facts.line(from.day).probation) return undefined;
  return no('probation', 'leaveKind', `试用期满后才有${zh}。`, 'There is none of this before the probation is over.');
}

function timeRefusal(
  asked: LeaveAsked,
  { fromMs }: LeaveLength,
  kind: KindRules,
  facts: LeaveFacts,
  no: Refuse,
): FormRefusal | undefined {
  if (facts.oral) {
    if (!kind.mayBeOral)
      return no(
        'not-oral',
        'allowedBy',
        `${kind.zh}不能口头先批，请事先填单。`,
        'This leave cannot be allowed by word of mouth. Fill it in beforehand.',
      );
    const { oralFormOnReturn } = facts.rules;
    const back = dayBack(asked, facts);
    return oralFormOnReturn.value && facts.today > back ? tooLate(back, oralFormOnReturn.clause) : undefined;
  }
  if (fromMs < facts.nowMs) {
    return kind.mayBeOral
      ? no(
          'begun',
          'from',
          '已经开始的假，请选口头批准的上级。',
          'It has begun already: choose who allowed it by word of mouth.',
        )
      : no('begun', 'from', `${kind.zh}要事先请，不能补。`, 'This leave is asked for beforehand and not afterwards.');
  }
  const soonest = after(facts.today, kind.noticeDays);
  if (asked.from.day >= soonest) return undefined;
  return no(
    'notice',
    'from',
    `${kind.zh}要提前 ${kind.noticeDays} 天，最早 ${soonest}。`,
    `This leave needs ${counted(kind.noticeDays, 'day')} of notice: ${soonest} at the earliest.`,
  );
}

function limitRefusal(
  asked: LeaveAsked,
  length: LeaveLength,
  kind: KindRules,
  facts: LeaveFacts,
  no: Refuse,
): FormRefusal | undefined {
  switch (kind.limit.by) {
    case 'none':
      return undefined;
    case 'weeks': {
      const { weeks } = kind.limit;
      const sameKind = facts.forms.filter((form) => form.kind !== 'leave' || form.leaveKind === asked.leaveKind);
      const running = Math.max(length.calendarDays, runningDays(asked, sameKind, facts));
      if (running <= weeks * 7) return undefined;
      return no(
        'too-long',
        'until',
        `${kind.zh}最多连续 ${weeks} 周，这次共 ${running} 天。`,
        `At most ${counted(weeks, 'week')} without a break; this makes ${counted(running, 'day')}.`,
      );
    }
    case 'account': {
      const lastDay = facts.annualUntil();
      if (asked.until.day > lastDay)
        return no(
          'over-year',
          'until',
          `${kind.zh}账户到 ${lastDay} 为止，之后的请另填一张。`,
          `This account ends on ${lastDay}. Fill in another form for the days after it.`,
        );
      const annualLeft = facts.annualLeft();
      if (length.halfDays <= annualLeft) return undefined;
      const left = dayCount(Math.max(0, annualLeft));
      return no(
        'balance',
        'until',
        `${kind.zh}还剩 ${left} 天，不够 ${dayCount(length.halfDays)} 天。`,
        `Left: ${counted(left, 'day')}. Asked for: ${dayCount(length.halfDays)}.`,
      );
    }
    case 'event':
      return eventRefusal(asked, length, kind.limit, facts, no);
  }
}

function eventRefusal(
  asked: LeaveAsked,
  { halfDays }: LeaveLength,
  limit: EventLimit,
  facts: LeaveFacts,
  no: Refuse,
): FormRefusal | undefined {
  const { event, choices, extras } = limit;
  const choice = choices.find(({ id }) => id === asked.choice);
  if (choice === undefined)
    return no(
      'choice',
      'choice',
      `请选${choices.map(({ zh }) => zh).join('或')}。`,
      `Choose ${choices.map(({ en }) => en).join(' or ')}.`,
    );
  const { eventDay } = asked;
  if (eventDay === undefined) return no('event', 'eventDay', `请选${event.zh}。`, `Choose: ${event.en.toLowerCase()}.`);
  const earliest = limit.daysBefore === undefined ? undefined : after(eventDay, -limit.daysBefore);
  if (earliest !== undefined && asked.from.day < earliest)
    return no(
      'too-early',
      'from',
      `最早从 ${earliest} 开始（${event.zh} ${eventDay}）。`,
      `From ${earliest} at the earliest (${event.en.toLowerCase()} ${eventDay}).`,
    );
  const latest = latestDay(limit, eventDay);
  if (latest !== undefined && asked.until.day > latest)
    return no(
      'too-late-after',
      'until',
      `要在 ${latest} 之前休完（${event.zh} ${eventDay}）。`,
      `It is to be over by ${latest} (${event.en.toLowerCase()} ${eventDay}).`,
    );
  const more = extras.reduce((sum, { id, days, most }) => sum + days * Math.min(most, asked.extras?.[id] ?? 0), 0);
  const most = (choice.days + more) * 2 - facts.takenFor(asked.leaveKind, eventDay);
  if (halfDays <= most) return undefined;
  return no(
    'too-long',
    'until',
    `${choice.zh}最多 ${dayCount(Math.max(0, most))} 天，这次是 ${dayCount(halfDays)} 天。`,
    `At most ${counted(dayCount(Math.max(0, most)), 'day')}. Asked for: ${dayCount(halfDays)}.`,
    choice.clause,
  );
}

function latestDay({ daysAfter, monthsAfter }: EventLimit, eventDay: string): string | undefined {
  if (monthsAfter !== undefined) return Temporal.PlainDate.from(eventDay).add({ months: monthsAfter }).toString();
  return daysAfter === undefined ? undefined : after(eventDay, daysAfter);
}

function overlapRefusal(
  { work: { fromMs, untilMs } }: LeaveLength,
  facts: LeaveFacts,
  no: Refuse,
): FormRefusal | undefined {
  const other =
    coveringOf(facts.forms, { fromMs, untilMs }) ??
    facts.forms.find(
      (form) => form.kind === 'overtime' && isAlive(form) && form.fromMs < untilMs && form.untilMs > fromMs,
    );
  return other && no('overlap', 'from', ...already(other.number));
}

/** Half days as days: `3.5`. */
export function dayCount(halfDays: number): string {
  return String(halfDays / 2);
}
