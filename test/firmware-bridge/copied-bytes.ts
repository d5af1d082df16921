import { vi } from 'vitest';

/**
 * How many bytes `work` copies from array to array: a measure of work that is the same on every machine. Work that grows faster than its
 * input shows here at once, as a long chunk that is copied again for each of its bytes.
 */
export function copiedBytes(work: () => void): number {
  const made = [vi.spyOn(Uint8Array, 'from'), vi.spyOn(Buffer, 'concat')];
  const filled = vi.spyOn(Uint8Array.prototype, 'set');
  try {
    work();
    const results = made.flatMap((spy) => spy.mock.results.map(({ value }) => value));
    const parts = [...results, ...filled.mock.calls.map(([part]) => part)];
    return parts.reduce<number>((sum, part) => sum + (part instanceof Uint8Array ? part.length : 0), 0);
  } finally {
    for (const spy of [...made, filled]) spy.mockRestore();
  }
}
