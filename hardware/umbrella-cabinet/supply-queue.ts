import type { Timers } from '../../firmware-bridge/timers.ts';
import { HARD_LIMIT_MS } from './guard-core.ts';
import type { LockGuard, PulseAnswer } from './lock-guard.ts';

/** Doors asked for together open one after the other where they share a supply: two coils at 2.4 A are more than it gives. */
export function createSupplyQueue(
  guard: Pick<LockGuard, 'pulse' | 'onLine'>,
  timers: Pick<Timers, 'after'>,
): {
  /** Waits for the supply, then asks the guard. Resolves when the coil is on, or will not be. Never rejects. */
  pulse(lock: number, supply: string, ms: number): Promise<PulseAnswer>;
} {
  const tails = new Map<string, Promise<void>>();
  return {
    pulse(lock, supply, ms) {
      const before = tails.get(supply) ?? Promise.resolve();
      return new Promise((resolve) => {
        tails.set(
          supply,
          before.then(async () => {
            let wasOn = false;
            let free = (): void => undefined;
            const freed = new Promise<void>((done) => {
              free = done;
            });
            const unsubscribe = guard.onLine((moved, on) => {
              if (moved !== lock) return;
              if (on) wasOn = true;
              else if (wasOn) free();
            });
            const answer = await guard.pulse(lock, ms);
            resolve(answer);
            if (answer.result === 'driven') {
              // No coil is on longer than this, also when the word that it is off got lost.
              const cancel = timers.after(HARD_LIMIT_MS, free);
              await freed.finally(cancel);
            }
            unsubscribe();
          }),
        );
      });
    },
  };
}
