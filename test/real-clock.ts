import { createSystemClock } from '../src/clock/system-clock.ts';

/** Real time, for tests against real ports and processes, which do not wait for a fake clock. */
export const realClock = createSystemClock();

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
