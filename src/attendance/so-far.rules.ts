import type { Direction, PunchRules, ShiftSpan, SoFar } from './rules.ts';

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

/**
 * Adds up month and week until and including the shift `today`.
 *
 * @param punches from `min(month.from, week.from)` on; the tap being answered included
 * @param spanOf the span of a shift on a day; `undefined` when the rules know the shift no more
 */
export function soFar(
  punches: readonly ShiftPunches[],
  today: { readonly day: string; readonly shiftId: string },
  from: { readonly month: string; readonly week: string },
  rules: Pick<PunchRules, 'monthLateMinutes' | 'monthMissedPunches' | 'weekHours'>,
  spanOf: (shiftId: string, day: string) => ShiftSpan | undefined,
): SoFar {
  let lateMinutes = 0;
  let missed = 0;
  let workedMs = 0;
  for (const { in: arrival, out: leaving, day, shiftId } of byShift(punches)) {
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

interface ShiftDay {
  readonly day: string;
  readonly shiftId: string;
  in: ShiftPunches | undefined;
  out: ShiftPunches | undefined;
}

function byShift(punches: readonly ShiftPunches[]): Iterable<ShiftDay> {
  const days = new Map<string, ShiftDay>();
  for (const punch of punches) {
    const key = `${punch.day} ${punch.shiftId}`;
    const day = days.get(key) ?? { day: punch.day, shiftId: punch.shiftId, in: undefined, out: undefined };
    const other = day[punch.direction];
    day[punch.direction] = other === undefined ? punch : merged(other, punch);
    days.set(key, day);
  }
  return days.values();
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
