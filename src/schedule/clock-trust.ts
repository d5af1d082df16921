import type { ClockReading } from '../ports/clock.ts';

/** Further than this is a jump, not the network steering the clock. */
const JUMP_MS = 2_000;

/** Whether the wall clock may be acted by: it is known to be good, or a person has looked at it and it has not jumped since. */
export interface ClockTrust {
  holds(reading: ClockReading): boolean;
  /** A person says that this time is right. */
  take(reading: ClockReading): void;
}

export function createClockTrust(): ClockTrust {
  let trusted: { readonly bootId: string; readonly offsetMs: number } | undefined;
  return {
    holds(reading) {
      if (reading.quality !== 'unsure') return true;
      const offsetMs = reading.wallMs - reading.monotonicMs;
      if (trusted?.bootId !== reading.bootId || Math.abs(offsetMs - trusted.offsetMs) > JUMP_MS) trusted = undefined;
      else trusted = { bootId: reading.bootId, offsetMs };
      return trusted !== undefined;
    },
    take: ({ bootId, wallMs, monotonicMs }) => {
      trusted = { bootId, offsetMs: wallMs - monotonicMs };
    },
  };
}
