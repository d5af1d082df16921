import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import { paperTime } from '../printing/letterhead.ts';
import { rosterLineOf } from '../roster/actions.ts';
import type { FormAsked, FormRefusal } from './asked.rules.ts';
import { chainFor, dueDay } from './chain.rules.ts';
import { businessSpan, checkBusiness, checkException, checkOvertime, checkSwap, overtimeSpan } from './checks.rules.ts';
import { checkLeave, type LeaveFacts } from './leave-checks.rules.ts';
import { after, lengthOf, runningDays } from './leave-length.rules.ts';
import { type Forms, formRulesOn, leaveRulesOn } from './open-forms.ts';
import type { ChainPlace } from './sheet.rules.ts';
import type { FormDocument } from './store.ts';

/** A form to be filled in. */
export interface FormAsking {
  readonly personId: number;
  readonly asked: FormAsked;
  readonly reason: string;
  /** Who allowed it by word of mouth before there was a paper. */
  readonly allowedBy?: number | undefined;
  /** The form this one corrects. */
  readonly replaces?: number | undefined;
}

/** What a form would be: its days, who signs, by when it is due; and why it is refused, if it is. */
export interface FormPlan {
  readonly refusal: FormRefusal | undefined;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly halfDays: number | null;
  /** Half days in the account of annual leave, this form not yet taken off and the one it replaces given back; `null` where no account is asked. */
  readonly annualLeft: number | null;
  readonly chain: readonly ChainPlace[];
  readonly chainClause: string;
  readonly documents: readonly FormDocument[];
  readonly dueDay: string;
  readonly rulesFrom: string;
}

/** Forms are looked at this far around the days of a new one: a night shift, and leave before and after. */
const AROUND_DAYS = 62;

/** Works a form out and checks it; writes nothing. */
export function planForm(forms: Forms, asking: FormAsking, nowMs: number): FormPlan {
  const facts = factsFor(forms, asking, nowMs);
  const refusal = check(forms, asking, facts);
  const span = spanOf(asking.asked, facts);
  const { kind } = asking.asked;
  const isAnnual = asking.asked.kind === 'leave' && asking.asked.leaveKind === 'annual';
  const { chain, clause } = chainFor(facts.rules, {
    kind,
    grade: facts.line(span.fromDay).grade,
    days: span.workingHalfDays / 2,
    runningDays: span.runningDays,
  });
  return {
    refusal,
    fromDay: span.fromDay,
    untilDay: span.untilDay,
    fromMs: span.fromMs,
    untilMs: span.untilMs,
    halfDays: span.halfDays,
    annualLeft: isAnnual ? facts.annualLeft() : null,
    chain,
    chainClause: clause,
    documents: asking.asked.kind === 'leave' ? facts.leave.kinds[asking.asked.leaveKind].documents : [],
    dueDay: dueDay(facts.rules, kind, { filled: facts.today, from: span.fromDay, until: span.untilDay }),
    rulesFrom: facts.rules.from,
  };
}

/** What a person's forms are checked against. */
export function factsFor(forms: Forms, asking: FormAsking, nowMs: number): LeaveFacts {
  const { needs, store, desk } = forms;
  const { personId, asked, replaces, allowedBy } = asking;
  const { roster } = needs;
  const { shiftCalendar } = roster;
  const today = shiftCalendar.dayOf(nowMs);
  const [first = today, last = today] = daysOf(asked);
  const punches = needs.punchesSince(personId, first);
  return {
    rules: formRulesOn(forms, today),
    leave: leaveRulesOn(forms, today),
    attendance: inForce(needs.attendanceRules, first),
    personId,
    nowMs,
    today,
    oral: allowedBy !== undefined,
    forms: store
      .touching(personId, after(first, -AROUND_DAYS), after(last, AROUND_DAYS))
      .filter(({ formId }) => formId !== replaces),
    line: (day) => rosterLineOf(roster, personId, day),
    bounds: shiftCalendar.dayBounds,
    punches: (day) => punches.filter((punch) => punch.day === day),
    moment: (day, time) =>
      Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(desk.timeZone).epochMilliseconds,
    timeOf: (ms) => paperTime(ms, desk.timeZone),
    annualLeft: () => needs.annualLeft(personId, first) + givenBack(forms, first, replaces),
    annualUntil: () => needs.annualUntil(personId, first),
    takenFor: (kind, eventDay) => store.takenFor(personId, kind, eventDay, replaces ?? null),
  };
}

/** First and last day that is asked for, whatever they are worth. */
export function daysOf(asked: FormAsked): [first: string, last: string] {
  if (asked.kind === 'leave') return [asked.from.day, asked.until.day];
  if (asked.kind === 'swap') {
    const [first = asked.day, last = asked.day] = [asked.day, asked.otherDay].sort();
    return [first, last];
  }
  return [asked.day, asked.day];
}

/** Half days that the form which is replaced took from the account that a day is in. */
function givenBack({ store, needs }: Forms, day: string, replaces: number | undefined): number {
  const form = replaces === undefined ? undefined : store.byId(replaces);
  if (form?.asked.kind !== 'leave' || form.asked.leaveKind !== 'annual') return 0;
  const { personId, fromDay, halfDays, state } = form;
  const sameAccount = needs.annualUntil(personId, fromDay) === needs.annualUntil(personId, day);
  return sameAccount && (state === 'open' || state === 'confirmed') ? (halfDays ?? 0) : 0;
}

function check(
  { needs }: Forms,
  { asked, personId, replaces }: FormAsking,
  facts: LeaveFacts,
): FormRefusal | undefined {
  switch (asked.kind) {
    case 'exception':
      return checkException(asked, facts);
    case 'business':
      return checkBusiness(asked, facts);
    case 'leave':
      return checkLeave(asked, facts);
    case 'overtime':
      return checkOvertime(asked, facts);
    case 'swap':
      return checkSwap(asked, facts) ?? needs.checkSwap({ ...asked, personId }, replaces);
  }
}

interface Span {
  readonly fromDay: string;
  readonly untilDay: string;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly halfDays: number | null;
  readonly workingHalfDays: number;
  readonly runningDays: number;
}

function spanOf(asked: FormAsked, facts: LeaveFacts): Span {
  const [fromDay, untilDay] = daysOf(asked);
  const days = { fromDay, untilDay, fromMs: null, untilMs: null, halfDays: null, workingHalfDays: 0, runningDays: 0 };
  switch (asked.kind) {
    case 'exception':
    case 'swap':
      return days;
    case 'business':
      return { ...days, ...businessSpan(asked, facts) };
    case 'overtime':
      return { ...days, ...overtimeSpan(asked, facts) };
    case 'leave': {
      const length = lengthOf(asked, facts.leave.kinds[asked.leaveKind].counts, facts);
      if (length === undefined) return days;
      const { fromMs, untilMs, halfDays, workingHalfDays } = length;
      return {
        ...days,
        fromMs,
        untilMs,
        halfDays,
        workingHalfDays,
        runningDays: runningDays(asked, facts.forms, facts),
      };
    }
  }
}

/** Whether every day named is a date. */
export function areDates(days: readonly string[]): boolean {
  return days.every((day) => {
    try {
      return Temporal.PlainDate.from(day).toString() === day;
    } catch {
      return false;
    }
  });
}
