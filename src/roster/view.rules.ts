import type { CalendarDay } from '../calendar/rules.ts';
import type { Post, RosterBreak } from './breaks.rules.ts';
import type { ImportLine } from './import.rules.ts';
import type { Employment, NursingHour, Pattern, RosterLine, ShiftRules } from './rules.ts';

/** One person's row of the roster. */
export interface RosterRow {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  /** One for each day. */
  readonly lines: readonly RosterLine[];
  /** Of work in these days. */
  readonly minutes: number;
}

/** A day as the head of a column. */
export interface RosterDay {
  readonly calendar: CalendarDay;
  /** Work on it is paid three times. */
  readonly triplePay: boolean;
}

/** The roster of some days: people down, days across. */
export interface RosterTable {
  readonly from: string;
  readonly until: string;
  readonly today: string;
  /** Whose rows these are; `null`: everybody's. */
  readonly department: string | null;
  readonly departments: readonly string[];
  readonly days: readonly RosterDay[];
  readonly rows: readonly RosterRow[];
  readonly breaks: readonly RosterBreak[];
  /** Another one: something in the roster or the calendar was changed since. */
  readonly mark: string;
}

/** Something that was said to hold from a day on, and who said it. */
export interface EmploymentTold extends Employment {
  readonly cancelled: boolean;
  readonly by: string;
  readonly atMs: number;
}

/** A nursing hour as it was written down. */
export interface NursingTold extends NursingHour {
  readonly cancelled: boolean;
  readonly by: string;
  readonly atMs: number;
}

/** What holds for one person, and everything that was ever said of it, newest first. */
export interface PersonRoster {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly today: string;
  /** What holds today. */
  readonly now: Employment;
  /** `null` while nobody has said since when: then the person's record holds. */
  readonly joined: string | null;
  readonly probation: { readonly until: string; readonly months: number; readonly clause: string } | null;
  readonly employments: readonly EmploymentTold[];
  readonly nursing: readonly NursingTold[];
  readonly days: readonly RosterDay[];
  readonly lines: readonly RosterLine[];
}

/** What one may choose from, each with its clause. */
export interface RosterChoices {
  readonly posts: readonly Post[];
  readonly patterns: readonly Pattern[];
  readonly shifts: readonly ShiftRules[];
  readonly shortNames: readonly { readonly shift: string; readonly zh: string; readonly en: string }[];
  readonly probation: { readonly months: number; readonly clause: string };
  readonly nursingHour: { readonly minutes: number; readonly untilMonths: number; readonly clause: string };
}

/** What a change would do to the rules. */
export interface ChangePreview {
  /** Rules the roster would not keep after it, which it keeps now. */
  readonly broken: readonly RosterBreak[];
  /** Rules it keeps then and does not now. */
  readonly mended: readonly RosterBreak[];
}

/** What a table would do to the roster. */
export interface ImportPreview {
  /** Of the file. */
  readonly name: string;
  /** Of the roster this was held against. */
  readonly mark: string;
  readonly counts: Readonly<Record<ImportLine['outcome'], number>>;
  /** Refused ones first; of a long table only the first. */
  readonly lines: readonly ImportLine[];
  /** Rules the roster would not keep; `null` where there are too many days to say. */
  readonly broken: readonly RosterBreak[] | null;
}
