import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createGuardClient } from '../../../hardware/umbrella-cabinet/guard-client.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import { createSystemClock } from '../../../src/clock/system-clock.ts';
import { FakeClock } from '../../fake-clock.ts';
import { onTimes } from './lock-journal.ts';

const ENTRY = fileURLToPath(childEntry(import.meta.url, '../../../hardware/umbrella-cabinet/guard-process'));

let folder: string;
let journal: string;
let guard: ChildProcess | undefined;
let said = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-guard-'));
  journal = join(folder, 'lock-1');
  said = '';
});

afterEach(() => {
  guard?.kill('SIGKILL');
  guard = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a guard with one lock on a journal file. */
function startGuard(setup: unknown = setupOf({ at: 'file', path: journal })): ChildProcess {
  const child = spawn(process.execPath, [ENTRY, JSON.stringify(setup)], { stdio: ['pipe', 'pipe', 'inherit'] });
  guard = child;
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return child;
}

function setupOf(line: unknown, extra = {}): unknown {
  return { silenceMs: 400, locks: [{ number: 1, supply: 'main', line, pulsedMsAgo: [] }], ...extra };
}

async function heard(text: string): Promise<void> {
  const child = guard;
  if (child?.stdout == null) throw new Error('no guard');
  while (!said.includes(text)) await once(child.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
}

async function pulsing(ms: number): Promise<ChildProcess> {
  const child = startGuard();
  await heard('ready');
  child.stdin?.write(`1 pulse 1 ${ms}\n`);
  await heard('1 ok');
  return child;
}

async function turnedOff(): Promise<number> {
  await expect.poll(() => onTimes(journal)[0]?.lengthMs, { timeout: 5_000, interval: 10 }).toBeDefined();
  return onTimes(journal)[0]?.lengthMs ?? Number.NaN;
}

describe('the guard process', () => {
  it('drives its lines off before it says that it is ready', async () => {
    startGuard();
    await heard('ready');
    expect(said).toBe('line 1 off start\nready\n');
    expect(readFileSync(journal, 'utf8')).toMatch(/^0 /);
  });

  it('answers by request id and tells when the line is on and off again', async () => {
    await pulsing(100);
    await heard('line 1 off pulse-ended');
    expect(said).toContain('line 1 on pulse\n1 ok\n');
    const [time] = onTimes(journal);
    expect(time?.lengthMs).toBeGreaterThanOrEqual(99);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('turns off and ends on %s', async (signal) => {
    const child = await pulsing(1_000);
    child.kill(signal);
    await once(child, 'exit');
    // Off by the time it is gone: the last hand would come later.
    expect(onTimes(journal)[0]?.lengthMs).toBeDefined();
  });

  it('turns off and ends when its stdin ends', async () => {
    const child = await pulsing(1_000);
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(onTimes(journal)[0]?.lengthMs).toBeDefined();
  });

  it('is outlived by the last hand: killed in a pulse, the line still goes off', async () => {
    const child = await pulsing(200);
    child.kill('SIGKILL');
    await turnedOff();
    expect(readFileSync(journal, 'utf8')).toContain('last-hand');
  });

  it('works on after rubbish, counts it, and pulses for none of it', async () => {
    const child = startGuard();
    await heard('ready');
    child.stdin?.write(Buffer.from([0, 255, 10]));
    child.stdin?.write(`pulse 1 500\n${'x'.repeat(100_000)}\n1 pulse 1 9999\n2 ping\n`);
    await heard('rubbish ');
    expect(said).toContain('1 refused guard/bad-pulse\n2 ok\n');
    expect(said).toContain('rubbish 100016\n');
    expect(onTimes(journal)).toEqual([]);
  });

  it('says why it cannot open a line, and ends', async () => {
    const child = startGuard(setupOf({ at: 'gpio', offset: 17, chip: ['no-such-chip'], activeLow: true }));
    const [code] = await once(child, 'exit');
    expect(code).toBe(2);
    expect(said).toMatch(/^failed link\/no-gpio .*\/sys\/class\/gpio.*(gpiodetect|apt install gpiod)/);
  });

  it('names what is wrong with its setup', async () => {
    await once(startGuard({ silenceMs: 400, locks: [{ number: 'one' }] }), 'exit');
    expect(said).toContain('failed guard/failed locks[0].number is not a number');
  });

  it('writes the lock pins down for all-off before it opens them', async () => {
    const list = join(folder, 'run', 'lock-lines');
    const line = { at: 'gpio', offset: 17, chip: ['no-such-chip'], activeLow: true };
    await once(startGuard(setupOf(line, { lockLinesFile: list })), 'exit');
    expect(readFileSync(list, 'utf8')).toBe('no-such-chip/17:active-low\n');
  });
});

describe('the guard and its service', () => {
  const clock = createSystemClock();

  function fileClient() {
    return createGuardClient({ locks: [{ number: 1, supply: 'main', line: { at: 'file', path: journal } }], clock });
  }

  it('replaces a killed guard, whose successor keeps the rest of the coil', async () => {
    const client = fileClient();
    client.start();
    expect(await client.pulse(1, 200)).toEqual({ result: 'driven' });
    const first = client.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    await expect.poll(() => client.state().is !== 'ready' || client.pid() !== first).toBe(true);
    await turnedOff();
    expect(await client.pulse(1, 200)).toEqual({ result: 'refused', code: 'guard/resting' });
    expect(client.pid()).not.toBe(first);
    expect(client.counters().guardRestarts).toBe(1);
    await client.stop();
  });

  it('replaces a guard that does not answer, and never repeats the pulse', async () => {
    const client = fileClient();
    client.start();
    await expect.poll(() => client.state().is).toBe('ready');
    process.kill(client.pid() ?? 0, 'SIGSTOP');
    expect(await client.pulse(1, 200)).toEqual({ result: 'unknown', code: 'guard/no-answer' });
    await expect.poll(() => client.state().is).toBe('ready');
    expect(onTimes(journal)).toEqual([]);
    await client.stop();
  });

  it('replaces a guard that hangs before it is ready', async () => {
    const turned = new FakeClock();
    const lockLinesFile = join(folder, 'lock-lines');
    // Writing to a pipe that nobody reads hangs for ever.
    spawnSync('mkfifo', [`${lockLinesFile}.new`]);
    const locks = [{ number: 1, supply: 'main', line: { at: 'memory' } as const }];
    const client = createGuardClient({ locks, clock: turned, lockLinesFile });
    client.start();
    await turned.advance(15_000);
    const hung = client.pid();
    expect(client.state().is).toBe('starting');
    rmSync(`${lockLinesFile}.new`);
    await turned.advance(100);
    expect(client.state()).toMatchObject({ is: 'down', code: 'guard/no-answer' });
    await expect.poll(() => client.state().is).toBe('ready');
    expect(client.pid()).not.toBe(hung);
    await client.stop();
  });

  it('leaves the line off when it stops in a pulse', async () => {
    const client = fileClient();
    client.start();
    expect(await client.pulse(1, 1_000)).toEqual({ result: 'driven' });
    await client.stop();
    // Not a moment later, and so not by the end of the pulse.
    expect(onTimes(journal)[0]?.lengthMs).toBeDefined();
  });

  it('opens a simulated door through the real process', async () => {
    const simulator = createCabinetSimulator({ doors: 2, clock });
    const cabinet = createUmbrellaCabinet({ id: 'cabinet-1', clock, backend: simulator.backend });
    await cabinet.start();
    expect(await cabinet.open(2, 'loan-1')).toEqual({ result: 'opened' });
    expect(cabinet.health().state).toBe('ready');
    simulator.setFault('guard-dead', true);
    expect(await cabinet.open(1, 'loan-2')).toEqual({ result: 'refused', code: 'cabinet/guard-dead' });
    expect(cabinet.health().faults[0]?.code).toBe('cabinet/guard-dead');
    simulator.setFault('guard-dead', false);
    expect(await cabinet.open(1, 'loan-3')).toEqual({ result: 'opened' });
    await cabinet.stop();
  });
});
