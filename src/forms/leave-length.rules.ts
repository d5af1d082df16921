import { Temporal } from 'temporal-polyfill';
import type { RosterLine } from '../roster/rules.ts';
import type { Half, LeaveAsked } from './asked.rules.ts';
import type { FormFact, LeaveForm } from './rules.ts';

/** What the roster and the clock say about days. */
export interface Days {
  line(day: string): RosterLine;
  bounds(day: string): { readonly startMs: number; readonly endMs: number };
}

/** How long leave is, by every way of counting. */
export interface LeaveLength {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Without the pause of the day, which belongs to both of its halves. */
  readonly work: { readonly fromMs: number; readonly untilMs: number };
  /** As its kind counts. */
  readonly halfDays: number;
  /** On days with a shift. */
  readonly workingHalfDays: number;
  readonly calendarDays: number;
}

/** Longest leave that is asked for at once, and how far leave before and after it is looked for. */
const LONGEST_DAYS = 400;
const NEIGHBOUR_DAYS = 60;

/** Measures leave; `undefined` where it ends before it begins or is longer than anybody's. */
export function lengthOf(
  { from, until }: Pick<LeaveAsked, 'from' | 'until'>,
  counts: 'calendar' | 'roster',
  days: Days,
): LeaveLength | undefined {
  if (until.day < from.day || (until.day === from.day && until.half < from.half)) return undefined;
  const calendarDays = daysBetween(from.day, until.day) + 1;
  if (calendarDays > LONGEST_DAYS) return undefined;
  const all = eachDay(from.day, calendarDays).map((day) => ({
    halves:
      2 - (day === from.day && from.half === 'second' ? 1 : 0) - (day === until.day && until.half === 'first' ? 1 : 0),
    works: days.line(day).shifts.length > 0,
  }));
  const sum = (some: typeof all): number => some.reduce((total, { halves }) => total + halves, 0);
  const workingHalfDays = sum(all.filter(({ works }) => works));
  return {
    fromMs: beginning(from.day, from.half, days),
    untilMs: end(until.day, until.half, days),
    work: {
      fromMs: beginning(from.day, from.half, days, 'without'),
      untilMs: end(until.day, until.half, days, 'without'),
    },
    halfDays: counts === 'roster' ? workingHalfDays : sum(all),
    workingHalfDays,
    calendarDays,
  };
}

/** Days without a break that this leave makes with the leave before and after it; days of rest between do not break it. */
export function runningDays(
  { from, until }: Pick<LeaveAsked, 'from' | 'until'>,
  forms: readonly FormFact[],
  days: Days,
): number {
  const leaves = forms.filter((form): form is LeaveForm => form.kind === 'leave' && isAlive(form));
  const first = reach(from, -1, leaves, days);
  const last = reach(until, 1, leaves, days);
  return daysBetween(first, last) + 1;
}

/** The first day with a shift after some leave; the last day itself where only its morning was taken. */
export function dayBack({ until }: Pick<LeaveAsked, 'until'>, days: Days): string {
  if (until.half === 'first' && days.line(until.day).shifts.length > 0) return until.day;
  return nextWorkday(until.day, days);
}

/** The next day with a shift; where none comes for two months, the next day. */
export function nextWorkday(day: string, days: Days): string {
  const found = eachDay(after(day, 1), NEIGHBOUR_DAYS).find((one) => days.line(one).shifts.length > 0);
  return found ?? after(day, 1);
}

export function isAlive({ state }: Pick<FormFact, 'state'>): boolean {
  return state === 'open' || state === 'confirmed';
}

/** `n` days later, or earlier. */
export function after(day: string, n: number): string {
  return Temporal.PlainDate.from(day).add({ days: n }).toString();
}

export function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days;
}

export function eachDay(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => after(from, n));
}

/** The last day, going one way, that is leave without a break; half a day of work is one. */
function reach({ day, half }: LeaveAsked['from'], step: 1 | -1, leaves: readonly LeaveForm[], days: Days): string {
  const order: readonly Half[] = step === 1 ? ['first', 'second'] : ['second', 'first'];
  const isAway = (halves: Halves, one: Half): boolean => {
    const startMs = one === 'first' ? halves.startMs : halves.secondStartMs;
    const endMs = one === 'first' ? halves.firstEndMs : halves.endMs;
    return leaves.some(({ fromMs, untilMs }) => fromMs <= startMs && untilMs >= endMs);
  };
  let reached = day;
  for (let n = 0; n <= NEIGHBOUR_DAYS; n++) {
    const one = after(day, n * step);
    const halves = halvesOf(days.line(one));
    if (halves === undefined) continue;
    // Of the day itself only what lies beyond the half that is asked for.
    for (const part of n === 0 ? order.slice(order.indexOf(half) + 1) : order) {
      if (!isAway(halves, part)) return reached;
      reached = one;
    }
  }
  return reached;
}

/** Whether the pause between the halves of a day is counted to the half that is asked for. */
type Pause = 'with' | 'without';

function beginning(day: string, half: Half, days: Days, pause: Pause = 'with'): number {
  const halves = halvesOf(days.line(day));
  if (halves !== undefined) {
    if (half === 'first') return halves.startMs;
    return pause === 'with' ? halves.firstEndMs : halves.secondStartMs;
  }
  const { startMs } = days.bounds(day);
  if (half === 'second') return noon(day, days);
  // The night shift of the day before goes on into this one.
  return Math.max(startMs, days.line(after(day, -1)).shifts.at(-1)?.endMs ?? startMs);
}

function end(day: string, half: Half, days: Days, pause: Pause = 'with'): number {
  const halves = halvesOf(days.line(day));
  if (halves !== undefined) {
    if (half === 'second') return halves.endMs;
    return pause === 'with' ? halves.secondStartMs : halves.firstEndMs;
  }
  return half === 'second' ? days.bounds(day).endMs : noon(day, days);
}

function noon(day: string, days: Days): number {
  const { startMs, endMs } = days.bounds(day);
  return (startMs + endMs) / 2;
}

interface Halves {
  readonly startMs: number;
  readonly firstEndMs: number;
  readonly secondStartMs: number;
  readonly endMs: number;
}

/** A day's two halves of work; the pause lies between them. Of two shifts a day each is one. */
function halvesOf({ shifts }: RosterLine): Halves | undefined {
  const [first] = shifts;
  const last = shifts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { startMs } = first;
  const { endMs } = last;
  if (shifts.length > 1) {
    const middle = Math.ceil(shifts.length / 2);
    return {
      startMs,
      firstEndMs: shifts[middle - 1]?.endMs ?? endMs,
      secondStartMs: shifts[middle]?.startMs ?? startMs,
      endMs,
    };
  }
  const halfMs = (endMs - startMs - first.breakMinutes * 60_000) / 2;
  return { startMs, firstEndMs: startMs + halfMs, secondStartMs: endMs - halfMs, endMs };
}
