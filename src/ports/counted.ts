/** A number with its English noun, as in `1 day`, `0.5 days`, `2 days`. */
export function counted(n: number | string, noun: string): string {
  return `${n} ${Number(n) === 1 ? noun : `${noun}s`}`;
}
