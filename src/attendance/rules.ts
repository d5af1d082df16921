import type { ClockQuality } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import type { ShiftRules, ShiftSpan } from '../roster/rules.ts';

export type Direction = 'in' | 'out';

interface Ruled {
  readonly value: number;
  readonly clause: string;
}

/** One dated version of the attendance rules. */
export interface PunchRules {
  readonly from: string;
  readonly shifts: readonly ShiftRules[];
  readonly defaultShift: string;
  readonly repeatWindowSeconds: Ruled;
  readonly earliestInMinutes: Ruled;
  readonly latestOutMinutes: Ruled;
  readonly monthLateMinutes: Ruled;
  readonly monthMissedPunches: Ruled;
  readonly weekHours: Ruled;
}

/** Month and week so far, each number with its limit and clause. Proposed: a person decides. */
export interface SoFar {
  readonly month: {
    /** Late and early minutes together. */
    readonly lateMinutes: number;
    readonly limit: number;
    readonly clause: string;
    readonly missed: number;
    readonly missedLimit: number;
    readonly missedClause: string;
  };
  readonly week: { readonly hours: number; readonly limit: number; readonly clause: string };
}

/** What the screen shows after a tap: the payload of the live event `punch`. */
export interface PunchView extends SoFar {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly direction: Direction;
  readonly atMs: number;
  readonly clockQuality: ClockQuality;
  readonly shiftName: Sentence;
  /** `YYYY-MM-DD` the shift started on. */
  readonly shiftDay: string;
  readonly minutesLate: number;
  readonly minutesEarly: number;
  /** The clause of the shift. */
  readonly clause: string;
  /** A second tap within the window, answered with the first punch. */
  readonly repeat: boolean;
}

/** A punch as today's list shows it. */
export interface PunchListed {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly direction: Direction;
  readonly atMs: number;
  readonly clockQuality: ClockQuality;
  readonly shiftName: Sentence;
  readonly minutesLate: number;
  readonly minutesEarly: number;
}

/** Somebody whose last punch is an arrival of a shift that is not over. */
export interface PersonPresent {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly sinceMs: number;
  readonly shiftName: Sentence;
}

const MINUTE_MS = 60_000;

/**
 * Which shift a tap belongs to: one whose window (from `earliestInMinutes` before to `latestOutMinutes` after) holds it, and of
 * several the one whose working time is nearest; outside every window the nearest anyway, because no punch is thrown away.
 * So a forgotten OUT of yesterday says nothing about this morning.
 *
 * @param spans the shift on the days around the tap; at least one
 */
export function placeTap(
  atMs: number,
  spans: readonly ShiftSpan[],
  rules: Pick<PunchRules, 'earliestInMinutes' | 'latestOutMinutes'>,
): { readonly span: ShiftSpan; readonly inWindow: boolean } {
  const placed = spans.map((span) => ({
    span,
    inWindow: inWindow(atMs, span, rules),
    awayMs: Math.max(0, span.startMs - atMs, atMs - span.endMs),
  }));
  const best = placed.reduce((a, b) => {
    if (a.inWindow !== b.inWindow) return a.inWindow ? a : b;
    if (a.awayMs !== b.awayMs) return a.awayMs < b.awayMs ? a : b;
    return a.span.startMs >= b.span.startMs ? a : b;
  });
  return { span: best.span, inWindow: best.inWindow };
}

function inWindow(
  atMs: number,
  span: ShiftSpan,
  rules: Pick<PunchRules, 'earliestInMinutes' | 'latestOutMinutes'>,
): boolean {
  const opensMs = span.startMs - rules.earliestInMinutes.value * MINUTE_MS;
  const closesMs = span.endMs + rules.latestOutMinutes.value * MINUTE_MS;
  return atMs >= opensMs && atMs <= closesMs;
}

/**
 * In or out. Before the shift starts nobody leaves it, and from its end on nobody arrives for it; in between the first tap is
 * the arrival and every later one a leaving. No punch is invented: a missing other half stays missing.
 */
export function proposeDirection(
  atMs: number,
  span: Pick<ShiftSpan, 'startMs' | 'endMs'>,
  arrivedAlready: boolean,
): Direction {
  if (atMs < span.startMs) return 'in';
  if (atMs >= span.endMs) return 'out';
  return arrivedAlready ? 'out' : 'in';
}

/** Whole minutes after the start, for an arrival; seconds are forgiven. */
export function minutesLate(direction: Direction, atMs: number, span: Pick<ShiftSpan, 'startMs'>): number {
  return direction === 'in' ? Math.max(0, Math.floor((atMs - span.startMs) / MINUTE_MS)) : 0;
}

/** Whole minutes before the end, for a leaving; seconds are forgiven. */
export function minutesEarly(direction: Direction, atMs: number, span: Pick<ShiftSpan, 'endMs'>): number {
  return direction === 'out' ? Math.max(0, Math.floor((span.endMs - atMs) / MINUTE_MS)) : 0;
}

/** Clock readings of two taps, as far as the repeat window needs them. */
interface TapTime {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly bootId: string;
}

/** Whether a tap repeats the first: by the monotonic clock within a boot, so that setting the wall clock changes nothing. */
export function isRepeat(first: TapTime, tap: TapTime, windowSeconds: number): boolean {
  const apartMs =
    first.bootId === tap.bootId ? tap.monotonicMs - first.monotonicMs : Math.abs(tap.wallMs - first.wallMs);
  return apartMs >= 0 && apartMs < windowSeconds * 1000;
}
