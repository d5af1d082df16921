// npm test: packages, Chromium and fonts where apt can bring them, build, then every test. Arguments go to vitest.
import './root.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { ensureDebianPackages, runs, USB_LIBRARIES } from './debian-packages.mjs';
import { ensurePackages } from './packages.mjs';

/**
 * What the tests need from Debian: how to tell that it is there, and the packages that bring it. A font may also be where this does
 * not look for it, so the tests begin without one.
 */
const NEEDS = [
  {
    what: 'Chromium',
    packages: ['chromium'],
    present: () =>
      ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some((path) => existsSync(path)),
  },
  {
    what: 'a Chinese font',
    packages: ['fonts-noto-cjk'],
    mayBeElsewhere: true,
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  { what: 'Python 3', packages: ['python3'], present: () => runs('python3') },
  USB_LIBRARIES,
  { what: 'a C compiler', packages: ['gcc', 'libc6-dev'], present: () => runs('cc') },
];

ensurePackages({ development: true });
ensureDebianPackages('the tests', NEEDS);
await build();
const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(vitest.status ?? 1);
