import { expect } from 'vitest';

const WITHIN_MS = 15_000;

/** `expect` for what becomes so: asked again until it holds. */
export function eventually<T>(ask: () => Promise<T>) {
  return expect.poll(ask, { timeout: WITHIN_MS, interval: 50 });
}
