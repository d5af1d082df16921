import { vi } from 'vitest';

/**
 * How many bytes `work` copies into new arrays: a measure of work that is the same on every machine. Work that grows faster than its
 * input shows here at once, as a long chunk that is copied again for each of its bytes.
 */
export function copiedBytes(work: () => void): number {
  const spy = vi.spyOn(Uint8Array, 'from');
  try {
    work();
    return spy.mock.results.reduce((sum, { value }) => sum + (value instanceof Uint8Array ? value.length : 0), 0);
  } finally {
    spy.mockRestore();
  }
}
