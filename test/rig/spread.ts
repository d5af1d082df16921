/** Middle, 99th of a hundred and longest of some durations. */
export function spread(durations: readonly number[]): {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
} {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}
