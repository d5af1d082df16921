import type { Clock } from '../../src/ports/clock.ts';
import type { DrawerMove, DrawerState } from '../../src/ports/receipt-printer.ts';

/** A kick that was confirmed opens the drawer at once; polling sees it within some seconds. */
const SEEN_WITHIN_MS = 15_000;

/** Tells an opening that was asked for from one that was not, by the level of connector pin 3. */
export interface DrawerWatch {
  readonly state: DrawerState;
  /** A kick is on its way to the printer; from now on an opening is asked for. */
  kickSent(): void;
  /** The kick is done, or surely lost: an opening long after it is none of its. */
  kickDone(): void;
  /** The printer said how pin 3 stands. */
  pin(isHigh: boolean): void;
  /** What was known is not known any more. */
  forget(): void;
  onMove(listener: (move: DrawerMove) => void): () => void;
}

/** @param openIs the level of pin 3 while the drawer is open; `undefined` where no switch is wired */
export function createDrawerWatch(clock: Pick<Clock, 'monotonicMs'>, openIs: 'high' | 'low' | undefined): DrawerWatch {
  const listeners = new Set<(move: DrawerMove) => void>();
  let state: DrawerState = 'unknown';
  /** Until when an opening is asked for; a kick under way has no end yet. */
  let askedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    get state() {
      return state;
    },
    kickSent() {
      askedUntilMs = Number.POSITIVE_INFINITY;
    },
    kickDone() {
      askedUntilMs = clock.monotonicMs() + SEEN_WITHIN_MS;
    },
    pin(isHigh) {
      if (openIs === undefined) return;
      const next = isHigh === (openIs === 'high') ? 'open' : 'closed';
      const before = state;
      state = next;
      if (next === before) return;
      const asked = clock.monotonicMs() <= askedUntilMs;
      // What was found at the start is no move; neither is a drawer seen shut for the first time.
      if (before === 'unknown' && next === 'closed') return;
      if (next === 'open') askedUntilMs = Number.NEGATIVE_INFINITY;
      for (const listener of [...listeners]) listener({ state: next, asked: next === 'closed' || asked });
    },
    forget() {
      state = 'unknown';
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
