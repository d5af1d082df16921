const LOOK_MS = 10;

/** How long the machine kept an idle timer waiting: a guest has one processor, and a busy host takes it away. */
export interface Standstill {
  /** Longest wait since the last {@link reset}, in milliseconds. */
  longestMs(): number;
  reset(): void;
}

/** Starts to measure with the first {@link Standstill.reset}; runs until the process ends. */
export function startStandstill(): Standstill {
  let longestMs = 0;
  let last = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = performance.now();
    if (timer !== undefined) longestMs = Math.max(longestMs, now - last - LOOK_MS);
    last = now;
  };
  return {
    longestMs() {
      look();
      return longestMs;
    },
    reset() {
      look();
      longestMs = 0;
      timer ??= setInterval(look, LOOK_MS).unref();
    },
  };
}
