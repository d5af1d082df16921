// Installs Debian packages a tool needs where apt can, and says which are missing where it cannot.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What node-hid and usb load: without them a USB reader is never ready. */
export const USB_LIBRARIES = {
  what: 'libusb and libudev',
  packages: ['libusb-1.0-0', 'libudev1'],
  mayBeElsewhere: true,
  present: () => ['libusb-1.0.so.0', 'libudev.so.1'].every(isLibrary),
};

/**
 * @param {string} forWhat as in “… for the tests”
 * @param {{ what: string, packages: string[], present: () => boolean, mayBeElsewhere?: boolean }[]} needs how to tell that a thing is
 *   there, and the packages that bring it; one that may be where nobody looks does not keep the tool from starting
 */
export function ensureDebianPackages(forWhat, needs) {
  const missing = () => needs.filter(({ present }) => !present());
  const packages = missing().flatMap((need) => need.packages);
  if (packages.length === 0) return;
  if (existsSync('/usr/bin/apt-get') && (isRoot() || runs('sudo'))) {
    console.log(`Installing ${packages.join(', ')} for ${forWhat} …`);
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  }
  const still = missing();
  if (still.length === 0) return;
  const names = still.map(({ what }) => what).join(', ');
  console.error(
    `For ${forWhat} this machine needs ${names}: sudo apt-get install ${still.flatMap((need) => need.packages).join(' ')}`,
  );
  if (still.some(({ mayBeElsewhere }) => mayBeElsewhere !== true)) process.exit(1);
}

/** @param {string} command whether it is there and starts */
export function runs(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Whether the loader knows it. */
function isLibrary(name) {
  const known = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return known.includes(name);
}

function apt(...args) {
  // Without a terminal to ask for a password at: where sudo wants one, what to install is said instead.
  const asRoot = isRoot() ? [] : ['sudo', '-n'];
  spawnSync('env', [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isRoot() {
  return process.getuid?.() === 0;
}
