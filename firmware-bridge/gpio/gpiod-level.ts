import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { LinkError } from '../transport/transport.ts';
import { setAndHold, setAndLeave, untilDone } from './gpiod-commands.ts';
import { findGpiodTools } from './gpiod-tools.ts';
import { type LeashedProgram, startLeashed } from './leashed-program.ts';
import type { OutputLine } from './lines.ts';
import type { GpioPin } from './sysfs-line.ts';

const run = promisify(execFile);

/** Tries and pause in seconds: the kernel lets go of a killed program's line a moment later. */
const TRIES = 20;
const PAUSE = '0.01';
const RUN_DEADLINE_MS = 2_000;

/**
 * Opens a pin through libgpiod's `gpioset` as an output that keeps its level for as long as it is asked to, off from its first instant. A
 * program of our own holds the line; when this process ends, however it ends, the line is driven off. For locks see gpiod-output.ts.
 *
 * @throws LinkError
 */
export async function openGpiodLevel(pin: GpioPin & { readonly activeLow: boolean }): Promise<OutputLine> {
  const tools = await findGpiodTools();
  const { label, ...place } = await tools.resolve(pin);
  const line = { ...place, pull: pin.activeLow ? 'pull-up' : 'pull-down' } as const;
  const name = `pin ${line.offset} of ${label} (${line.chip}, gpioset)`;
  const level = (on: boolean): boolean => on !== pin.activeLow;
  const setting = (on: boolean): string =>
    untilDone(tools.shell(setAndLeave(tools.version, line, level(on))), TRIES, PAUSE);
  let holder: LeashedProgram | undefined;
  let lost: string | undefined;

  const letGo = (): void => {
    holder?.kill();
    holder = undefined;
  };
  const hold = (on: boolean): void => {
    lost = undefined;
    holder = startLeashed(`exec ${tools.shell(setAndHold(tools.version, line, level(on)))}`, {
      ended(why) {
        holder = undefined;
        lost = why;
      },
      afterOwner: setting(false),
    });
  };
  const failed = (why: string): LinkError => new LinkError('link/failed', `${name}: ${why}`);
  const write = async (on: boolean): Promise<void> => {
    letGo();
    await run('/bin/sh', ['-c', setting(on)], { timeout: RUN_DEADLINE_MS }).catch((cause: unknown) => {
      throw failed(cause instanceof Error ? cause.message : String(cause));
    });
    hold(on);
  };
  const writeNow = (on: boolean): void => {
    letGo();
    const { status, stderr } = spawnSync('/bin/sh', ['-c', setting(on)], {
      encoding: 'utf8',
      timeout: RUN_DEADLINE_MS,
    });
    if (status !== 0) throw failed(stderr.trim());
    hold(on);
  };

  await write(false);
  return {
    name,
    offSwitch: { how: 'command', command: setting(false) },
    write,
    writeNow,
    look() {
      if (lost !== undefined) throw failed(lost);
    },
    close() {
      letGo();
      // What cannot be driven any more is gone, or held by somebody who drives it.
      spawnSync('/bin/sh', ['-c', setting(false)], { timeout: RUN_DEADLINE_MS });
    },
  };
}
