import type { Timers } from '../timers.ts';
import { msToFrames } from './pcm-format.ts';

const STEP_MS = 10;
/** After a suspended machine the time is not made up for. */
const LONGEST_STEP_MS = 1_000;

/** Asks for the sound of each 10 ms as they go by, for sources that have no clock of their own. Returns the function that ends it. */
export function captureClock(timers: Timers, due: (frames: number) => void): () => void {
  let lastMs = timers.monotonicMs();
  let cancel = (): void => undefined;
  const wait = (): void => {
    cancel = timers.after(STEP_MS, () => {
      const nowMs = timers.monotonicMs();
      const frames = msToFrames(Math.min(LONGEST_STEP_MS, nowMs - lastMs));
      lastMs = nowMs;
      wait();
      if (frames > 0) due(frames);
    });
  };
  wait();
  return () => cancel();
}
