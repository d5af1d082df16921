// npm run test:rig [-- taps umbrella …] [-- --short]: the service on a real kernel's devices, inside a guest (hardware/rig/README.md).
import './root.mjs';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { ensureDebianPackages, runs, USB_LIBRARIES } from './debian-packages.mjs';
import { ensurePackages } from './packages.mjs';

/** Programs that run inside the guest, whose root is this machine's. */
const NEEDS = [
  { what: 'xz', packages: ['xz-utils'], present: () => runs('xz') },
  { what: 'udev', packages: ['udev'], present: () => existsSync('/lib/systemd/systemd-udevd') },
  { what: 'ip', packages: ['iproute2'], present: () => existsSync('/sbin/ip') },
  { what: 'perl', packages: ['perl-base'], present: () => runs('perl') },
  { what: 'arecord and aplay', packages: ['alsa-utils'], present: () => runs('arecord') },
  { what: 'dmsetup', packages: ['dmsetup'], present: () => existsSync('/sbin/dmsetup') },
  { what: 'mkfs.ext4', packages: ['e2fsprogs'], present: () => existsSync('/sbin/mkfs.ext4') },
  USB_LIBRARIES,
];

const NO_KERNEL = `The rig was not run: there is no rig kernel.
Name one with RIG_KERNEL, or keep it as ../shared/rig/linux-rig.xz beside the project; hardware/rig/README.md says how to build one.`;

ensurePackages({ development: true });
await build();
const { findKernel } = await import('../.build/hardware/rig/find-kernel.js');
if (findKernel() === undefined) {
  console.error(NO_KERNEL);
  // The short version is part of every check of the project and runs where it can; the rig itself was asked for.
  process.exit(process.argv.includes('--short') ? 0 : 1);
}
ensureDebianPackages('the rig', NEEDS);
await import('../.build/test/rig/rig.js');
