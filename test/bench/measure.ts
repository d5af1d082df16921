/** One row of the bench table. */
export interface BenchRow {
  readonly promise: string;
  readonly what: string;
  readonly floor: string;
  readonly product: string;
  readonly ratio: number;
  readonly goal: number;
}

/** Milliseconds `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Samples two things in turn, so that a busy machine is busy for both. Returns milliseconds per sample. */
export async function alternate(
  rounds: number,
  floor: () => unknown,
  product: () => unknown,
): Promise<{ floor: number[]; product: number[] }> {
  const samples: { floor: number[]; product: number[] } = { floor: [], product: [] };
  for (let round = 0; round < rounds; round++) {
    samples.floor.push(await timed(floor));
    samples.product.push(await timed(product));
  }
  return samples;
}

/** The value below which `share` (0–1) of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;
export const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;

/** Compares two sample sets at one quantile. */
export function compare(
  promise: string,
  what: string,
  samples: { floor: readonly number[]; product: readonly number[] },
  share: number,
  goal: number,
): BenchRow {
  const floor = quantile(samples.floor, share);
  const product = quantile(samples.product, share);
  return { promise, what, floor: ms(floor), product: ms(product), ratio: product / floor, goal };
}
