import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputLine, OutputLine } from '../../../firmware-bridge/gpio/lines.ts';
import { openPinInput, openPinOutput } from '../../../firmware-bridge/gpio/open-pin.ts';
import { type GpiodStandIn, makeGpiodStandIn } from './gpiod-stand-in.ts';

/** Without sysfs: a folder that is not there. */
const NO_SYSFS = '/nonexistent/class/gpio';
/** Processes are born in their own time. */
const EVENTUALLY = { timeout: 10_000, interval: 10 };
const path = process.env.PATH;
const opened: (InputLine | OutputLine)[] = [];
let gpiod: GpiodStandIn;

const output = async (pin: { offset: number; activeLow: boolean }): Promise<OutputLine> => {
  const line = await openPinOutput(pin, NO_SYSFS);
  opened.push(line);
  return line;
};
/** A killed process that nobody has reaped yet is none. */
const isAlive = (pid: number | undefined): boolean => {
  try {
    return /^State:\s[^ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const input = async (offset: number): Promise<InputLine> => {
  const line = await openPinInput({ offset }, NO_SYSFS);
  opened.push(line);
  return line;
};

afterEach(() => {
  for (const line of opened.splice(0)) line.close();
  process.env.PATH = path;
  gpiod.remove();
});

describe.each([1, 2] as const)('a line through libgpiod %s.x where this kernel has no sysfs GPIO', (version) => {
  beforeEach(() => {
    gpiod = makeGpiodStandIn(version);
    process.env.PATH = `${gpiod.folder}:${path}`;
  });

  it('is off from its first instant, high for an active-low board, and held so that nobody else takes it', async () => {
    const line = await output({ offset: 17, activeLow: true });
    expect(gpiod.levels(17)[0]).toBe('1');
    expect(line.name).toBe('pin 17 of pinctrl-rp1 (gpiochip4, gpioset)');
    await expect.poll(() => gpiod.levels(17), EVENTUALLY).toEqual(['1', '1']);
    await expect.poll(() => gpiod.holder(17), EVENTUALLY).toBeDefined();
  });

  // To see it red: leave `untilDone(off, …)` out of the script of the pulse (1.x), or let 2.x set without `-t`.
  it('ends its pulse by itself: nobody writes off', async () => {
    const line = await output({ offset: 17, activeLow: true });
    line.writeNow(true, 100);
    await expect.poll(() => gpiod.levels(17).slice(-2).join(), EVENTUALLY).toMatch(/^[01],1$/);
    await expect.poll(() => gpiod.levels(17).includes('0') && gpiod.levels(17).at(-1), EVENTUALLY).toBe('1');
  });

  it('is off when off was written in the middle of a pulse, and held again', async () => {
    const line = await output({ offset: 17, activeLow: false });
    line.writeNow(true, 60_000);
    await expect.poll(() => gpiod.levels(17).at(-1), EVENTUALLY).toBe('1');
    line.writeNow(false);
    expect(gpiod.levels(17).at(-1)).toBe('0');
    line.look?.();
    line.writeNow(true, 60_000);
    await expect.poll(() => gpiod.levels(17).at(-1), EVENTUALLY).toBe('1');
  });

  it('is turned off by its off switch when its owner is gone', async () => {
    const line = await output({ offset: 17, activeLow: true });
    const { offSwitch } = line;
    if (offSwitch?.how !== 'command') throw new Error('expected a command');
    line.close();
    const before = gpiod.levels(17).length;
    expect(spawnSync('/bin/sh', ['-c', offSwitch.command]).status).toBe(0);
    expect(gpiod.levels(17).slice(before)).toEqual(['1']);
  });

  it('waits for the end of a pulse whose owner is gone before it opens', async () => {
    const line = await output({ offset: 17, activeLow: false });
    line.writeNow(true, 300);
    await expect.poll(() => gpiod.levels(17).at(-1), EVENTUALLY).toBe('1');
    await output({ offset: 17, activeLow: false });
    expect(gpiod.levels(17).at(-1)).toBe('0');
  });

  it('is lost when the program that holds it is gone', async () => {
    const line = await output({ offset: 17, activeLow: true });
    await expect.poll(() => gpiod.levels(17).length, EVENTUALLY).toBe(2);
    const holder = gpiod.holder(17);
    if (holder === undefined) throw new Error('nobody holds the line');
    process.kill(holder, 'SIGKILL');
    const seen = () => {
      try {
        line.look?.();
        return 'ours';
      } catch (error) {
        return String(error);
      }
    };
    await expect.poll(seen, EVENTUALLY).toContain('pin 17');
    expect(() => line.writeNow(true, 100)).toThrow(/pin 17/);
  });

  it('as an input shows its level, then every edge', async () => {
    gpiod.set(22, 1);
    const line = await input(22);
    const edges: boolean[] = [];
    line.onChange((high) => edges.push(high));
    expect(await line.read()).toBe(true);
    await expect.poll(() => gpiod.holder(22), EVENTUALLY).toBeDefined();
    // The watcher has begun once it hears of an edge; the first may come before it listens.
    const shake = async (rising: boolean) =>
      expect
        .poll(async () => {
          gpiod.edge(22, rising);
          return line.read();
        }, EVENTUALLY)
        .toBe(rising);
    await shake(false);
    await shake(true);
    expect(edges).toEqual([false, true]);
  });

  it('as an input whose program ended cannot be read', async () => {
    gpiod.set(22, 0);
    const line = await input(22);
    await expect.poll(() => gpiod.holder(22), EVENTUALLY).toBeDefined();
    process.kill(gpiod.holder(22) ?? 0, 'SIGKILL');
    await expect
      .poll(
        () =>
          line.read().then(
            () => 'read',
            () => 'lost',
          ),
        EVENTUALLY,
      )
      .toBe('lost');
  });

  // To see it red: leave `read -r never` out of the leash.
  it('is let go of when its owner is killed', async () => {
    const open = `import(${JSON.stringify(resolve('.build/firmware-bridge/gpio/open-pin.js'))}).then(({ openPinOutput }) =>
      openPinOutput({ offset: 5, activeLow: true }, '${NO_SYSFS}')); setInterval(() => undefined, 1e6)`;
    const owner = spawn(process.execPath, ['-e', open], { stdio: 'inherit' });
    await expect.poll(() => gpiod.levels(5).length, EVENTUALLY).toBe(2);
    await expect.poll(() => isAlive(gpiod.holder(5)), EVENTUALLY).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isAlive(gpiod.holder(5)), EVENTUALLY).toBe(false);
  });

  it('is refused for a pin the header does not have, and not tried again', async () => {
    await expect(output({ offset: 28, activeLow: true })).rejects.toMatchObject({
      code: 'link/not-found',
      retryable: false,
    });
  });
});

describe('where a pin is looked for', () => {
  beforeEach(() => {
    gpiod = makeGpiodStandIn(2);
  });

  it('neither sysfs nor libgpiod: one error that names both and what to install', async () => {
    process.env.PATH = '/nonexistent';
    await expect(openPinOutput({ offset: 17, activeLow: true }, NO_SYSFS)).rejects.toMatchObject({
      code: 'link/no-gpio',
      message: expect.stringMatching(/nonexistent\/class\/gpio.*gpioset of libgpiod.*apt install gpiod/s),
    });
  });

  it('a chip nobody knows: both lists are in the error', async () => {
    process.env.PATH = `${gpiod.folder}:${path}`;
    await expect(openPinInput({ offset: 1, chip: ['no-such'] }, NO_SYSFS)).rejects.toMatchObject({
      code: 'link/no-gpio',
      message: expect.stringContaining('pinctrl-rp1'),
    });
  });

  it('a kernel that lists chips in sysfs but exports nothing is served by libgpiod', async () => {
    process.env.PATH = `${gpiod.folder}:${path}`;
    const root = mkdtempSync(join(tmpdir(), 'qingyu-sysfs-'));
    mkdirSync(join(root, 'gpiochip512'));
    for (const [file, text] of Object.entries({ label: 'pinctrl-rp1', base: '512', ngpio: '54' }))
      writeFileSync(join(root, 'gpiochip512', file), text);
    const line = await openPinOutput({ offset: 17, activeLow: false }, root);
    opened.push(line);
    expect(line.name).toContain('gpioset');
  });
});
