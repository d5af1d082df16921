import type { CalendarDay } from '../calendar/rules.ts';
import type { Sentence } from '../ports/device.ts';

/** A shift of `config/rules/attendance.yaml`; `ends` at or before `starts` is on the next day. */
export interface ShiftRules {
  readonly id: string;
  readonly name: Sentence;
  /** `HH:MM` in the desk's time zone. */
  readonly starts: string;
  readonly ends: string;
  readonly breakMinutes: number;
  readonly clause: string;
}

/** One shift on one day: `day` is the date it starts on, whatever the date it ends on. UTC ms. */
export interface ShiftSpan {
  readonly shift: ShiftRules;
  readonly day: string;
  /** The date it ends on. */
  readonly endDay: string;
  readonly startMs: number;
  readonly endMs: number;
}

export const GRADES = ['staff', 'manager', 'director'] as const;
/** How high somebody stands, for signatures and leave. */
export type Grade = (typeof GRADES)[number];

/** What holds for a person from a day on, until the next one: a transfer, another pattern, another post. */
export interface Employment {
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly department: string;
  /** One of the posts of `config/rules/roster.yaml`. */
  readonly postId: string;
  readonly grade: Grade;
  readonly patternId: string;
}

export const NURSING_OPTIONS = ['start-later', 'longer-lunch', 'leave-earlier'] as const;
/** How the nursing hour is taken (R2 4). */
export type NursingOption = (typeof NURSING_OPTIONS)[number];

/** A nursing hour, from and until included. */
export interface NursingHour {
  readonly from: string;
  readonly until: string;
  readonly option: NursingOption;
}

/** One day of the roster put otherwise than the pattern has it. */
export interface DayChange {
  readonly id: number;
  readonly day: string;
  /** None: rest. */
  readonly shiftIds: readonly string[];
  readonly kind: 'edit' | 'import' | 'swap';
  readonly reason: string;
}

/** Where a line of the roster comes from. */
export type RosterSource =
  | { readonly kind: 'pattern'; readonly patternId: string; readonly clause: string }
  | { readonly kind: 'holiday' | 'make-up-workday'; readonly name: Sentence; readonly clause: string }
  | { readonly kind: 'change'; readonly changeId: number; readonly how: DayChange['kind']; readonly reason: string };

/** A shift somebody is rostered for, with the nursing hour taken off. UTC ms. */
export interface RosterShift {
  readonly shiftId: string;
  readonly name: Sentence;
  readonly day: string;
  /** The date it ends on. */
  readonly endDay: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly breakMinutes: number;
  readonly clause: string;
}

/** What one person is to do on one day. */
export interface RosterLine {
  readonly personId: number;
  /** `YYYY-MM-DD`; a night shift belongs to the day it begins. */
  readonly day: string;
  /** In the order of their start; none: rest. */
  readonly shifts: readonly RosterShift[];
  readonly source: RosterSource;
  readonly calendar: CalendarDay;
  /** A statutory holiday whose work is paid three times. */
  readonly triplePay: boolean;
  readonly department: string;
  readonly postId: string;
  readonly grade: Grade;
  readonly probation: boolean;
  readonly nursing: NursingOption | null;
}

/** A pattern of `config/rules/roster.yaml`. */
export interface Pattern {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly repeats: 'week' | 'cycle';
  readonly anchor?: string | undefined;
  readonly days: readonly (readonly string[])[];
  readonly followsCalendar: boolean;
  readonly clause: string;
}

/** What the roster of a day is made of. */
export interface RosterParts {
  readonly personId: number;
  readonly employments: readonly Employment[];
  /** First day of work; probation is counted from it. */
  readonly joined: string;
  /** Last day of work, `YYYY-MM-DD`; `null`: still here. */
  readonly left: string | null;
  /** Of who left before and came back: the last day of work, and when they were made active again, UTC ms. */
  readonly away: readonly { readonly left: string; readonly backMs: number }[];
  readonly nursing: readonly NursingHour[];
  /** Of one day the latest holds. */
  readonly changes: readonly DayChange[];
}

/** The rules and the calendar a roster is read with. */
export interface RosterFrame {
  readonly patterns: readonly Pattern[];
  readonly defaultPattern: string;
  readonly shifts: readonly ShiftRules[];
  readonly nursingMinutes: number;
  readonly probationMonths: number;
  readonly calendar: CalendarDay;
  readonly triplePay: boolean;
  span(shift: ShiftRules, day: string): ShiftSpan;
}
