import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputLine } from '../../../firmware-bridge/gpio/lines.ts';
import { openPinLevel } from '../../../firmware-bridge/gpio/open-pin.ts';
import { type GpiodStandIn, makeGpiodStandIn } from './gpiod-stand-in.ts';

/** Without sysfs: a folder that is not there. */
const NO_SYSFS = '/nonexistent/class/gpio';
/** Processes are born in their own time. */
const EVENTUALLY = { timeout: 10_000, interval: 10 };
const path = process.env.PATH;
let gpiod: GpiodStandIn;
let line: OutputLine | undefined;

afterEach(() => {
  line?.close();
  line = undefined;
  process.env.PATH = path;
  gpiod.remove();
});

describe.each([1, 2] as const)('a line that keeps its level, through libgpiod %s.x', (version) => {
  beforeEach(() => {
    gpiod = makeGpiodStandIn(version);
    process.env.PATH = `${gpiod.folder}:${path}`;
  });

  it('is off from its first instant, on until it is written off, and held by somebody all the time', async () => {
    line = await openPinLevel({ offset: 12, activeLow: true }, NO_SYSFS);
    expect(gpiod.levels(12)[0]).toBe('1');
    await line.write(true);
    await expect.poll(() => gpiod.levels(12).at(-1), EVENTUALLY).toBe('0');
    await expect.poll(() => gpiod.holder(12), EVENTUALLY).toBeDefined();
    line.look?.();
    await line.write(false);
    expect(gpiod.levels(12).at(-1)).toBe('1');
    line.close();
    expect(gpiod.levels(12).at(-1)).toBe('1');
  });

  // Red without `afterOwner`: the relay of a zone would stay on after a crash.
  it('is driven off when its owner is killed', async () => {
    const module = resolve('.build/firmware-bridge/gpio/open-pin.js');
    const owner = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { openPinLevel } = await import(${JSON.stringify(module)});
         const line = await openPinLevel({ offset: 12, activeLow: true }, ${JSON.stringify(NO_SYSFS)});
         await line.write(true);
         setInterval(() => undefined, 1_000);`,
      ],
      { stdio: 'ignore' },
    );
    await expect.poll(() => gpiod.levels(12).slice(-2).join(), EVENTUALLY).toBe('0,0');
    owner.kill('SIGKILL');
    await expect.poll(() => gpiod.levels(12).at(-1), EVENTUALLY).toBe('1');
  });
});
