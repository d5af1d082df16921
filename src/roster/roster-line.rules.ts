import { Temporal } from 'temporal-polyfill';
import type {
  DayChange,
  Employment,
  NursingOption,
  Pattern,
  RosterFrame,
  RosterLine,
  RosterParts,
  RosterShift,
  RosterSource,
} from './rules.ts';

const MINUTE_MS = 60_000;

/** The employment that holds on a day; before the first one, the first. */
export function employmentOn(employments: readonly Employment[], day: string): Employment | undefined {
  return employments.findLast(({ from }) => from <= day) ?? employments[0];
}

/**
 * What one person is to do on one day: a change of that day before the calendar, the calendar before the pattern. Before the first
 * day of work and after the last there is no shift, nor while somebody was away who left and came back.
 */
export function rosterLine(parts: RosterParts, frame: RosterFrame, day: string): RosterLine {
  const employment = employmentOn(parts.employments, day);
  const pattern = patternOf(frame, employment?.patternId);
  const change = parts.changes.findLast((one) => one.day === day);
  const isHere = day >= parts.joined && (parts.left === null || day <= parts.left);
  const { shiftIds, source } = !isHere ? notHere(pattern) : plan(frame, pattern, change, day);
  const nursing = parts.nursing.findLast(({ from, until }) => from <= day && day <= until)?.option ?? null;
  return {
    personId: parts.personId,
    day,
    shifts: shiftsOf(frame, shiftIds, day, nursing).filter((shift) => !isAway(parts, shift)),
    source,
    calendar: frame.calendar,
    triplePay: frame.triplePay,
    department: employment?.department ?? '',
    postId: employment?.postId ?? '',
    grade: employment?.grade ?? 'staff',
    probation: day < probationEnds(parts.joined, frame.probationMonths),
    nursing,
  };
}

/** Whether a shift begins while its person was away. */
function isAway({ away }: RosterParts, { day, startMs }: RosterShift): boolean {
  return away.some(({ left, backMs }) => left < day && startMs < backMs);
}

/** The first day after the probation. */
export function probationEnds(joined: string, months: number): string {
  return monthsAfter(joined, months);
}

/** The same date so many months later; the last of that month where it has no such date. */
export function monthsAfter(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

interface Plan {
  readonly shiftIds: readonly string[];
  readonly source: RosterSource;
}

function notHere({ id, clause }: Pattern): Plan {
  return { shiftIds: [], source: { kind: 'pattern', patternId: id, clause } };
}

function plan({ calendar }: RosterFrame, pattern: Pattern, change: DayChange | undefined, day: string): Plan {
  if (change !== undefined) {
    const { id: changeId, shiftIds, kind: how, reason } = change;
    return { shiftIds, source: { kind: 'change', changeId, how, reason } };
  }
  const { clause } = pattern;
  if (pattern.followsCalendar && calendar.name !== null) {
    if (calendar.kind === 'holiday') return { shiftIds: [], source: { kind: 'holiday', name: calendar.name, clause } };
    if (calendar.kind === 'make-up-workday') {
      const shiftIds = pattern.days.find((shifts) => shifts.length > 0) ?? [];
      return { shiftIds, source: { kind: 'make-up-workday', name: calendar.name, clause } };
    }
  }
  return { shiftIds: patternDay(pattern, day), source: { kind: 'pattern', patternId: pattern.id, clause } };
}

function patternDay({ repeats, anchor, days }: Pattern, day: string): readonly string[] {
  const date = Temporal.PlainDate.from(day);
  if (repeats === 'week') return days[date.dayOfWeek - 1] ?? [];
  const passed = Temporal.PlainDate.from(anchor ?? '1970-01-01').until(date, { largestUnit: 'days' }).days;
  return days[((passed % days.length) + days.length) % days.length] ?? [];
}

function patternOf({ patterns, defaultPattern }: RosterFrame, id: string | undefined): Pattern {
  const pattern =
    patterns.find((known) => known.id === id) ?? patterns.find((known) => known.id === defaultPattern) ?? patterns[0];
  if (pattern === undefined) throw new Error('roster rules without a pattern');
  return pattern;
}

/** A shift the rules know no more is left out: nobody can be late for it. */
function shiftsOf(
  { shifts, span, nursingMinutes }: RosterFrame,
  shiftIds: readonly string[],
  day: string,
  nursing: NursingOption | null,
): readonly RosterShift[] {
  const rostered = shiftIds
    .flatMap((id) => shifts.filter((known) => known.id === id))
    .map((shift): RosterShift => {
      const { endDay, startMs, endMs } = span(shift, day);
      const { id: shiftId, name, breakMinutes, clause } = shift;
      return { shiftId, name, day, endDay, startMs, endMs, breakMinutes, clause };
    })
    .sort((a, b) => a.startMs - b.startMs);
  const takenFrom = nursing === 'start-later' ? 0 : rostered.length - 1;
  return rostered.map((shift, at) => (at === takenFrom ? nursed(shift, nursing, nursingMinutes) : shift));
}

function nursed(shift: RosterShift, nursing: NursingOption | null, minutes: number): RosterShift {
  switch (nursing) {
    case null:
      return shift;
    case 'start-later':
      return { ...shift, startMs: shift.startMs + minutes * MINUTE_MS };
    case 'leave-earlier':
      return { ...shift, endMs: shift.endMs - minutes * MINUTE_MS };
    case 'longer-lunch':
      return { ...shift, breakMinutes: shift.breakMinutes + minutes };
  }
}
