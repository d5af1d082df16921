import { LinkError } from '../transport/transport.ts';
import { getLevel, isRisingEdge, watchEdges } from './gpiod-commands.ts';
import { findGpiodTools } from './gpiod-tools.ts';
import { type LeashedProgram, startLeashed } from './leashed-program.ts';
import type { InputLine } from './lines.ts';
import type { GpioPin } from './sysfs-line.ts';

/**
 * `gpiomon` tells edges, not levels, and nobody else can read a line it holds: after so many reads it is started anew behind a
 * `gpioget`, so that an edge that got lost is made up for.
 */
const READS_PER_CHECK = 20;
const LEVEL_PATTERN = /^[01]$/;

/**
 * Opens a pin as an input through libgpiod's `gpioget` and `gpiomon`, for kernels without sysfs GPIO. Pull-ups are set in
 * config.txt, as for the other way.
 *
 * @throws LinkError
 */
export async function openGpiodInput(pin: GpioPin): Promise<InputLine> {
  const tools = await findGpiodTools();
  const line = await tools.resolve(pin);
  const name = `pin ${line.offset} of ${line.label} (${line.chip}, gpiomon)`;
  // The level first; after it every line is an edge.
  const get = tools.shell(getLevel(tools.version, line));
  const watch = tools.shell(watchEdges(tools.version, line));
  // A line that was just let go of may still be busy for a moment.
  const command = `n=0; until ${get}; do n=$((n+1)); [ "$n" -lt 20 ] || exit 1; sleep 0.01; done; exec ${watch}`;
  const listeners = new Set<(high: boolean) => void>();
  let level: boolean | undefined;
  let lost: LinkError | undefined;
  let running: LeashedProgram | undefined;
  let reads = 0;
  let closed = false;

  const became = (high: boolean): void => {
    const changed = level !== undefined && level !== high;
    level = high;
    if (changed) for (const listener of [...listeners]) listener(high);
  };
  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let first = true;
      running = startLeashed(command, {
        line(text) {
          if (first && LEVEL_PATTERN.test(text)) {
            first = false;
            became(text === '1');
            resolve();
            return;
          }
          const rising = isRisingEdge(text);
          if (!first && rising !== undefined) became(rising);
        },
        ended(why) {
          const code = /busy/i.test(why)
            ? 'link/busy'
            : /denied|permitted/i.test(why)
              ? 'link/no-permission'
              : 'link/failed';
          lost = new LinkError(code, `${name}: ${why}`);
          reject(lost);
        },
      });
    });

  await start();
  return {
    name,
    async read() {
      if (!closed && lost === undefined && ++reads % READS_PER_CHECK === 0) {
        running?.kill();
        await start();
      }
      if (lost !== undefined) throw lost;
      return level === true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      listeners.clear();
      running?.kill();
    },
  };
}
