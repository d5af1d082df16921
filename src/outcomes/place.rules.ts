import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { RosterLine, RosterShift } from '../roster/rules.ts';
import type { PunchFact } from './rules.ts';

const MINUTE_MS = 60_000;

/** The shift id of a tap on a day of rest. */
const REST_SHIFT = '';

/**
 * Puts punches to the shifts of the roster as it is now. A punch stays where the tap put it, unless the roster was changed since and that
 * shift is not on it any more: then it goes to the nearest rostered shift whose window holds it and that still lacks an arrival or a leaving;
 * work on a day of rest only to a shift of that same day.
 *
 * @param lines without a gap, the days around included
 */
export function placePunches(
  lines: readonly RosterLine[],
  punches: readonly PunchFact[],
  rulesOn: (day: string) => AttendanceRules,
): readonly PunchFact[] {
  const rostered = new Map(lines.map(({ day, shifts }) => [day, shifts]));
  const stays = ({ shiftDay, shiftId }: PunchFact): boolean => {
    const shifts = rostered.get(shiftDay) ?? [];
    return shiftId === REST_SHIFT ? shifts.length === 0 : shifts.some((shift) => shift.shiftId === shiftId);
  };
  const strays = punches.filter((punch) => !stays(punch));
  if (strays.length === 0) return punches;
  const placed = punches.filter(stays);
  const shifts = lines.flatMap((line) => line.shifts);
  for (const stray of [...strays].sort((a, b) => a.atMs - b.atMs || a.punchId - b.punchId)) {
    const shift = nearest(stray, shifts, placed, rulesOn);
    placed.push(shift === undefined ? stray : put(stray, shift, placed));
  }
  return placed;
}

function nearest(
  { atMs, shiftDay, shiftId }: PunchFact,
  shifts: readonly RosterShift[],
  placed: readonly PunchFact[],
  rulesOn: (day: string) => AttendanceRules,
): RosterShift | undefined {
  const away = ({ startMs, endMs }: RosterShift): number => Math.max(0, startMs - atMs, atMs - endMs);
  return shifts
    .filter(({ day, startMs, endMs }) => {
      if (shiftId === REST_SHIFT && day !== shiftDay) return false;
      const { earliestInMinutes, latestOutMinutes } = rulesOn(day);
      const opensMs = startMs - earliestInMinutes.value * MINUTE_MS;
      return opensMs <= atMs && atMs <= endMs + latestOutMinutes.value * MINUTE_MS;
    })
    .filter((shift) => {
      const there = placed.filter((punch) => isOf(punch, shift));
      return !(['in', 'out'] as const).every((way) => there.some(({ direction }) => direction === way));
    })
    .sort((a, b) => away(a) - away(b) || a.startMs - b.startMs)[0];
}

function put(stray: PunchFact, shift: RosterShift, placed: readonly PunchFact[]): PunchFact {
  const arrived = placed.some((punch) => isOf(punch, shift) && punch.direction === 'in');
  const direction = stray.atMs < shift.startMs || (stray.atMs < shift.endMs && !arrived) ? 'in' : 'out';
  return { ...stray, shiftDay: shift.day, shiftId: shift.shiftId, direction };
}

function isOf(punch: PunchFact, { day, shiftId }: RosterShift): boolean {
  return punch.shiftDay === day && punch.shiftId === shiftId;
}
