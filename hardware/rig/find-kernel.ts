import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a ready kernel is looked for, beside the project. */
const BESIDE_THE_PROJECT = '../shared/rig/linux-rig.xz';

/**
 * Path of the rig's kernel, packed or not; `undefined` when there is none.
 *
 * @throws Error when RIG_KERNEL names a file that is not there
 */
export function findKernel(named = process.env.RIG_KERNEL): string | undefined {
  const path = resolve(named ?? BESIDE_THE_PROJECT);
  if (existsSync(path)) return path;
  if (named === undefined) return undefined;
  throw new Error(`RIG_KERNEL names ${named}, and there is no such file`);
}

/** Makes a kernel ready to run; an `.xz` is unpacked into `folder`. @throws Error */
export function unpackKernel(path: string, folder: string): string {
  if (!path.endsWith('.xz')) return path;
  const unpacked = join(folder, 'linux-rig');
  const out = openSync(unpacked, 'w');
  const { status } = spawnSync('xz', ['-dc', path], { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  if (status !== 0) throw new Error(`${path} cannot be unpacked`);
  chmodSync(unpacked, 0o755);
  return unpacked;
}
