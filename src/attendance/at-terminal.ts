import type { Attendance } from './open-attendance.ts';

/** Whose tap was the last, and how long it still lets their month be seen. */
export interface AtTerminal {
  readonly personId: number;
  readonly leftMs: number;
}

/** Who stands at the reader: the tap is the permission to see one's own month, for a short time and until somebody else taps. */
export function whoTapped({ desk, lastTap, rulesOn, calendar }: Attendance, punchId: number): AtTerminal | undefined {
  if (lastTap?.punchId !== punchId) return undefined;
  const { at, personId } = lastTap;
  const shownMs = rulesOn(calendar.dayOf(at.wallMs)).ownMonthSeconds.value * 1000;
  const leftMs = at.monotonicMs + shownMs - desk.clock.read().monotonicMs;
  return leftMs > 0 ? { personId, leftMs } : undefined;
}
