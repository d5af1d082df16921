// Starts the built desk once, on a folder of its own and devices that are simulated, and keeps what V8 compiled of it for every later start.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

const LAUNCHER = '.build/qingyu.js';
const SETTINGS = 'config/default.yaml';
/** What the first screen asks for: the first customer does not wait for it to be compiled. */
const PATHS = ['/', '/api/desk', '/api/devices', '/api/punches/today'];

const END_WITHIN_MS = 60_000;

/** A build whose desk does not start here still is one: it only starts more slowly. */
export async function keepCompiled() {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-build-'));
  try {
    const file = join(folder, 'qingyu.yaml');
    const settings = load(readFileSync(SETTINGS, 'utf8'));
    settings.store.folder = join(folder, 'data');
    settings.http.port = 0;
    writeFileSync(file, dump(settings));
    await startOnce(file);
  } catch (error) {
    console.error('The desk did not answer after its build; it will start more slowly.', error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(file) {
  const desk = spawn(process.execPath, [...startFlags(), LAUNCHER, '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: END_WITHIN_MS,
    // It is not the desk somebody waits for: systemd is not told that it is ready.
    env: { ...process.env, QINGYU_KEEP_COMPILED: 'yes', NOTIFY_SOCKET: undefined, WATCHDOG_USEC: undefined },
  });
  const ended = new Promise((done) => desk.once('exit', done));
  const said = await Promise.race([new Promise((heard) => desk.stdout.once('data', heard)), ended]);
  const address = /http:\/\/\S+/.exec(String(said))?.[0];
  try {
    if (address !== undefined) for (const path of PATHS) await (await fetch(`${address}${path}`)).arrayBuffer();
  } finally {
    desk.kill('SIGTERM');
    await ended;
  }
}

/** V8 takes what it compiled under the same flags only. */
function startFlags() {
  const { start } = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
  return start.split(' ').filter((word) => word.startsWith('--'));
}
