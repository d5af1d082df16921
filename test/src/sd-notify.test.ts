import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../fake-clock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-notify-'));
  // The process that carries the words is kept between words; each test has its own.
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a systemd-notify first on PATH that writes down what it was told. */
function standIn(): () => string[] {
  const told = join(folder, 'told');
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$@" >> ${told}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  vi.stubEnv('NOTIFY_SOCKET', join(folder, 'socket'));
  return () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : []);
}

/** A datagram socket as systemd's, which prints the first word it gets. */
const RECEIVER = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening', flush=True)
print(s.recv(200).decode().split()[0], flush=True)`;

const hasSystemd = spawnSync('systemd-notify', ['--version']).status === 0;

describe('the words to systemd', () => {
  it('are carried in their order', async () => {
    const told = standIn();
    const { sdNotify } = await import('../../src/sd-notify.ts');
    sdNotify('--ready');
    sdNotify('WATCHDOG=1');
    sdNotify('--stopping');
    await expect.poll(() => told().length).toBe(3);
    expect(told()).toEqual(['--ready', 'WATCHDOG=1', '--stopping']);
  });

  it('are not said outside systemd', async () => {
    const told = standIn();
    vi.stubEnv('NOTIFY_SOCKET', undefined);
    const { sdNotify } = await import('../../src/sd-notify.ts');
    sdNotify('--ready');
    vi.stubEnv('NOTIFY_SOCKET', join(folder, 'socket'));
    sdNotify('--stopping');
    await expect.poll(() => told().length).toBeGreaterThan(0);
    expect(told()).toEqual(['--stopping']);
  });

  it('say that the service lives twice in each of systemd’s deadlines, until it stops', async () => {
    const told = standIn();
    vi.stubEnv('WATCHDOG_USEC', '30000000');
    const clock = new FakeClock();
    const { startWatchdog } = await import('../../src/sd-notify.ts');
    const stop = startWatchdog((delayMs, run) => clock.after(delayMs, run));
    await clock.advance(30_000);
    await expect.poll(() => told().length).toBe(2);
    expect(told()).toEqual(['WATCHDOG=1', 'WATCHDOG=1']);
    stop();
    expect(clock.pending).toBe(0);
  });

  it.skipIf(!hasSystemd)('reach a socket as systemd’s, by the real systemd-notify', async () => {
    const socket = join(folder, 'socket');
    const receiver = spawn('python3', ['-c', RECEIVER, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    let heard = '';
    receiver.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    await expect.poll(() => heard).toContain('listening');
    vi.stubEnv('NOTIFY_SOCKET', socket);
    const { sdNotify } = await import('../../src/sd-notify.ts');
    sdNotify('--ready');
    await once(receiver, 'exit');
    expect(heard).toContain('READY=1');
  });
});
