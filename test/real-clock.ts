import type { Clock } from '../src/ports/clock.ts';

/** Real time, for tests against real ports and processes, which do not wait for a fake clock. */
export const realClock: Clock = {
  read: () => ({ wallMs: Date.now(), monotonicMs: performance.now(), bootId: 'boot-real', quality: 'unsure' }),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves as soon as `check` holds; asked again after each call of the returned `look`, and fails after `deadlineMs`. */
export async function until(
  subscribe: (look: () => void) => () => void,
  check: () => boolean,
  deadlineMs = 5_000,
): Promise<void> {
  if (check()) return;
  await new Promise<void>((resolve, reject) => {
    const end = (outcome: () => void): void => {
      clearTimeout(timer);
      unsubscribe();
      outcome();
    };
    const timer = setTimeout(
      () => end(() => reject(new Error(`still not so after ${deadlineMs} ms: ${check}`))),
      deadlineMs,
    );
    const unsubscribe = subscribe(() => {
      if (check()) end(resolve);
    });
  });
}
