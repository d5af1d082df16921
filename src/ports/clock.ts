/** How far the wall clock can be trusted: set from the network, kept by a battery clock, or unknown. */
export type ClockQuality = 'synchronised' | 'rtc' | 'unsure';

/** One reading of every clock there is; the three travel together so that a wrong wall clock can be mended later. */
export interface ClockReading {
  /** UTC milliseconds since 1970. */
  readonly wallMs: number;
  /** Milliseconds since an arbitrary start in this boot; never goes back. */
  readonly monotonicMs: number;
  /** Names the boot `monotonicMs` belongs to. */
  readonly bootId: string;
  readonly quality: ClockQuality;
}

/** The only source of time in the product. Tests hand in one that they turn themselves. */
export interface Clock {
  read(): ClockReading;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Runs `run` once after `delayMs` milliseconds. Returns the cancel function. */
  after(delayMs: number, run: () => void): () => void;
}
