import { inForce } from '../../config/ruled.ts';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormFact } from '../forms/rules.ts';
import type { Desk } from '../journal/desk.ts';
import type { DayFacts, DayOutcome, PunchFact } from '../outcomes/rules.ts';
import type { ClockReading } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import type { LiveEvents } from '../ports/live-events.ts';
import type { Roster, RosteredPerson, RosterLine, ShiftCalendar } from '../roster/actions.ts';
import { REST_SHIFT } from './place.rules.ts';
import { openReliefStore, type ReliefStore, type ReliefWait } from './relief-store.ts';
import { type PunchView, REST_NAME } from './rules.ts';
import type { DaySums, DayTally } from './so-far.rules.ts';
import { type AttendanceStore, type KnownPunch, openAttendanceStore, type StoredPunch } from './store.ts';

/** How days are judged: the same functions the outcomes are judged by. */
export interface DayJudge {
  /** Puts punches to the roster as it is now where it was changed since the tap. */
  place(
    lines: readonly RosterLine[],
    punches: readonly PunchFact[],
    rulesOn: (day: string) => AttendanceRules,
  ): readonly PunchFact[];
  day(facts: DayFacts, rules: AttendanceRules): DayOutcome;
  /** Adds up one day of a person, as a month is added up. */
  sums(personId: number, day: DayOutcome, rules: AttendanceRules): DaySums;
}

export interface AttendanceParts {
  /** `config/rules/attendance.yaml`. */
  readonly rules: readonly AttendanceRules[];
  /** Hears of repeated taps, which change nothing and so have no commit. */
  readonly live: LiveEvents;
  readonly roster: Roster;
  readonly judge: DayJudge;
  /** Everybody who works here, to know who is rostered at a post. */
  people(): readonly RosteredPerson[];
  /** That touch days from until, both included. */
  formsTouching(personId: number, from: string, until: string): readonly FormFact[];
  /** Hears of what failed with nobody waiting for it. */
  report(error: unknown): void;
}

/** The last punch of a person. */
export interface RecentPunch {
  readonly punch: StoredPunch;
  /** What was answered; absent after a restart, until asked for. */
  view: PunchView | undefined;
}

/** The newest tap of all: who stands at the reader. */
export interface LastTap {
  readonly punchId: number;
  readonly personId: number;
  readonly at: ClockReading;
}

/** What a person's month and week are added up from. Punches are only ever added, and only here; a changed roster makes it anew. */
export interface KnownMonth {
  /** First day of it, `YYYY-MM-DD`; the day before is there too, for a night that goes on. */
  readonly from: string;
  /** Of the roster it was read by. */
  readonly mark: object;
  /** By day, in the order they were taken. */
  readonly punches: Map<string, readonly KnownPunch[]>;
  readonly forms: readonly FormFact[];
  readonly tallies: Map<string, DayTally>;
  /** Days that may still come to something else. */
  readonly unjudged: Set<string>;
}

/** The attendance room. */
export interface Attendance {
  readonly desk: Desk;
  readonly parts: AttendanceParts;
  readonly store: AttendanceStore;
  readonly reliefs: ReliefStore;
  readonly calendar: ShiftCalendar;
  /** The last punch of each person seen lately, by person id. */
  readonly recent: Map<number, RecentPunch>;
  /** By person id: spares a tap the reading of its month. */
  readonly months: Map<number, KnownMonth>;
  /** Leavings that wait for their relief, by punch id. */
  readonly waits: Map<number, ReliefWait>;
  /** Punches of this boot by a clock nobody vouched for yet, in the order they were taken. */
  undated: readonly StoredPunch[];
  /** Ends the watch for a clock somebody vouches for. */
  stopWatch: (() => void) | undefined;
  /** Of anybody since the start, repeated ones too. */
  lastTap: LastTap | undefined;
  /** Taps answered with an earlier punch since the start. */
  repeats: number;
  rulesOn(day: string): AttendanceRules;
}

/** Punches of some days: the last one of everybody who may be here is among them. */
const RECENT_PUNCHES = 2_000;

/** Opens the attendance room; the repeat window goes on across a restart. */
export function openAttendance(desk: Desk, parts: AttendanceParts): Attendance {
  const store = openAttendanceStore(desk.database);
  const reliefs = openReliefStore(desk.database);
  const recent = new Map<number, RecentPunch>();
  for (const punch of store.newest(RECENT_PUNCHES)) {
    if (!recent.has(punch.personId)) recent.set(punch.personId, { punch, view: undefined });
  }
  return {
    desk,
    parts,
    store,
    reliefs,
    calendar: parts.roster.shiftCalendar,
    recent,
    months: new Map(),
    waits: new Map(reliefs.open().map((wait) => [wait.punchId, wait])),
    undated: store.undated(desk.clock.read().bootId),
    stopWatch: undefined,
    lastTap: undefined,
    repeats: 0,
    rulesOn: (day) => inForce(parts.rules, day),
  };
}

/** The name of a shift; one the rules know no more has only its id. */
export function shiftName(
  { rulesOn }: Attendance,
  { shiftId, shiftDay }: Pick<StoredPunch, 'shiftId' | 'shiftDay'>,
): Sentence {
  if (shiftId === REST_SHIFT) return REST_NAME;
  return rulesOn(shiftDay).shifts.find(({ id }) => id === shiftId)?.name ?? { zh: shiftId, en: shiftId };
}
