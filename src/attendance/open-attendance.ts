import { inForce } from '../../config/ruled.ts';
import type { Desk } from '../journal/desk.ts';
import type { LiveEvents } from '../ports/live-events.ts';
import { createShiftCalendar, type ShiftCalendar, type ShiftRules } from '../roster/actions.ts';
import type { PunchRules, SoFar } from './rules.ts';
import type { ShiftDay } from './so-far.rules.ts';
import { type AttendanceStore, openAttendanceStore, type StoredPunch } from './store.ts';

export interface AttendanceParts {
  /** `config/rules/attendance.yaml`. */
  readonly rules: readonly PunchRules[];
  /** Hears of repeated taps, which change nothing and so have no commit. */
  readonly live: LiveEvents;
}

/** A punch that may still be repeated. */
export interface RecentPunch {
  readonly punch: StoredPunch;
  /** What was answered; absent after a restart, until asked for. */
  soFar: SoFar | undefined;
}

/** A person's punches since the start of the month or week. Punches are only ever added, and only here, so memory stays true. */
export interface KnownMonth {
  /** First shift day, `YYYY-MM-DD`. */
  readonly from: string;
  days: readonly ShiftDay[];
}

/** The attendance room. */
export interface Attendance {
  readonly desk: Desk;
  readonly live: LiveEvents;
  readonly store: AttendanceStore;
  readonly calendar: ShiftCalendar;
  /** The last punch of each person seen lately, by person id. */
  readonly recent: Map<number, RecentPunch>;
  /** By person id: spares a tap the reading of its month. */
  readonly months: Map<number, KnownMonth>;
  /** Taps answered with an earlier punch since the start. */
  repeats: number;
  rulesOn(day: string): PunchRules;
}

/** More people than this do not tap within one repeat window at one reader. */
const RECENT_PUNCHES = 500;

/** Opens the attendance room; the repeat window goes on across a restart. */
export function openAttendance(desk: Desk, { rules, live }: AttendanceParts): Attendance {
  const store = openAttendanceStore(desk.database);
  const recent = new Map<number, RecentPunch>();
  for (const punch of store.newest(RECENT_PUNCHES)) {
    if (!recent.has(punch.personId)) recent.set(punch.personId, { punch, soFar: undefined });
  }
  return {
    desk,
    live,
    store,
    calendar: createShiftCalendar(desk.timeZone),
    recent,
    months: new Map(),
    repeats: 0,
    rulesOn: (day) => inForce(rules, day),
  };
}

/** The shift of this id; one the rules know no more is the default shift. */
export function shiftOf(rules: PunchRules, shiftId: string): ShiftRules {
  const shift =
    rules.shifts.find((known) => known.id === shiftId) ??
    rules.shifts.find((known) => known.id === rules.defaultShift) ??
    rules.shifts[0];
  if (shift === undefined) throw new Error('attendance rules without a shift');
  return shift;
}
