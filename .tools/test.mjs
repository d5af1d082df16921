// npm test: packages, Chromium and fonts where apt can bring them, build, then every test. Arguments go to vitest.
import './root.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const COMMANDS = ['python3', 'cc'];
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk', 'python3', 'gcc', 'libc6-dev'];

ensurePackages({ development: true });
ensureDebianPackages();
await build();
const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(vitest.status ?? 1);

function ensureDebianPackages() {
  const present = () => CHROMIUM.some((path) => existsSync(path));
  const commandsPresent = COMMANDS.every(
    (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (present() && existsSync(CHINESE_FONT) && commandsPresent) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  console.log(`Installing ${DEBIAN_PACKAGES.join(', ')} for the tests …`);
  const apt = (...args) =>
    spawnSync('env', [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  if (existsSync('/usr/bin/apt-get')) {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES);
  }
  if (!present()) {
    console.error(
      `The browser tests need Chromium and Chinese fonts: sudo apt-get install ${DEBIAN_PACKAGES.join(' ')}`,
    );
    process.exit(1);
  }
}
