import type { Sentence } from '../../src/ports/device.ts';

/** How a pulse began. `refused`: the coil was not driven. `unknown`: the guard did not answer, so it may have been. */
export type PulseAnswer =
  | { readonly result: 'driven' }
  | { readonly result: 'refused'; readonly code: string }
  | { readonly result: 'unknown'; readonly code: string };

/** Whether pulses are possible, and if not, why. */
export type GuardState =
  | { readonly is: 'starting' }
  | { readonly is: 'ready' }
  | {
      readonly is: 'down';
      readonly code: string;
      readonly sentence: string;
      /** What the desk is told where it is not the guard that is gone but what it drives. */
      readonly fault?: { readonly code: string; readonly says: Sentence };
    };

/** The owner of the lock lines as the cabinet driver sees it. */
export interface LockGuard {
  /** Starts the guard in the background; never throws. */
  start(): void;
  /** Resolves when every line is off and the guard is gone. */
  stop(): Promise<void>;
  /** Drives one coil for `ms` milliseconds. Resolves when the coil is on, or will not be. Never rejects. */
  pulse(lock: number, ms: number): Promise<PulseAnswer>;
  state(): GuardState;
  onState(listener: (state: GuardState) => void): () => void;
  /** A line changed: true when the coil is energised. */
  onLine(listener: (lock: number, on: boolean) => void): () => void;
  /** For the devices page: pulses, guard restarts, rubbish bytes. */
  counters(): Readonly<Record<string, number>>;
}
