import type { FormAsked } from '../../forms/asked.rules.ts';
import type { FormKind, LeaveKind } from '../../forms/rules.ts';
import type { FormView, SheetView } from '../../forms/view.rules.ts';
import { halfFilled } from '../desk/half-filled.ts';
import type { LampState } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { language, say } from '../words/words.ts';

/** A form as it is being filled in; kept while a tap or another page comes between. */
export interface Filling {
  /** Undefined: one's own. */
  readonly personId: number | undefined;
  readonly kind: FormKind;
  readonly leaveKind: LeaveKind;
  /** The form this one corrects. */
  readonly replaces: number | undefined;
  readonly day: string | undefined;
  readonly untilDay: string | undefined;
  readonly eventDay: string | undefined;
  /** Which of the three a touch of a day sets. */
  readonly picking: 'from' | 'until' | 'event';
  readonly startsHalf: boolean;
  readonly endsHalf: boolean;
  readonly choice: string | undefined;
  readonly extras: Readonly<Record<string, number>>;
  readonly shiftId: string | undefined;
  readonly direction: 'in' | 'out' | 'both' | undefined;
  /** Half hours after midnight. */
  readonly fromHalf: number;
  readonly untilHalf: number;
  readonly partner: { readonly personId: number; readonly otherDay: string } | undefined;
  readonly reason: string;
  readonly allowedBy: number | undefined;
}

const firstHalf = 28;
const lastHalf = 33;

const nothing: Filling = {
  personId: undefined,
  kind: 'exception',
  leaveKind: 'annual',
  replaces: undefined,
  day: undefined,
  untilDay: undefined,
  eventDay: undefined,
  picking: 'from',
  startsHalf: false,
  endsHalf: false,
  choice: undefined,
  extras: {},
  shiftId: undefined,
  direction: undefined,
  fromHalf: firstHalf,
  untilHalf: lastHalf,
  partner: undefined,
  reason: '',
  allowedBy: undefined,
};

export const filling = halfFilled<Filling>(nothing);

export function fill(changed: Partial<Filling>): void {
  filling.value = { ...filling.value, ...changed };
}

/** Begins a form; whose it is stays chosen. */
export function begin(changed: Partial<Filling> = {}): void {
  filling.value = { ...nothing, personId: filling.value.personId, ...changed };
}

/** Begins the form that corrects another one, filled in as that one was. */
export function beginAgain({ formId, person, asked, reason, steps }: FormView): void {
  // What was allowed by phone stays allowed: without it the rules would refuse the same days as asked for too late.
  const allowedBy = steps.find(({ kind, struck }) => kind === 'oral' && !struck)?.person?.id;
  const same = { ...nothing, personId: person.id, replaces: formId, kind: asked.kind, reason, allowedBy };
  switch (asked.kind) {
    case 'exception':
      filling.value = { ...same, ...oneDay(asked.day), shiftId: asked.shiftId, direction: asked.direction };
      return;
    case 'business':
    case 'overtime':
      filling.value = { ...same, ...oneDay(asked.day), fromHalf: halfOf(asked.from), untilHalf: halfOf(asked.until) };
      return;
    case 'leave':
      filling.value = {
        ...same,
        leaveKind: asked.leaveKind,
        day: asked.from.day,
        untilDay: asked.until.day,
        startsHalf: asked.from.half === 'second',
        endsHalf: asked.until.half === 'first',
        choice: asked.choice,
        extras: asked.extras ?? {},
        eventDay: asked.eventDay,
      };
      return;
    case 'swap':
      filling.value = {
        ...same,
        ...oneDay(asked.day),
        partner: { personId: asked.withPersonId, otherDay: asked.otherDay },
      };
  }
}

const oneDay = (day: string) => ({ day, untilDay: day });

/** What the service says of a swap of the chosen day; a form that is corrected does not count against itself. */
export function swapPath(personId: number, what: string): string {
  const { day, replaces } = filling.value;
  return `/api/swaps/${personId}/${day}/${what}${replaces === undefined ? '' : `?replaces=${replaces}`}`;
}

/** What the service is told of it; undefined while something is missing. */
export function bodyOf(form: Filling): object | undefined {
  const asked = askedOf(form);
  if (asked === undefined) return undefined;
  const { personId, allowedBy, replaces } = form;
  const oral = form.kind === 'leave' || form.kind === 'business' ? allowedBy : undefined;
  return {
    asked,
    reason: form.reason.trim(),
    ...(personId === undefined ? {} : { personId }),
    ...(oral === undefined ? {} : { allowedBy: oral }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

function askedOf(form: Filling): FormAsked | undefined {
  const { day, kind } = form;
  if (day === undefined) return undefined;
  const times = { from: clockOf(form.fromHalf), until: clockOf(form.untilHalf) };
  switch (kind) {
    case 'exception':
      return form.shiftId === undefined || form.direction === undefined
        ? undefined
        : { kind, day, shiftId: form.shiftId, direction: form.direction };
    case 'business':
    case 'overtime':
      return { kind, day, ...times };
    case 'leave':
      return {
        kind,
        leaveKind: form.leaveKind,
        from: { day, half: form.startsHalf ? 'second' : 'first' },
        until: { day: form.untilDay ?? day, half: form.endsHalf ? 'first' : 'second' },
        ...(form.choice === undefined ? {} : { choice: form.choice }),
        ...(Object.keys(form.extras).length === 0 ? {} : { extras: form.extras }),
        ...(form.eventDay === undefined ? {} : { eventDay: form.eventDay }),
      };
    case 'swap':
      return form.partner === undefined
        ? undefined
        : { kind, day, withPersonId: form.partner.personId, otherDay: form.partner.otherDay };
  }
}

/** `10:30` of the twenty-first half hour. */
export function clockOf(half: number): string {
  return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
}

/** The half hour a time is in. */
function halfOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 2 + Math.floor(minutes / 30);
}

const dayMs = 86_400_000;

/** `n` days after a date. */
export function dayAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * dayMs).toISOString().slice(0, 10);
}

/** The Monday of the week a date is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return dayAfter(day, 1 - weekday);
}

/** `11月26日 周四`, `Thu 26 Nov`. */
export function dayWords(day: string): string {
  const place = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  const options = { timeZone: 'UTC', month: 'short', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(place, options).format(Date.parse(`${day}T00:00:00Z`));
}

/** `3.5` of seven half days. */
export function daysOf(halfDays: number): string {
  return String(halfDays / 2);
}

/** A sheet as a lamp: red needs somebody. */
export function lampOf({ state, place, overdue }: SheetView): LampState {
  if (state === 'withdrawn') return 'off';
  if (overdue || state === 'refused') return 'need';
  return state === 'confirmed' && place !== 'person' ? 'done' : 'wait';
}

/** Where a sheet is and what it waits for. */
export function whereWords(sheet: SheetView): string {
  const { state, place, overdue, next, dueDay } = sheet;
  if (state === 'withdrawn' || state === 'refused') return w(`where.${state}`);
  if (overdue) return w('where.overdue', { day: dayWords(dueDay) });
  if (next !== null && place !== 'unprinted') return w('where.next', { who: say(next) });
  if (place === 'person') return w('where.signed');
  return w(`place.${place}`);
}
