import type { ClockQuality } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';

export type Direction = 'in' | 'out';

/** What a tap is within its shift: `away` is a leaving amid it, `back` the return. */
export type Turn = 'arrived' | 'away' | 'back' | 'left';

/** What stands where a shift would be named. */
export const REST_NAME: Sentence = { zh: '休息日', en: 'Day of rest' };

/** Month and week so far, each number with its limit and clause. Proposed: a person decides. */
export interface SoFar {
  readonly month: {
    /** Late and early minutes together; the more of the two where each has the limit for itself. */
    readonly lateMinutes: number;
    readonly limit: number;
    readonly clause: string;
    readonly missed: number;
    readonly missedLimit: number;
    readonly missedClause: string;
  };
  readonly week: { readonly hours: number; readonly limit: number; readonly clause: string };
}

/** A leaving that is no clock-out yet: nobody has come to take over the post. */
export interface WaitsForRelief {
  readonly post: Sentence;
  /** When the next shift at the post begins, and when its relief is to be ready. UTC ms. */
  readonly nextMs: number;
  readonly readyByMs: number;
  /** Why the post is not left without one. */
  readonly clause: string;
}

/** What the screen shows after a tap: the payload of the live event `punch`. */
export interface PunchView extends SoFar {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly direction: Direction;
  readonly turn: Turn;
  readonly atMs: number;
  readonly clockQuality: ClockQuality;
  readonly shiftName: Sentence;
  /** `YYYY-MM-DD` the shift started on. */
  readonly shiftDay: string;
  /** Nothing is rostered: nobody is late. */
  readonly rest: boolean;
  /** When the shift ends; `null` on a day of rest. */
  readonly endsMs: number | null;
  readonly minutesLate: number;
  readonly minutesEarly: number;
  /** The clause of the shift. */
  readonly clause: string;
  readonly waits: WaitsForRelief | null;
  /** How many people this arrival relieved. */
  readonly relieves: number;
  /** A second tap within the window, answered with the first punch. */
  readonly repeat: boolean;
}

/** How the waiting of a leaving for its relief stands. */
export type ReliefState = 'waiting' | 'relieved' | 'overridden' | 'came-back';

/** A punch as today's list shows it. */
export interface PunchListed {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly direction: Direction;
  readonly atMs: number;
  readonly clockQuality: ClockQuality;
  /** Its time was found again after the clock was known. */
  readonly dated: boolean;
  readonly shiftName: Sentence;
  readonly rest: boolean;
  readonly minutesLate: number;
  readonly minutesEarly: number;
  /** A leaving amid the shift. */
  readonly away: boolean;
  readonly relief: ReliefState | null;
}

/** A leaving that waits for its relief, as the page lists it. */
export interface WaitingListed extends WaitsForRelief {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly shiftName: Sentence;
  readonly atMs: number;
}

/** A punch whose time nobody knows: taken by an unsure clock in a boot that is over, or whose clock is not known yet. */
export interface UndatedListed {
  readonly punchId: number;
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly direction: Direction;
  /** What the clock said. */
  readonly saidMs: number;
}

/** Somebody whose last punch is an arrival of a shift that is not over. */
export interface PersonPresent {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly sinceMs: number;
  readonly shiftName: Sentence;
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

/** When a punch by an unsure clock was, by a reading of the same boot that somebody vouches for. UTC ms. */
export function datedMs(punch: Pick<TapTime, 'monotonicMs'>, known: TapTime): number {
  return Math.round(known.wallMs - (known.monotonicMs - punch.monotonicMs));
}
