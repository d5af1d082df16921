import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { Person } from '../staff/actions.ts';
import { type BreakFrame, minutesOf, type RosterBreak, rosterBreaks } from './breaks.rules.ts';
import {
  employmentsOf,
  type Roster,
  rosterLineFor,
  rosterLineIf,
  rosterLinesOf,
  rosterRulesOn,
} from './open-roster.ts';
import { noSuchPerson, noSuchShift } from './refusals.ts';
import { employmentOn, probationEnds } from './roster-line.rules.ts';
import type { RosterLine } from './rules.ts';
import type { ChangePreview, PersonRoster, RosterChoices, RosterDay, RosterTable } from './view.rules.ts';

const WEEK_DAYS = 7;

/** What one day is to be, for the question what it would break. */
export interface AskedDay {
  readonly personId: number;
  readonly day: string;
  readonly shiftIds: readonly string[] | null;
}

/** The date at the desk now. */
export function todayOf({ desk, shiftCalendar }: Roster): string {
  return shiftCalendar.dayOf(desk.clock.read().wallMs);
}

/** The roster of some days, of a department or of everybody. @param from absent: the Monday of this week */
export function rosterTable(
  roster: Roster,
  asked: {
    readonly from?: string | undefined;
    readonly days?: number | undefined;
    readonly department?: string | undefined;
  },
): RosterTable {
  const today = todayOf(roster);
  const from = asked.from ?? roster.shiftCalendar.periodsOf(today).week;
  const days = daysFrom(from, asked.days ?? WEEK_DAYS);
  const until = days.at(-1) ?? from;
  const everybody = working(roster).map((person) => ({
    person,
    lines: days.map((day) => rosterLineFor(roster, person, day)),
  }));
  const departments = new Set(everybody.flatMap(({ lines }) => lines.map(({ department }) => department)));
  const shown = everybody.filter(
    ({ lines }) => asked.department === undefined || lines.some(({ department }) => department === asked.department),
  );
  const posts = new Set(shown.flatMap(({ lines }) => lines.map(({ postId }) => postId)));
  const people = new Set(shown.map(({ person }) => person.id));
  return {
    from,
    until,
    today,
    department: asked.department ?? null,
    departments: [...departments].filter((name) => name !== '').sort(),
    days: days.map((day) => dayOf(roster, day)),
    rows: shown.map(({ person: { id: personId, staffNo, name }, lines }) => ({
      personId,
      staffNo,
      name,
      lines,
      minutes: lines.reduce((sum, line) => sum + minutesOf(line), 0),
    })),
    breaks: breaksOn(roster, days, []).filter(
      ({ personId, postId }) => (personId !== null && people.has(personId)) || (postId !== null && posts.has(postId)),
    ),
    mark: markOf(roster),
  };
}

/** Stays the same as long as nothing of the roster and the calendar was changed. */
export function markOf({ store, needs }: Roster): string {
  return `${store.mark()}-${needs.calendar.mark()}`;
}

/** What holds for one person, what was said of it, and some days of it. @throws DeskError `roster/no-such-person` */
export function personRoster(roster: Roster, personId: number, from?: string, days?: number): PersonRoster {
  const person = roster.needs.personById(personId);
  if (person === undefined) throw noSuchPerson();
  const today = todayOf(roster);
  const first = from ?? roster.shiftCalendar.periodsOf(today).week;
  const wanted = daysFrom(first, days ?? WEEK_DAYS * 2);
  const now = employmentOn(employmentsOf(roster, person), today);
  if (now === undefined) throw new Error(`nothing holds for person ${personId}`);
  const rules = rosterRulesOn(roster, today);
  const joined = roster.store.employments(personId)[0]?.from ?? null;
  const nameOf = (actor: string) => roster.needs.personById(Number(actor.replace(/^staff:/, '')))?.name ?? actor;
  const told = <Row extends { setBy: string; setAtMs: number }>({ setBy, setAtMs, ...row }: Row) => ({
    ...row,
    by: nameOf(setBy),
    atMs: setAtMs,
  });
  return {
    personId,
    staffNo: person.staffNo,
    name: person.name,
    today,
    now,
    joined,
    probation:
      joined === null
        ? null
        : {
            until: probationEnds(joined, rules.probationMonths.value),
            months: rules.probationMonths.value,
            clause: rules.probationMonths.clause,
          },
    employments: roster.store.employmentsTold(personId).map(told).toReversed(),
    nursing: roster.store.nursingTold(personId).map(told).toReversed(),
    days: wanted.map((day) => dayOf(roster, day)),
    lines: rosterLinesOf(roster, personId, first, wanted.at(-1) ?? first),
  };
}

/** What one may choose from today, each with its clause. */
export function rosterChoices(roster: Roster): RosterChoices {
  const today = todayOf(roster);
  const { posts, patterns, shortNames, probationMonths, nursingHour } = rosterRulesOn(roster, today);
  const { shifts } = inForce(roster.needs.attendanceRules, today);
  return {
    posts,
    patterns,
    shifts,
    shortNames,
    probation: { months: probationMonths.value, clause: probationMonths.clause },
    nursingHour: { ...nursingHour.value, clause: nursingHour.clause },
  };
}

/** What changing these days would break and mend; writes nothing. @throws DeskError `roster/no-such-person` */
export function previewDays(roster: Roster, asked: readonly AskedDay[]): ChangePreview {
  for (const { personId, day, shiftIds } of asked) {
    if (roster.needs.personById(personId) === undefined) throw noSuchPerson();
    refuseUnknownShifts(roster, day, shiftIds);
  }
  const days = [...new Set(asked.map(({ day }) => day))].sort();
  const touched = [
    ...new Set(days.flatMap((day) => [roster.shiftCalendar.dayBefore(day), day, roster.shiftCalendar.dayAfter(day)])),
  ].sort();
  const before = breaksOn(roster, touched, []);
  const after = breaksOn(roster, touched, asked);
  const keys = (all: readonly RosterBreak[]) => new Set(all.map(({ key }) => key));
  const [had, has] = [keys(before), keys(after)];
  return {
    broken: after.filter(({ key }) => !had.has(key)),
    mended: before.filter(({ key }) => !has.has(key)),
  };
}

/** @throws DeskError `roster/no-such-shift` */
export function refuseUnknownShifts({ needs }: Roster, day: string, shiftIds: readonly string[] | null): void {
  const { shifts } = inForce(needs.attendanceRules, day);
  if (shiftIds?.some((id) => !shifts.some((known) => known.id === id))) throw noSuchShift();
}

/** The breaks of these days, with some days put otherwise. */
function breaksOn(roster: Roster, days: readonly string[], asked: readonly AskedDay[]): RosterBreak[] {
  const { shiftCalendar, needs, desk } = roster;
  const [first] = days;
  if (first === undefined) return [];
  // Of each day its whole week, for the hours, and a day on each side, for the rest between shifts: never more, however far apart the days are.
  const weeks = new Set(days.map((day) => shiftCalendar.periodsOf(day).week));
  const around = [
    ...new Set([...weeks].flatMap((week) => daysFrom(shiftCalendar.dayBefore(week), WEEK_DAYS + 2))),
  ].sort();
  const people = working(roster);
  const lines = people.flatMap((person): RosterLine[] => {
    const changed = new Map(
      asked.filter(({ personId }) => personId === person.id).map(({ day, shiftIds }) => [day, shiftIds] as const),
    );
    return around.map((day) => rosterLineIf(roster, person, day, changed));
  });
  const frame: BreakFrame = {
    days,
    posts: rosterRulesOn(roster, first).posts,
    weekHours: inForce(needs.attendanceRules, first).weekHours,
    restHours: needs.restHours(first),
    weekOf: (day) => shiftCalendar.periodsOf(day).week,
    span: shiftCalendar.span,
    timeOf: (ms) => wallTime(ms, desk.timeZone),
    nameOf: (personId) => people.find(({ id }) => id === personId)?.name ?? '',
  };
  return rosterBreaks(lines, frame);
}

function working({ needs }: Roster): Person[] {
  return needs.people().filter(({ active }) => active);
}

function dayOf({ needs }: Roster, day: string): RosterDay {
  return { calendar: needs.calendar.day(day), triplePay: needs.calendar.isTriplePay(day) };
}

function daysFrom(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function wallTime(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}
