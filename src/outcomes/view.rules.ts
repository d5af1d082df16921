import type { FormFact } from '../forms/rules.ts';
import type { MonthOutcome } from './month.rules.ts';
import type { Consequence, DayState } from './picture.rules.ts';
import type { DayOutcome, Decision, Finding } from './rules.ts';
import type { FigureChange } from './trial.rules.ts';
import type { OvertimeCycle, WeekOutcome } from './week.rules.ts';

/** A decision with the name of who took it. */
export interface DecisionView extends Decision {
  readonly decisionId: number;
  readonly byName: string;
}

/** A finding with what it leads to and what was decided. */
export type FindingView = Finding & {
  readonly consequence: Consequence;
  /** Nobody has decided, and somebody is to. */
  readonly undecided: boolean;
  /** The newest one on the finding as it is now. */
  readonly decision: DecisionView | null;
};

/** A day as a picture of the month shows it. */
export interface DayView extends Omit<DayOutcome, 'findings'> {
  readonly state: DayState;
  readonly findings: readonly FindingView[];
}

/** A number of the regulations that a month is measured by. */
export interface Limit {
  readonly value: number;
  readonly clause: string;
}

/** What the numbers of a month are shown against. */
export interface MonthLimits {
  /** Late and early minutes that are forgiven. */
  readonly lateMinutes: Limit;
  /** Whether that holds for both together or for each. */
  readonly lateAndEarly: 'summed' | 'apart';
  readonly missed: Limit;
}

/** A month of one person: what was found, what it comes to, what was decided. */
export interface MonthView {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  /** On the last day of the month. */
  readonly department: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** Of the version of the rules the month is added up by. */
  readonly rulesFrom: string;
  readonly limits: MonthLimits;
  readonly days: readonly DayView[];
  readonly outcome: MonthOutcome;
  /** Weeks that touch the month, whole. */
  readonly weeks: readonly WeekOutcome[];
  /** The cycle that ends in the month. */
  readonly overtime: OvertimeCycle;
  /** That touch the month or the cycle. */
  readonly forms: readonly FormFact[];
  /** All of them, oldest first, also those that were decided anew. */
  readonly decisions: readonly DecisionView[];
}

/** One person's month in a list. */
export interface MonthRow {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  /** On the last day of the month. */
  readonly department: string;
  readonly outcome: MonthOutcome;
  /** Findings somebody is still to decide on. */
  readonly undecided: number;
  /** Of every day of the month, from the first. */
  readonly states: readonly DayState[];
}

/** What a month of one person came to, as a trend is drawn from. */
export interface TrendPoint {
  /** Late and early. */
  readonly offMinutes: number;
  readonly missed: number;
  readonly absentDays: number;
}

/** One person's months in a row. */
export interface TrendRow {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  /** Of the newest month they are in. */
  readonly department: string;
  /** One for each of the months. */
  readonly points: readonly TrendPoint[];
}

/** Months in a row of everybody. */
export interface Trends {
  /** `YYYY-MM`, oldest first. */
  readonly months: readonly string[];
  readonly rows: readonly TrendRow[];
}

/** A month that is shown to who tapped. */
export interface TapMonth {
  readonly month: MonthView;
  /** How long it may still be shown. */
  readonly leftMs: number;
}

/** A person's month that comes out otherwise. */
export interface TrialRow {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
  readonly month: string;
  readonly changes: readonly FigureChange[];
}

/** What a changed rule would have come to. */
export interface Trial {
  readonly months: readonly string[];
  /** Months of people that were judged both ways. */
  readonly judged: number;
  /** Those that come out otherwise, by staff number and month. */
  readonly rows: readonly TrialRow[];
}
