import type { ShiftSpan } from '../roster/rules.ts';
import type { Direction, PunchRules, SoFar } from './rules.ts';

/** All punches of one direction of one person in one shift, added up. */
export interface ShiftPunches {
  readonly day: string;
  readonly shiftId: string;
  readonly direction: Direction;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Of the first arrival and the last leaving. */
  readonly minutesLate: number;
  readonly minutesEarly: number;
}

const MINUTE_MS = 60_000;

/** A person's punches of one shift day, both directions. */
export interface ShiftDay {
  readonly day: string;
  readonly shiftId: string;
  readonly in?: ShiftPunches;
  readonly out?: ShiftPunches;
}

/** The days with these punches added; equal days are merged. Newest days are looked at first, as that is where punches go. */
export function withPunches(days: readonly ShiftDay[], punches: readonly ShiftPunches[]): ShiftDay[] {
  const together = [...days];
  for (const punch of punches) {
    const at = together.findLastIndex(({ day, shiftId }) => day === punch.day && shiftId === punch.shiftId);
    const before = together[at];
    if (before === undefined) {
      together.push({ day: punch.day, shiftId: punch.shiftId, [punch.direction]: punch });
    } else {
      const other = before[punch.direction];
      together[at] = { ...before, [punch.direction]: other === undefined ? punch : merged(other, punch) };
    }
  }
  return together;
}

/**
 * Adds up month and week until and including the shift `today`.
 *
 * @param days from `min(month.from, week.from)` on; the tap being answered included
 * @param spanOf the span of a shift on a day; `undefined` when the rules know the shift no more
 */
export function soFar(
  days: readonly ShiftDay[],
  today: { readonly day: string; readonly shiftId: string },
  from: { readonly month: string; readonly week: string },
  rules: Pick<PunchRules, 'monthLateMinutes' | 'monthMissedPunches' | 'weekHours'>,
  spanOf: (shiftId: string, day: string) => ShiftSpan | undefined,
): SoFar {
  let lateMinutes = 0;
  let missed = 0;
  let workedMs = 0;
  for (const { in: arrival, out: leaving, day, shiftId } of days) {
    if (day > today.day) continue;
    if (day >= from.month) {
      lateMinutes += (arrival?.minutesLate ?? 0) + (leaving?.minutesEarly ?? 0);
      const stillOpen = day === today.day && shiftId === today.shiftId && leaving === undefined;
      if (!stillOpen && (arrival === undefined || leaving === undefined)) missed += 1;
    }
    if (day >= from.week && arrival !== undefined && leaving !== undefined) {
      workedMs += worked(arrival.firstMs, leaving.lastMs, spanOf(shiftId, day));
    }
  }
  return {
    month: {
      lateMinutes,
      limit: rules.monthLateMinutes.value,
      clause: rules.monthLateMinutes.clause,
      missed,
      missedLimit: rules.monthMissedPunches.value,
      missedClause: rules.monthMissedPunches.clause,
    },
    week: {
      hours: Math.round(workedMs / (6 * MINUTE_MS)) / 10,
      limit: rules.weekHours.value,
      clause: rules.weekHours.clause,
    },
  };
}

/**
 * Time present inside the shift, less its pause once more than half of the shift was worked. Time outside the shift is
 * overtime, which counts only by its own slips.
 */
function worked(inMs: number, outMs: number, span: ShiftSpan | undefined): number {
  if (span === undefined) return Math.max(0, outMs - inMs);
  const presentMs = Math.max(0, Math.min(outMs, span.endMs) - Math.max(inMs, span.startMs));
  const pauseMs = presentMs * 2 > span.endMs - span.startMs ? span.shift.breakMinutes * MINUTE_MS : 0;
  return Math.max(0, presentMs - pauseMs);
}

function merged(a: ShiftPunches, b: ShiftPunches): ShiftPunches {
  return {
    ...a,
    firstMs: Math.min(a.firstMs, b.firstMs),
    lastMs: Math.max(a.lastMs, b.lastMs),
    minutesLate: Math.min(a.minutesLate, b.minutesLate),
    minutesEarly: Math.min(a.minutesEarly, b.minutesEarly),
  };
}
