import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Whole-service and browser tests start real processes on a small machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for ends the wait; the limit only says when to give up.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
  },
});
