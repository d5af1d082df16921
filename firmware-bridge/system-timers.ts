import type { Timers } from './timers.ts';

/** The machine's own time, for worker threads and child processes: nobody can hand them a clock across the wall. */
export const systemTimers: Timers = {
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
