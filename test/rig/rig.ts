/** `npm run test:rig`: plays every scenario (or those named) in a guest of its own; the exit status is the result. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findKernel, unpackKernel } from '../../hardware/rig/find-kernel.ts';
import { runGuest } from '../../hardware/rig/run-guest.ts';
import { tryBoot } from '../../hardware/rig/try-boot.ts';
import { type Found, SAID } from './found.ts';
import { oneAfterAnother, type Speaker } from './one-after-another.ts';
import { type Listed, type RigDisk, SCENARIOS } from './scenario.ts';

const CONDUCTOR = '.build/test/rig/conductor.js';
const RESULT = '.build/rig-result.json';
/** A guest has one processor; on one of exact time a guest beside it does not show, and one of real time has the machine for itself. */
const SIDE_BY_SIDE = Math.min(2, availableParallelism());
const { values, positionals } = parseArgs({ allowPositionals: true, options: { short: { type: 'boolean' } } });
const short = values.short ?? false;
const unknown = positionals.filter((name) => !SCENARIOS.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no scenario ${unknown.join(', ')}; there are ${SCENARIOS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'qingyu-rig-'));
// A guest and its folder go with this process, however it is ended.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const packed = findKernel();
if (packed === undefined) throw new Error('there is no rig kernel');
const kernel = unpackKernel(packed, scratch);
const refusal = await tryBoot(kernel, join(scratch, 'boot'));
if (refusal !== undefined) {
  console.error(`The rig was not run: its kernel does not boot on this machine.\n${refusal}`);
  // As without a kernel: the short version runs where it can, the rig itself was asked for.
  process.exit(short ? 0 : 1);
}

const wanted = SCENARIOS.filter(({ name, deadlineS }) =>
  positionals.length > 0 ? positionals.includes(name) : !short || deadlineS.short !== undefined,
);
const speak = oneAfterAnother(console.log);
const together = wanted.filter(({ clock }) => clock === 'exact').map((listed) => ({ listed, ...speak() }));
const results: Record<string, Found & { readonly passed: boolean; readonly seconds: number }> = {};
const waiting = [...together];
await Promise.all(
  Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await play(next);
  }),
);
for (const listed of wanted.filter(({ clock }) => clock === 'real')) await play({ listed, ...speak() });
writeFileSync(RESULT, `${JSON.stringify(results, undefined, 2)}\n`);
const failed = Object.entries(results).filter(([, { passed }]) => !passed);
console.log(
  failed.length === 0 ? 'The rig is green.' : `RED: ${failed.map(([name]) => name).join(', ')}; see ${RESULT}`,
);
process.exit(failed.length === 0 ? 0 : 1);

async function play({ listed, say, end }: Speaker & { readonly listed: Listed }): Promise<void> {
  const { name, says, clock, deadlineS, load } = listed;
  say(`${name}: ${says}`);
  const share = join(scratch, name);
  const unsaid: string[] = [];
  const startedMs = performance.now();
  const status = await runGuest({
    kernel,
    share,
    clock,
    disks: ((await load()).disks ?? []).map((disk) => makeDisk(share, disk)),
    command: [process.execPath, CONDUCTOR, '--scenario', name, '--share', share, ...(short ? ['--short'] : [])],
    deadlineMs: ((short ? deadlineS.short : undefined) ?? deadlineS.full) * 1000,
    heard(line) {
      if (line.startsWith(SAID)) say(`  ${line.slice(SAID.length)}`);
      else unsaid.push(line);
    },
  });
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  const passed = status === 0;
  if (!passed) for (const line of unsaid.slice(-40)) say(`  | ${line}`);
  say(`  ${passed ? 'passed' : `FAILED with ${status}`} in ${seconds} s`);
  end();
  results[name] = { ...readFound(share), passed, seconds };
}

function makeDisk(folder: string, { name, megabytes, fileSystem = false }: RigDisk): string {
  mkdirSync(folder, { recursive: true });
  const image = join(folder, `${name}.img`);
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1_048_576);
  if (!fileSystem) return image;
  const made = spawnSync('mkfs.ext4', ['-q', '-F', '-J', 'size=4', '-E', 'lazy_itable_init=0,nodiscard', image], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${process.env.PATH}:/sbin:/usr/sbin` },
  });
  if (made.status !== 0) throw new Error(`mkfs.ext4 made no file system in ${image}`);
  return image;
}

function readFound(share: string): Found {
  try {
    return JSON.parse(readFileSync(join(share, 'found.json'), 'utf8'));
  } catch {
    return { checks: [], figures: {}, trouble: 'the guest ended before it said what it found' };
  }
}
