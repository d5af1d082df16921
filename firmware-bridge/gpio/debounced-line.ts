import type { Timers } from '../timers.ts';
import { nextDebounce, UNSEEN } from './debounce.ts';
import type { InputLine } from './lines.ts';

/**
 * An input that reports a level only after it has stood still for so long.
 *
 * @param bounced called for every change that was taken back before it was believed
 */
export function createDebouncedLine(
  line: InputLine,
  options: { readonly debounceMs: number; readonly timers: Timers; readonly bounced?: () => void },
): InputLine {
  const { debounceMs, timers, bounced = () => undefined } = options;
  const listeners = new Set<(high: boolean) => void>();
  let state = UNSEEN;
  let cancel = (): void => undefined;

  const look = (level: boolean | undefined): void => {
    const nowMs = timers.monotonicMs();
    const next = nextDebounce(state, level, nowMs, debounceMs);
    const { settled } = state;
    if (next.bounces > state.bounces) bounced();
    state = next;
    cancel();
    if (next.pending !== undefined)
      cancel = timers.after(Math.max(0, next.sinceMs + debounceMs - nowMs), () => look(undefined));
    if (settled === undefined || next.settled === undefined || next.settled === settled) return;
    for (const listener of [...listeners]) listener(next.settled);
  };
  const unsubscribe = line.onChange(look);
  return {
    name: line.name,
    async read() {
      look(await line.read());
      return state.settled === true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      cancel();
      unsubscribe();
      listeners.clear();
      line.close();
    },
  };
}
