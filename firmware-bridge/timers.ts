/** The time source the byte layer needs: monotonic milliseconds and one-shot timers, handed in so tests can turn it by hand. */
export interface Timers {
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Runs `run` once after `delayMs` milliseconds. Returns the cancel function. */
  after(delayMs: number, run: () => void): () => void;
}
