/** What is believed of a contact, and what it has shown since. Levels are believed after they have stood still. */
export interface Debounce {
  /** Believed; undefined before the first look. */
  readonly settled: boolean | undefined;
  /** Another level, shown since {@link sinceMs} without a break; undefined while it shows what is believed. */
  readonly pending: boolean | undefined;
  readonly sinceMs: number;
  /** How often it went back before it was believed. */
  readonly bounces: number;
}

/** A contact nobody has looked at. */
export const UNSEEN: Debounce = { settled: undefined, pending: undefined, sinceMs: 0, bounces: 0 };

/**
 * One look at a contact: the level it shows at a time. The first look is believed at once; another level when it has been shown for
 * `debounceMs` without a break. A contact that never stands still keeps what was believed, and counts its bounces.
 *
 * @param level undefined: nothing new was seen, only time has passed
 * @param atMs monotonic milliseconds
 */
export function nextDebounce(state: Debounce, level: boolean | undefined, atMs: number, debounceMs: number): Debounce {
  const { settled, pending, sinceMs, bounces } = state;
  const shown = level ?? pending ?? settled;
  if (shown === undefined) return state;
  if (settled === undefined) return { ...state, settled: shown };
  if (shown === settled) return pending === undefined ? state : { ...state, pending: undefined, bounces: bounces + 1 };
  const began = pending === undefined ? atMs : sinceMs;
  if (atMs - began >= debounceMs) return { settled: shown, pending: undefined, sinceMs: atMs, bounces };
  return { settled, pending: shown, sinceMs: began, bounces };
}
