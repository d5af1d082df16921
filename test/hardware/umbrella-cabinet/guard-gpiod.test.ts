import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { createGuardClient } from '../../../hardware/umbrella-cabinet/guard-client.ts';
import { createSystemClock } from '../../../src/clock/system-clock.ts';
import { type GpiodStandIn, makeGpiodStandIn } from '../../firmware-bridge/gpio/gpiod-stand-in.ts';

const entry = (name: string) =>
  fileURLToPath(childEntry(import.meta.url, `../../../hardware/umbrella-cabinet/${name}`));
const EVENTUALLY = { timeout: 10_000, interval: 10 };
const SETUP = JSON.stringify({
  silenceMs: 1_500,
  locks: [{ number: 1, supply: 'main', line: { at: 'gpio', offset: 17, activeLow: true }, pulsedMsAgo: [] }],
});
let gpiod: GpiodStandIn;
let guard: ChildProcess | undefined;

afterEach(() => {
  guard?.kill('SIGKILL');
  guard = undefined;
  gpiod.remove();
});

async function pulsingGuard(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [entry('guard-process'), SETUP], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: `${gpiod.folder}:${process.env.PATH}` },
  });
  guard = child;
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const heard = async (text: string): Promise<void> => {
    while (!said.includes(text)) await once(child.stdout ?? child, 'data', { signal: AbortSignal.timeout(10_000) });
  };
  await heard('ready');
  child.stdin?.write('1 pulse 1 500\n');
  await heard('1 ok');
  await expect.poll(() => gpiod.levels(17).at(-1), EVENTUALLY).toBe('0');
  return child;
}

describe.each([1, 2] as const)('a lock on the header through libgpiod %s.x', (version) => {
  beforeEach(() => {
    gpiod = makeGpiodStandIn(version);
  });

  // F9. To see it red: give `setFor` a minute instead of its milliseconds and let the last hand's `command` do nothing.
  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'goes off by itself when its guard gets a %s in the pulse',
    async (signal) => {
      (await pulsingGuard()).kill(signal);
      await expect.poll(() => gpiod.levels(17).at(-1), EVENTUALLY).toBe('1');
    },
  );

  it('goes off at once when the service is gone', async () => {
    const child = await pulsingGuard();
    const gone = once(child, 'exit');
    child.stdin?.end();
    await gone;
    expect(gpiod.levels(17).at(-1)).toBe('1');
  });

  it('is driven off by all-off, before the start and after the end', () => {
    const run = spawnSync(process.execPath, [entry('all-off'), '17:active-low'], {
      encoding: 'utf8',
      env: { PATH: `${gpiod.folder}:${process.env.PATH}` },
    });
    expect(run).toMatchObject({ status: 0, stderr: 'all-off: pin 17 is off\n' });
    expect(gpiod.levels(17).at(-1)).toBe('1');
  });
});

it('without any way to the header the guard says in both languages what was looked for and what to install', async () => {
  gpiod = makeGpiodStandIn(2);
  const line = { at: 'gpio', offset: 17, chip: ['no-such-chip'], activeLow: true } as const;
  const client = createGuardClient({ locks: [{ number: 1, supply: 'main', line }], clock: createSystemClock() });
  client.start();
  await expect
    .poll(() => {
      const state = client.state();
      return state.is === 'down' && state.code === 'link/no-gpio' ? state.fault?.says : undefined;
    }, EVENTUALLY)
    .toEqual({
      zh: expect.stringMatching(/伞柜门锁用不了.*\/sys\/class\/gpio.*安装 gpiod/),
      en: expect.stringMatching(/\/sys\/class\/gpio.*Install gpiod/),
    });
  await client.stop();
});
