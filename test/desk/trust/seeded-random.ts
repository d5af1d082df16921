/** The same numbers for the same seed, so that a failure can be had again: `QINGYU_SEED=…`. */
export interface SeededRandom {
  readonly seed: number;
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
}

const DEFAULT_SEED = 20_261_122;

/** What every trust test starts from. */
export const SEED = Number(process.env.QINGYU_SEED ?? DEFAULT_SEED);

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for choosing instants. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, next, between: (least, most) => least + Math.floor(next() * (most - least + 1)) };
}
