import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { RosterLine, ShiftRules, ShiftSpan } from '../roster/rules.ts';

/** A roster line with the hours its shifts have by other rules; a nursing hour stays taken off. */
export function reshifted(
  line: RosterLine,
  now: AttendanceRules,
  tried: AttendanceRules,
  span: (shift: ShiftRules, day: string) => ShiftSpan,
): RosterLine {
  if (line.shifts.length === 0 || now.shifts === tried.shifts) return line;
  const shifts = line.shifts.map((shift) => {
    const before = now.shifts.find(({ id }) => id === shift.shiftId);
    const after = tried.shifts.find(({ id }) => id === shift.shiftId);
    if (before === undefined || after === undefined) return shift;
    const from = span(before, line.day);
    const to = span(after, line.day);
    return {
      ...shift,
      endDay: to.endDay,
      startMs: shift.startMs + to.startMs - from.startMs,
      endMs: shift.endMs + to.endMs - from.endMs,
      breakMinutes: shift.breakMinutes + after.breakMinutes - before.breakMinutes,
      clause: after.clause,
    };
  });
  return { ...line, shifts };
}
