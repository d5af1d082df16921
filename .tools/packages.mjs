// Installs the npm packages of the lock file when they are missing or of another lock file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.qingyu-installed';

/** @param {{ development: boolean }} needs `development`: test and lint tools as well */
export function ensurePackages({ development }) {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const installed = existsSync(STAMP) ? readFileSync(STAMP, 'utf8').trim().split(' ') : [];
  const isThere = installed[0] === lock;
  if (isThere && (!development || installed[1] === 'development')) return;
  console.log(
    'Installing packages from the lock file (the first time takes a few minutes: native parts may be compiled) …',
  );
  // `ci` begins with an empty folder; where the product's packages are those of the lock file, only the tools are added to them.
  const how = isThere ? ['install', '--no-save'] : ['ci', ...(development ? [] : ['--omit=dev'])];
  const npm = spawnSync('npm', [...how, '--no-audit', '--no-fund'], { stdio: 'inherit' });
  if (npm.status !== 0) {
    console.error('npm failed. It needs the npm registry; compiling needs: build-essential python3 (Debian packages).');
    process.exit(1);
  }
  writeFileSync(STAMP, `${lock} ${development ? 'development' : 'production'}\n`);
}
