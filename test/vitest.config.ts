import { statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Whole services and browsers: each file has its own, and waits much of its time for a voice to end or a page to be drawn. */
const WHOLE_DESK = 'test/desk/**/*.test.ts';
/**
 * They replace modules, look at what a process has loaded or holds, or measure real time: nothing is in their process, or beside it, but
 * themselves.
 */
const ALONE = [
  'test/firmware-bridge/audio/measure-tracks.test.ts',
  'test/firmware-bridge/glyphs/glyph-source.test.ts',
  'test/firmware-bridge/gpio/onoff-lines.test.ts',
  'test/firmware-bridge/transport/write-only-device.test.ts',
  'test/hardware/public-address/mixer-thread.test.ts',
  'test/hardware/umbrella-cabinet/gpio-backend.test.ts',
  'test/hardware/umbrella-cabinet/guard-gpiod.test.ts',
  'test/hardware/umbrella-cabinet/guard-process.test.ts',
  'test/hardware/umbrella-cabinet/lock-coil.test.ts',
  'test/hardware/unplugged-for-an-hour.test.ts',
  'test/src/sd-notify.test.ts',
];
const MEMORY_DISK = '/dev/shm';
/** More than the databases of two workers' tests at a time. */
const MEMORY_DISK_BYTES = 512 * 1_048_576;

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // Whole-service and browser tests start real processes on a small machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for ends the wait; the limit only says when to give up.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: [WHOLE_DESK, ...ALONE],
          // Files share a process and what they import: loading it anew for each was half of their work.
          isolate: false,
          maxWorkers: 2,
          env: temporaryFolder(),
        },
      },
      {
        extends: true,
        test: { name: 'desk', include: [WHOLE_DESK], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 }, env: temporaryFolder() },
      },
    ],
  },
});

/** In memory where there is room: these tests commit thousands of times, and none is about the disk. */
function temporaryFolder(): Record<string, string> {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    return bavail * bsize < MEMORY_DISK_BYTES ? {} : { TMPDIR: MEMORY_DISK };
  } catch {
    return {};
  }
}
