import { inForce } from '../../config/ruled.ts';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { RosterRules } from '../../config/rules/roster.ts';
import type { Calendar } from '../calendar/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { Person } from '../staff/actions.ts';
import { rosterLine } from './roster-line.rules.ts';
import type { DayChange, Employment, RosterFrame, RosterLine, RosterParts } from './rules.ts';
import { createShiftCalendar, type ShiftCalendar } from './shift-calendar.rules.ts';
import { openRosterStore, type RosterStore } from './store.ts';

/** What the roster needs of others. */
export interface RosterNeeds {
  /** The versions of config/rules/roster.yaml. */
  readonly rules: readonly RosterRules[];
  /** The versions of config/rules/attendance.yaml: the shifts. */
  readonly attendanceRules: readonly AttendanceRules[];
  readonly calendar: Calendar;
  /** Between two shifts of different days (config/rules/swaps.yaml). */
  restHours(day: string): { readonly value: number; readonly clause: string };
  personById(id: number): Person | undefined;
  /** Everybody, also who left. */
  people(): readonly Person[];
}

/** The roster room. */
export interface Roster {
  readonly desk: Desk;
  readonly needs: RosterNeeds;
  readonly store: RosterStore;
  readonly shiftCalendar: ShiftCalendar;
  /** What is known of each person, by id; forgotten with every change of it. */
  readonly known: Map<number, KnownPerson>;
}

/** A person's part of the roster, and the lines that were asked for. */
export interface KnownPerson {
  readonly parts: RosterParts;
  /** Of the person's record the roster was made with. */
  readonly madeFrom: RosteredPerson;
  readonly lines: Map<string, RosterLine>;
}

/** People kept in memory, some 10 kB each. */
const REMEMBERED_PEOPLE = 1_000;
/** Days kept of each. */
const REMEMBERED_DAYS = 100;
/** Before anybody's first day. */
const ALWAYS = '1970-01-01';

export function openRoster(desk: Desk, needs: RosterNeeds): Roster {
  return {
    desk,
    needs,
    store: openRosterStore(desk.database),
    shiftCalendar: createShiftCalendar(desk.timeZone),
    known: new Map(),
  };
}

/** The rules of the roster in force on a day. */
export function rosterRulesOn({ needs }: Roster, day: string): RosterRules {
  return inForce(needs.rules, day);
}

/** Whose roster is asked for, as far as it depends on the person's record. */
export type RosteredPerson = Pick<Person, 'id' | 'department' | 'shiftId' | 'leftAtMs' | 'away'>;

/** What a person is to do on a day, `YYYY-MM-DD`; where the person's record is at hand, {@link rosterLineFor} does not read it again. */
export function rosterLineOf(roster: Roster, personId: number, day: string): RosterLine {
  const record = roster.needs.personById(personId) ?? { id: personId, department: '', shiftId: '' };
  return rosterLineFor(roster, record, day);
}

/** What this person is to do on a day. Remembered: a tap asks for the same few days again and again. */
export function rosterLineFor(roster: Roster, person: RosteredPerson, day: string): RosterLine {
  const known = knownPerson(roster, person);
  const before = known.lines.get(day);
  if (before !== undefined) return before;
  const line = rosterLine(known.parts, frameOn(roster, day), day);
  if (known.lines.size >= REMEMBERED_DAYS) known.lines.clear();
  known.lines.set(day, line);
  return line;
}

/** What this person would be to do on a day if these days were changed; `null`: the pattern again. Writes nothing. */
export function rosterLineIf(
  roster: Roster,
  person: RosteredPerson,
  day: string,
  changed: ReadonlyMap<string, readonly string[] | null>,
): RosterLine {
  const { parts } = knownPerson(roster, person);
  const wanted = changed.get(day);
  if (wanted === undefined) return rosterLineFor(roster, person, day);
  const others = parts.changes.filter((one) => one.day !== day);
  const own: DayChange[] = wanted === null ? [] : [{ id: 0, day, shiftIds: wanted, kind: 'edit', reason: '' }];
  return rosterLine({ ...parts, changes: [...others, ...own] }, frameOn(roster, day), day);
}

/** The lines of a person, from and until included. */
export function rosterLinesOf(roster: Roster, personId: number, from: string, until: string): RosterLine[] {
  const lines: RosterLine[] = [];
  for (let day = from; day <= until; day = roster.shiftCalendar.dayAfter(day))
    lines.push(rosterLineOf(roster, personId, day));
  return lines;
}

/** What somebody was told holds for a person, by the day it begins; without any, what the person's record says holds always. */
export function employmentsOf(roster: Roster, person: RosteredPerson): readonly Employment[] {
  return knownPerson(roster, person).parts.employments;
}

/** Stays the same object as long as nothing of this person's roster has changed: who keeps what was read by it asks with each use. */
export function rosterMark(roster: Roster, person: RosteredPerson): object {
  return knownPerson(roster, person);
}

function frameOn(roster: Roster, day: string): RosterFrame {
  const rules = rosterRulesOn(roster, day);
  const { calendar } = roster.needs;
  return {
    patterns: rules.patterns,
    defaultPattern: rules.defaultPattern,
    shifts: inForce(roster.needs.attendanceRules, day).shifts,
    nursingMinutes: rules.nursingHour.value.minutes,
    probationMonths: rules.probationMonths.value,
    calendar: calendar.day(day),
    triplePay: calendar.isTriplePay(day),
    span: roster.shiftCalendar.span,
  };
}

function knownPerson(roster: Roster, person: RosteredPerson): KnownPerson {
  const { id: personId, leftAtMs, away = [] } = person;
  const known = roster.known.get(personId);
  if (known !== undefined && isSameRecord(known.madeFrom, person)) return known;
  const told = roster.store.employments(personId);
  const employments = told.length > 0 ? told : [employmentFromRecord(person)];
  const parts: RosterParts = {
    personId,
    employments,
    joined: told[0]?.from ?? ALWAYS,
    left: leftAtMs === undefined ? null : roster.shiftCalendar.dayOf(leftAtMs),
    away: away.map((one) => ({ left: roster.shiftCalendar.dayOf(one.leftAtMs), backMs: one.backAtMs })),
    nursing: roster.store.nursing(personId),
    changes: roster.store.changes(personId),
  };
  if (roster.known.size >= REMEMBERED_PEOPLE) roster.known.clear();
  const made = { parts, madeFrom: person, lines: new Map() };
  roster.known.set(personId, made);
  return made;
}

function isSameRecord(one: RosteredPerson, other: RosteredPerson): boolean {
  return (
    one.department === other.department &&
    one.shiftId === other.shiftId &&
    one.leftAtMs === other.leftAtMs &&
    one.away?.length === other.away?.length &&
    one.away?.at(-1)?.backAtMs === other.away?.at(-1)?.backAtMs
  );
}

/** What holds for somebody of whom nothing was said. The patterns of an ordinary shift are named as it. */
export function employmentFromRecord({ department, shiftId }: Omit<RosteredPerson, 'id'>): Employment {
  return { from: ALWAYS, department, postId: '', grade: 'staff', patternId: shiftId };
}
