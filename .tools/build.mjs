// Compiles the service (tsc) and the screen (vite) into .build/, only when a source changed since the last time.
import './root.mjs';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './packages.mjs';

const OUT = '.build';
/** Of one bundle: gone with it. */
const COMPILED = join(OUT, 'qingyu.compiled');
const SERVER = {
  name: 'service',
  folders: ['firmware-bridge', 'hardware', 'src', 'config', 'test'],
  without: ['src/ui', 'test/ui'],
};
const SCREEN = { name: 'screen', folders: ['src/ui', 'src/ports'], without: [] };

/** Brings .build/ up to date. Exits the process when a compiler finds errors. */
export async function build() {
  if (isStale(SERVER)) {
    // What was compiled from a file that is gone must not be found any more.
    for (const folder of SERVER.folders) rmSync(join(OUT, folder), { recursive: true, force: true });
    rmSync(COMPILED, { force: true });
    // Types are for `npm run check`: whoever only runs the desk has neither the tests' packages nor the declarations of others.
    run('service', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noCheck']);
    for (const file of files(SERVER).filter((path) => path.endsWith('.sql'))) cpSync(file, join(OUT, file));
    // Imported only now: on a fresh clone its package was not there when this file was read.
    await (await import('./bundle.mjs')).bundle();
    stamp(SERVER);
  }
  if (isStale(SCREEN)) {
    run('screen', [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/ui/vite.config.ts',
      '--logLevel',
      'warn',
    ]);
    stamp(SCREEN);
  }
  if (!existsSync(COMPILED)) await (await import('./compile.mjs')).keepCompiled();
}

function run(what, args) {
  console.log(`Building the ${what} …`);
  const made = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (made.status !== 0) {
    console.error(`The ${what} did not build.`);
    process.exit(1);
  }
}

function files({ folders, without }) {
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (without.includes(path) || entry.name === 'node_modules') return [];
      return entry.isDirectory() ? walk(path) : [path];
    });
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap(walk)
    .sort();
}

function fingerprint(part) {
  const hash = createHash('sha256');
  for (const path of [...files(part), 'package-lock.json', 'tsconfig.json']) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

const stampOf = (part) => join(OUT, `${part.name}.stamp`);
const isStale = (part) => !existsSync(stampOf(part)) || readFileSync(stampOf(part), 'utf8') !== fingerprint(part);

function stamp(part) {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(stampOf(part), fingerprint(part));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages({ development: false });
  await build();
}
