import { appendFileSync } from 'node:fs';
import { LinkError } from '../transport/transport.ts';
import type { OutputLine } from './lines.ts';

/**
 * An output whose levels are appended to a file as `1 <seconds>` and `0 <seconds>`, so that somebody else can read how long it was
 * on even when the writer was killed. Like a Pi's output it keeps its last level when its owner is gone.
 *
 * @param monotonicMs milliseconds of the machine's monotonic clock, the one `/proc/uptime` shows
 */
export function createFileOutput(path: string, monotonicMs: () => number): OutputLine {
  const writeNow = (on: boolean): void => {
    try {
      appendFileSync(path, `${on ? 1 : 0} ${(monotonicMs() / 1000).toFixed(3)}\n`);
    } catch (cause) {
      throw new LinkError('link/failed', `${path} cannot be written`, { cause });
    }
  };
  writeNow(false);
  return {
    name: path,
    offSwitch: { path, how: 'append' },
    writeNow,
    async write(on) {
      writeNow(on);
    },
    close() {
      try {
        writeNow(false);
      } catch {
        // The file is gone: nobody is watching the line any more.
      }
    },
  };
}
