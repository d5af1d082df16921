import type { OutputLine } from '../../firmware-bridge/gpio/lines.ts';
import { createMemoryOutput } from '../../firmware-bridge/gpio/memory-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createGuardCore, HARD_LIMIT_MS } from './guard-core.ts';
import type { GuardedLock } from './guard-setup.ts';
import type { GuardState, LockGuard, PulseAnswer } from './lock-guard.ts';

/** As often as the guard process looks at its lines, in milliseconds. */
const LOOK_MS = 500;

/** The guard's rules on memory lines inside this process, turned by the clock handed in: for simulated locks, never for a coil. */
export function createInProcessGuard(options: {
  readonly locks: readonly Pick<GuardedLock, 'number' | 'supply'>[];
  readonly clock: Clock;
  /** What a lock hangs on; only in memory unless given. */
  readonly lineOf?: (number: number) => OutputLine;
  /** Looks whether what the locks hang on is still there, twice a second; throws when it is not. */
  readonly look?: () => void;
}): LockGuard & { setDead(dead: boolean): void } {
  const { clock, look, lineOf = (number) => createMemoryOutput(`lock ${number}`, () => undefined) } = options;
  const lines = new Set<(lock: number, on: boolean) => void>();
  const states = new Set<(state: GuardState) => void>();
  let state: GuardState = { is: 'starting' };
  let lastAnswer: PulseAnswer = { result: 'unknown', code: 'guard/no-answer' };
  let nextId = 1;
  let pulses = 0;
  const core = createGuardCore({
    locks: options.locks.map(({ number, supply }) => ({
      number,
      supply,
      pulsedMsAgo: [],
      line: lineOf(number),
    })),
    timers: clock,
    // A caller in the same process cannot be silent.
    silenceMs: HARD_LIMIT_MS,
    report(report) {
      if (report.type === 'ok') lastAnswer = { result: 'driven' };
      if (report.type === 'line') for (const listener of [...lines]) listener(report.lock, report.on);
      if (report.type === 'refused') lastAnswer = { result: 'refused', code: report.code };
    },
  });
  const become = (next: GuardState): void => {
    state = next;
    for (const listener of [...states]) listener(next);
  };
  let cancelLook = (): void => undefined;
  const lookOn = (): void => {
    try {
      look?.();
      if (state.is !== 'ready') become({ is: 'ready' });
    } catch (cause) {
      const sentence = cause instanceof Error ? cause.message : String(cause);
      if (state.is !== 'down') become({ is: 'down', code: 'guard/failed', sentence });
    }
    cancelLook = clock.after(LOOK_MS, lookOn);
  };
  return {
    start() {
      if (look === undefined) become({ is: 'ready' });
      else lookOn();
    },
    async stop() {
      cancelLook();
      core.allOff('stopping');
    },
    async pulse(lock, ms) {
      if (state.is !== 'ready') return { result: 'refused', code: 'guard/not-ready' };
      pulses += 1;
      core.obey({ type: 'pulse', id: nextId++, lock, ms });
      return lastAnswer;
    },
    setDead(dead) {
      core.allOff('stopping');
      become(dead ? { is: 'down', code: 'guard/dead', sentence: 'the lock guard is not running' } : { is: 'ready' });
    },
    state: () => state,
    onState(listener) {
      states.add(listener);
      return () => states.delete(listener);
    },
    onLine(listener) {
      lines.add(listener);
      return () => lines.delete(listener);
    },
    counters: () => ({ pulses }),
  };
}
