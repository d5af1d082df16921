import { createMemoryOutput } from '../../firmware-bridge/gpio/memory-line.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createGuardCore, HARD_LIMIT_MS, PULSE_MAX_MS } from './guard-core.ts';
import type { LockBus } from './lock-bus.ts';
import type { GuardState, LockGuard, PulseAnswer } from './lock-guard.ts';

/** One lock of a board. */
export interface BoardLock {
  /** Door number as painted. */
  readonly number: number;
  readonly supply: string;
  /** As printed on the board, from 1. */
  readonly lock: number;
}

/**
 * The guard of locks whose board ends the pulse by its own timer. The rules are the guard's (one pulse per supply, rests, so many a
 * minute); the line is the command that goes to the board, and its supply counts as taken for the longest pulse there is, because
 * the board does not tell how long its own is.
 */
export function createBoardGuard(options: {
  readonly bus: LockBus;
  readonly locks: readonly BoardLock[];
  readonly clock: Clock;
}): LockGuard {
  const { bus, clock } = options;
  const locks = new Map(options.locks.map((lock) => [lock.number, lock.lock]));
  const lineListeners = new Set<(lock: number, on: boolean) => void>();
  const stateListeners = new Set<(state: GuardState) => void>();
  let last: PulseAnswer = { result: 'refused', code: 'guard/board-away' };
  let nextId = 1;
  let pulses = 0;
  let started = false;
  let unsubscribe = (): void => undefined;
  const core = createGuardCore({
    locks: options.locks.map(({ number, supply }) => ({
      number,
      supply,
      pulsedMsAgo: [],
      line: createMemoryOutput(`lock ${number}`, (on) => {
        for (const listener of [...lineListeners]) listener(number, on);
      }),
    })),
    timers: clock,
    // A caller in the same process cannot be silent, and the board ends its pulse without us.
    silenceMs: HARD_LIMIT_MS,
    report(report) {
      if (report.type === 'ok') last = { result: 'driven' };
      if (report.type === 'refused') last = { result: 'refused', code: report.code };
    },
  });
  const admit = (lock: number): boolean => {
    core.obey({ type: 'pulse', id: nextId++, lock, ms: PULSE_MAX_MS });
    return last.result === 'driven';
  };
  const state = (): GuardState => {
    const fault = bus.fault();
    if (started && fault !== undefined) return { is: 'down', code: fault.code, sentence: fault.says.en, fault };
    return started && bus.isReady ? { is: 'ready' } : { is: 'starting' };
  };
  return {
    start() {
      started = true;
      unsubscribe = bus.onFault(() => {
        for (const listener of [...stateListeners]) listener(state());
      });
      bus.start();
    },
    async stop() {
      started = false;
      unsubscribe();
      await bus.stop();
      core.allOff('stopping');
    },
    async pulse(number) {
      const lock = locks.get(number);
      if (lock === undefined) return { result: 'refused', code: 'guard/unknown-lock' };
      let answer: PulseAnswer = { result: 'refused', code: 'guard/board-away' };
      const sent = await bus.open(lock, () => {
        const admitted = admit(number);
        answer = last;
        return admitted;
      });
      if (sent.is === 'sent') pulses += 1;
      // Half a command may have been enough: the contact decides.
      return sent.is === 'lost' && sent.begun ? { result: 'unknown', code: 'guard/board-away' } : answer;
    },
    state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onLine(listener) {
      lineListeners.add(listener);
      return () => lineListeners.delete(listener);
    },
    counters: () => ({ ...bus.counters(), pulses }),
  };
}
