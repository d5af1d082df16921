import type { Direction } from '../attendance/rules.ts';
import type { ClockQuality } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import type { Measure } from './measure.rules.ts';
import type { FlagKind, Verdict } from './rules.ts';

/** Somebody, by name. */
export interface NamedPerson {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
}

/** What somebody is to do on a day, by the roster as it is now. */
export interface RosterEvidence {
  readonly personId: number;
  readonly day: string;
  /** None: rest. UTC ms. */
  readonly shifts: readonly { readonly name: Sentence; readonly startMs: number; readonly endMs: number }[];
  /** Empty: none. */
  readonly postId: string;
}

/** A flag in a list. */
export interface FlagRow {
  readonly flagId: number;
  readonly kind: FlagKind;
  /** One, or the two of a pair. */
  readonly people: readonly NamedPerson[];
  readonly incidents: number;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly foundAtMs: number;
  /** `null`: nobody has decided. */
  readonly verdict: Verdict | null;
}

/** A punch of a flag, as it was taken. */
export interface PunchEvidence {
  readonly punchId: number;
  readonly personId: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly readerId: string;
  readonly cardId: string;
  readonly clockQuality: ClockQuality;
  /** The clock was unsure, and its time was found again. */
  readonly dated: boolean;
}

/** One thing that speaks for it, with everything it is seen from. */
export interface IncidentView {
  readonly n: number;
  readonly day: string;
  readonly apartMs: number | null;
  /** In the order of their times. */
  readonly punches: readonly PunchEvidence[];
  readonly roster: readonly RosterEvidence[];
  /** The leave or business the owner was on. UTC ms. */
  readonly form: { readonly number: string; readonly fromMs: number; readonly untilMs: number } | null;
}

/** A decision with the names in it. */
export interface FlagDecisionView {
  readonly decisionId: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly byName: string;
  readonly byStaffNo: string;
  readonly atMs: number;
  readonly absences: readonly { readonly personId: number; readonly name: string; readonly day: string }[];
}

/** A flag with its evidence. */
export interface FlagView extends FlagRow {
  readonly clause: string;
  /** By what number of the rules of its time it was found. */
  readonly measure: Measure;
  /** Of a pair, when it was found: days on which both punched at all. */
  readonly daysTogether: number | null;
  readonly evidence: readonly IncidentView[];
  /** Oldest first; the newest holds. */
  readonly decisions: readonly FlagDecisionView[];
  /** Other flags of these people, newest first. */
  readonly earlier: readonly FlagRow[];
  readonly mayDecide: boolean;
}

/** Somebody who was drawn. */
export interface DrawnPerson extends NamedPerson {
  readonly roster: readonly RosterEvidence[];
  /** By the punches, now. */
  readonly here: boolean;
  /** Oldest first. */
  readonly checks: readonly {
    readonly checkId: number;
    readonly seen: boolean;
    readonly punchedIn: boolean;
    readonly atMs: number;
    readonly byName: string;
  }[];
}

/** A weekly list. */
export interface DrawView {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly week: string;
  readonly seed: number;
  /** Drawn again by its seed it comes out the same. */
  readonly agrees: boolean;
  /** People it was drawn from, and those of them who were drawn lately. */
  readonly people: number;
  readonly lately: number;
  readonly byName: string;
  readonly atMs: number;
  readonly clause: string;
  readonly drawn: readonly DrawnPerson[];
}

/** The weekly list as it stands, and the weeks that have one. */
export interface AuditWeek {
  /** This week’s Monday. */
  readonly week: string;
  readonly list: DrawView | null;
  /** Newest first. */
  readonly weeks: readonly string[];
  /** How many are drawn. */
  readonly draws: number;
}
