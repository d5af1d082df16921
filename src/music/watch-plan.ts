import type { Clock } from '../ports/clock.ts';

/** A wall clock that jumped is noticed this late at most. */
const LOOK_EVERY_MS = 5_000;
/** The calendar is not read during the start of the service. */
const FIRST_LOOK_MS = 500;
/** The network steers a clock by less than this between two looks. */
const JUMP_MS = 1_000;

/** Who follows the plan. */
export interface PlanFollower {
  /** When the plan changes next as seen from now, UTC milliseconds; undefined: never. */
  changesAtMs(): number | undefined;
  /** The plan is at another place now. */
  follow(): void;
  report(error: unknown): void;
}

/** Calls `follow` once at the beginning, then at the exact second of each change and after each jump of the wall clock. Returns what ends it. */
export function watchPlan(clock: Clock, follower: PlanFollower): () => void {
  let changesAtMs: number | undefined = Number.NEGATIVE_INFINITY;
  let offsetMs = 0;
  let cancel = clock.after(FIRST_LOOK_MS, look);

  function look(): void {
    let wakeMs = LOOK_EVERY_MS;
    try {
      const { wallMs, monotonicMs } = clock.read();
      const jumped = Math.abs(wallMs - monotonicMs - offsetMs) >= JUMP_MS;
      if (jumped || (changesAtMs !== undefined && wallMs >= changesAtMs)) {
        // Only what has been followed is settled: what failed is tried again at the next look, wherever the clock is then.
        changesAtMs = Number.NEGATIVE_INFINITY;
        follower.follow();
        changesAtMs = follower.changesAtMs();
        offsetMs = wallMs - monotonicMs;
      }
      if (changesAtMs !== undefined) wakeMs = Math.min(LOOK_EVERY_MS, Math.max(1, Math.ceil(changesAtMs - wallMs)));
    } catch (error) {
      follower.report(error);
    }
    cancel = clock.after(wakeMs, look);
  }

  return () => cancel();
}
