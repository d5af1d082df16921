import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormRules } from '../../config/rules/forms.ts';
import type { Direction } from '../attendance/rules.ts';
import type { BusinessAsked, ExceptionAsked, FormRefusal, OvertimeAsked, SwapAsked } from './asked.rules.ts';
import { after, type Days, isAlive, nextWorkday } from './leave-length.rules.ts';
import type { BusinessForm, FormFact, LeaveForm, OvertimeForm } from './rules.ts';

/** A punch as the checks read it. */
export interface PunchOn {
  readonly shiftId: string;
  readonly direction: Direction;
  readonly atMs: number;
}

/** What a form is checked against. */
export interface CheckFacts extends Days {
  readonly rules: FormRules;
  readonly attendance: AttendanceRules;
  readonly personId: number;
  readonly nowMs: number;
  readonly today: string;
  /** Of this person around the days of the form; a form that is replaced is not among them. */
  readonly forms: readonly FormFact[];
  /** Allowed by word of mouth before there was a paper. */
  readonly oral: boolean;
  punches(day: string): readonly PunchOn[];
  /** `HH:MM` at the desk, UTC ms. */
  moment(day: string, time: string): number;
  /** `HH:MM` of an instant. */
  timeOf(ms: number): string;
}

type Span = { readonly fromMs: number; readonly untilMs: number };

/** A missed punch: of one's own shift, over, not punched, not on a form already. */
export function checkException(asked: ExceptionAsked, facts: CheckFacts): FormRefusal | undefined {
  const { clause } = facts.rules.kinds.exception;
  const { day, shiftId, direction } = asked;
  const no = refuser(clause);
  const shift = facts.line(day).shifts.find((one) => one.shiftId === shiftId);
  if (shift === undefined)
    return no(
      'not-your-shift',
      'day',
      '这天没有排这个班，请选自己的班次。',
      'This shift was not rostered that day. Choose a shift of your own.',
    );
  const isOver = direction === 'in' ? facts.nowMs >= shift.startMs : facts.nowMs >= shift.endMs;
  if (!isOver)
    return no(
      'not-over',
      'day',
      '这个班还没有到打卡时间，过后没打到再填。',
      'It is not yet time for this punch. Fill it in once it was missed.',
    );
  for (const one of directionsOf(direction)) {
    const punch = facts.punches(day).find((each) => each.shiftId === shiftId && each.direction === one);
    if (punch !== undefined) {
      const at = facts.timeOf(punch.atMs);
      const zh = `${at} 已打${one === 'in' ? '上' : '下'}班卡，不用填。`;
      return no('punched', 'direction', zh, `It was punched at ${at}; no form is needed.`);
    }
    const same = facts.forms.find(
      (form) =>
        form.kind === 'exception' &&
        isAlive(form) &&
        form.day === day &&
        form.shiftId === shiftId &&
        form.direction === one,
    );
    if (same !== undefined) return no('duplicate', 'direction', ...already(same.number));
  }
  const away = coveringOf(facts.forms, { fromMs: shift.startMs, untilMs: shift.endMs });
  if (away !== undefined && away.fromMs <= shift.startMs && away.untilMs >= shift.endMs)
    return no(
      'away',
      'day',
      `这天已有单据 ${away.number}，不算漏打卡。`,
      `Form ${away.number} covers that day; nothing was missed.`,
    );
  return undefined;
}

/** When business begins and ends, on a day of the roster; `undefined` on a day of rest. */
export function businessSpan({ day, from, until }: BusinessAsked, facts: CheckFacts): Span | undefined {
  const { shifts } = facts.line(day);
  const [first] = shifts;
  const last = shifts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const overnight = facts.moment(day, from) < first.startMs && nextDay(facts, day, from) < last.endMs;
  const fromMs = overnight ? nextDay(facts, day, from) : facts.moment(day, from);
  const sameDay = facts.moment(day, until);
  return { fromMs, untilMs: sameDay > fromMs ? sameDay : nextDay(facts, day, until) };
}

/** Out on business: punched in first, or allowed by phone with the form on the day back. */
export function checkBusiness(asked: BusinessAsked, facts: CheckFacts): FormRefusal | undefined {
  const { businessAhead, kinds, oralFormOnReturn } = facts.rules;
  const no = refuser(kinds.business.clause);
  const { day } = asked;
  const span = businessSpan(asked, facts);
  if (span === undefined)
    return no(
      'rest-day',
      'day',
      '这天没有排班，因公外出请按加班申请。',
      'Nobody is rostered that day; ask for overtime instead.',
    );
  const shifts = facts.line(day).shifts;
  if (!shifts.some(({ startMs, endMs }) => span.fromMs < endMs && span.untilMs > startMs))
    return no('outside-shift', 'from', '时间不在班次里，请改一下。', 'These times are outside the shift. Change them.');
  const overlap = coveringOf(facts.forms, span);
  if (overlap !== undefined) return no('overlap', 'day', ...already(overlap.number));
  if (facts.oral) {
    const back = facts.rules.oralFormOnReturn.value ? nextWorkday(day, facts) : undefined;
    if (back === undefined || facts.today <= back) return undefined;
    return tooLate(back, oralFormOnReturn.clause);
  }
  if (day > facts.today)
    return businessAhead.value
      ? undefined
      : no(
          'ahead',
          'day',
          '因公外出要先打上班卡，当天再填；来不及可由上级电话批准。',
          'Business begins with a punch: fill it in on the day, or have a superior allow it by phone.',
          businessAhead.clause,
        );
  if (day < facts.today && span.untilMs <= facts.bounds(facts.today).startMs)
    return no(
      'late',
      'day',
      '外出当天没填，请选电话批准的上级，返回当天补填。',
      'It was not filled in on the day. Choose who allowed it by phone; it is filled in on the day back.',
    );
  if (!facts.punches(day).some(({ direction, atMs }) => direction === 'in' && atMs <= span.fromMs))
    return no(
      'punch-first',
      'day',
      '请先打上班卡再外出；紧急的请选电话批准的上级。',
      'Punch in first. In an emergency choose who allowed it by phone.',
    );
  return undefined;
}

/** When overtime begins and ends. */
export function overtimeSpan({ day, from, until }: OvertimeAsked, facts: CheckFacts): Span {
  const fromMs = facts.moment(day, from);
  const sameDay = facts.moment(day, until);
  return { fromMs, untilMs: sameDay > fromMs ? sameDay : nextDay(facts, day, until) };
}

/** Overtime: on a rostered day of rest, asked for before it begins, once. */
export function checkOvertime(asked: OvertimeAsked, facts: CheckFacts): FormRefusal | undefined {
  const { overtime } = facts.attendance;
  const no = refuser(overtime.clause);
  const span = overtimeSpan(asked, facts);
  if (overtime.value.onlyRestDays && facts.line(asked.day).shifts.length > 0)
    return no(
      'not-rest-day',
      'day',
      '这天排了班，加班只算排休日。',
      'A shift is rostered that day; overtime counts on days of rest only.',
    );
  if (span.fromMs < facts.nowMs)
    return no(
      'backfill',
      'from',
      '加班要事先申请，不能补填。',
      'Overtime is asked for beforehand and not filled in afterwards.',
    );
  const same = facts.forms.find(
    (form): form is OvertimeForm => form.kind === 'overtime' && isAlive(form) && overlaps(form, span),
  );
  if (same !== undefined) return no('duplicate', 'from', ...already(same.number));
  const away = coveringOf(facts.forms, span);
  if (away !== undefined) return no('overlap', 'day', ...already(away.number));
  return undefined;
}

/** That neither day of a swap stands on another one; the rules of swapping are the room of swaps'. */
export function checkSwap({ day, otherDay }: SwapAsked, facts: CheckFacts): FormRefusal | undefined {
  const same = facts.forms.find(
    (form) =>
      form.kind === 'swap' && isAlive(form) && [form.day, form.otherDay].some((one) => one === day || one === otherDay),
  );
  return same && refuser(facts.rules.kinds.swap.clause)('duplicate', 'day', ...already(same.number));
}

/** Leave or business that overlaps a span and still counts. */
export function coveringOf(forms: readonly FormFact[], span: Span): LeaveForm | BusinessForm | undefined {
  return forms.find(
    (form): form is LeaveForm | BusinessForm =>
      (form.kind === 'leave' || form.kind === 'business') && isAlive(form) && overlaps(form, span),
  );
}

/** A refusal with the clause of its rule, unless told another. */
export function refuser(clause: string) {
  return (code: string, field: string, zh: string, en: string, other: string = clause): FormRefusal => ({
    code,
    field,
    says: { zh, en },
    clause: other,
  });
}

/** What somebody is told whose form stands there already. */
export function already(number: string): [zh: string, en: string] {
  return [`已有单据 ${number}，请先看那张。`, `There is form ${number} already; look at that one.`];
}

/** Allowed by word of mouth, and the day back is over. */
export function tooLate(back: string, clause: string): FormRefusal {
  return refuser(clause)(
    'too-late',
    'day',
    `应在返岗当天 ${back} 补填，已经过了；请找人事。`,
    `It was to be filled in on the day back, ${back}. Please see HR.`,
  );
}

function directionsOf(direction: ExceptionAsked['direction']): readonly Direction[] {
  return direction === 'both' ? ['in', 'out'] : [direction];
}

function overlaps(form: Span, { fromMs, untilMs }: Span): boolean {
  return form.fromMs < untilMs && form.untilMs > fromMs;
}

function nextDay(facts: CheckFacts, day: string, time: string): number {
  return facts.moment(after(day, 1), time);
}
