/** Shortest rest of one coil after a pulse. Cabinet solenoids (28.8 W in a 65 mm case) are made for intermittent duty. */
export const REST_MS = 5_000;
/** Most pulses of one coil in any minute. */
export const PULSES_PER_MINUTE = 10;
const MINUTE_MS = 60_000;

/** One pulse as the duty limit sees it, in monotonic milliseconds. */
export interface PastPulse {
  readonly startedMs: number;
  readonly endedMs: number;
}

/** Milliseconds until the coil may be driven again; 0 when it may now. */
export function restLeftMs(past: readonly PastPulse[], nowMs: number): number {
  const last = past.at(-1);
  if (last === undefined) return 0;
  const rest = last.endedMs + REST_MS - nowMs;
  const tenthLast = past.at(-PULSES_PER_MINUTE);
  const minute = tenthLast === undefined ? 0 : tenthLast.startedMs + MINUTE_MS - nowMs;
  return Math.max(0, rest, minute);
}

/** Forgets pulses that no longer count. */
export function recentPulses(past: readonly PastPulse[], nowMs: number): PastPulse[] {
  return past.filter((pulse) => nowMs - pulse.startedMs < MINUTE_MS || nowMs - pulse.endedMs < REST_MS);
}
