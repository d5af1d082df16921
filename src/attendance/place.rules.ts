import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { RosterShift } from '../roster/rules.ts';
import type { Direction, Turn } from './rules.ts';

const MINUTE_MS = 60_000;

/** The shift of a tap on a day of rest. */
export const REST_SHIFT = '';

/** The last tap that was put to a shift, or to a day of rest. */
export interface LastTap {
  readonly direction: Direction;
  readonly atMs: number;
}

/** What a tap is placed by. */
export interface TapFrame {
  /** Rostered on the day before, the day and the day after. */
  readonly shifts: readonly RosterShift[];
  /** The date of the tap, and the one before. */
  readonly day: string;
  readonly dayBefore: string;
  /** Nothing is rostered on the date of the tap. */
  readonly isRest: boolean;
  /** The person's last tap of that shift; {@link REST_SHIFT}: of that day of rest. */
  last(shiftId: string, day: string): LastTap | undefined;
}

/** Where a tap belongs, and what it is. */
export interface Placed {
  readonly day: string;
  readonly shiftId: string;
  /** Absent on a day of rest. */
  readonly shift?: RosterShift;
  readonly direction: Direction;
  readonly turn: Turn;
  readonly inWindow: boolean;
}

type TapRules = Pick<AttendanceRules, 'earliestInMinutes' | 'latestOutMinutes' | 'taps'>;

/**
 * Which rostered shift a tap belongs to, and whether it is in or out. A shift's window is from `earliestInMinutes` before to
 * `latestOutMinutes` after; of several that hold the tap the one whose working time is nearest has it. Outside every window it is work on a day
 * of rest, where there is one, and else goes to the nearest shift: no punch is thrown away. So a forgotten OUT says nothing about the next IN.
 */
export function placeTap(atMs: number, frame: TapFrame, rules: TapRules): Placed {
  const around = frame.shifts.filter((shift) => inWindow(atMs, shift, rules));
  const openRest = openRestDay(atMs, frame, rules);
  const best = nearest(atMs, around);
  const shift = best && backToBack(atMs, best, around, frame, rules);
  if (shift !== undefined && !isRestWork(atMs, shift, openRest, frame, rules))
    return inShift(atMs, shift, true, frame, rules);
  if (openRest !== undefined)
    return { day: openRest, shiftId: REST_SHIFT, direction: 'out', turn: 'left', inWindow: true };
  const anyway = nearest(atMs, frame.shifts);
  if (!frame.isRest && anyway !== undefined) return inShift(atMs, anyway, false, frame, rules);
  const direction = opposite(frame.last(REST_SHIFT, frame.day)?.direction);
  return { day: frame.day, shiftId: REST_SHIFT, direction, turn: turnOf(direction), inWindow: true };
}

function inWindow(atMs: number, { startMs, endMs }: RosterShift, rules: TapRules): boolean {
  const opensMs = startMs - rules.earliestInMinutes.value * MINUTE_MS;
  return atMs >= opensMs && atMs <= endMs + rules.latestOutMinutes.value * MINUTE_MS;
}

/** Of two as near the later. */
function nearest(atMs: number, shifts: readonly RosterShift[]): RosterShift | undefined {
  const away = ({ startMs, endMs }: RosterShift): number => Math.max(0, startMs - atMs, atMs - endMs);
  return shifts.reduce<RosterShift | undefined>((best, one) => {
    if (best === undefined || away(one) < away(best)) return one;
    return away(one) === away(best) && one.startMs > best.startMs ? one : best;
  }, undefined);
}

/** Around the change between two shifts of one person the first is left before the next is arrived for; who did not come to the first leaves nothing. */
function backToBack(
  atMs: number,
  best: RosterShift,
  around: readonly RosterShift[],
  frame: TapFrame,
  { taps }: TapRules,
): RosterShift {
  const nearMs = taps.value.backToBackMinutes * MINUTE_MS;
  const follows = (one: RosterShift, next: RosterShift): boolean =>
    next.startMs > one.startMs && next.startMs - one.endMs < nearMs;
  const after = around.find((one) => follows(best, one));
  const before = around.find((one) => follows(one, best));
  const [earlier, later] = after ? [best, after] : [before, best];
  if (earlier === undefined) return best;
  const fromMs = earlier.endMs - taps.value.leavingMinutes * MINUTE_MS;
  if (atMs < fromMs || atMs > earlier.endMs + nearMs) return best;
  return frame.last(earlier.shiftId, earlier.day)?.direction === 'in' ? earlier : later;
}

/** The day of rest somebody came on and has not left, as long as that may be. */
function openRestDay(atMs: number, { day, dayBefore, last }: TapFrame, { taps }: TapRules): string | undefined {
  return [day, dayBefore].find((one) => {
    const came = last(REST_SHIFT, one);
    if (came?.direction !== 'in') return false;
    return atMs >= came.atMs && atMs - came.atMs <= taps.value.restOutHours * 60 * MINUTE_MS;
  });
}

/** Inside the window of a shift, but too far from it: long before, amid work on a day of rest, or long after it was left. */
function isRestWork(
  atMs: number,
  shift: RosterShift,
  openRest: string | undefined,
  frame: TapFrame,
  { taps }: TapRules,
): boolean {
  const farMs = taps.value.restMinutes * MINUTE_MS;
  if (atMs < shift.startMs) return openRest !== undefined && atMs < shift.startMs - farMs;
  if (atMs < shift.endMs || !frame.isRest) return false;
  if (openRest === frame.day) return true;
  const left = frame.last(shift.shiftId, shift.day);
  return left?.direction === 'out' && atMs - left.atMs >= farMs;
}

/**
 * Before the shift starts nobody leaves it, and from shortly before its end on nobody arrives for it; in between each tap is the other
 * way than the last: in, out on the way, back.
 */
function inShift(atMs: number, shift: RosterShift, within: boolean, frame: TapFrame, { taps }: TapRules): Placed {
  const lengthMs = shift.endMs - shift.startMs;
  const leavingMs = shift.endMs - Math.min(taps.value.leavingMinutes * MINUTE_MS, lengthMs / 2);
  const { day, shiftId } = shift;
  const before = frame.last(shiftId, day)?.direction;
  const direction = atMs < shift.startMs ? 'in' : atMs >= leavingMs ? 'out' : opposite(before);
  const amid = direction === 'in' ? before === 'out' : atMs < leavingMs;
  const turn = amid ? (direction === 'in' ? 'back' : 'away') : turnOf(direction);
  return { day, shiftId, shift, direction, turn, inWindow: within };
}

/** Of a tap nothing else is known of. */
export function turnOf(direction: Direction): Turn {
  return direction === 'in' ? 'arrived' : 'left';
}

/** What comes after a tap in this direction; the first is an arrival. */
export function opposite(direction: Direction | undefined): Direction {
  return direction === 'in' ? 'out' : 'in';
}
