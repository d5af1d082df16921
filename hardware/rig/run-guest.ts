import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const INIT = 'hardware/rig/init.sh';
const DISK_NAMES = 'bcdefgh';
/** Exit status when the guest ended without saying how its command went, as of a program that was killed. */
const ENDED_BADLY = 137;
/** Loopback sound card's name: what the example configuration calls the USB sound card of a Pi. */
const SOUND_CARD = 'Device';
/** Software USB sockets, one per cable. */
const USB_SOCKETS = 4;

/**
 * `real`: the guest's time is the host's, and a busy host shows. `exact`: work takes no time and waiting takes only guest time (the
 * kernel's `time-travel=inf-cpu`), so that what is measured inside is the same on every machine.
 */
export type GuestClock = 'real' | 'exact';

/** One start of the guest. */
export interface GuestRun {
  /** The kernel, a program of this machine (see README). */
  readonly kernel: string;
  /** The one folder of the host that the guest can write to; visible inside under the same path. */
  readonly share: string;
  /** What runs inside, in the project's folder, as root. */
  readonly command: readonly string[];
  /** Image files that are `/dev/ubdb`, `/dev/ubdc` … inside. */
  readonly disks?: readonly string[];
  readonly memoryMb?: number;
  readonly clock: GuestClock;
  /** The guest is switched off after this. */
  readonly deadlineMs: number;
  /** Every line that comes out of the guest. */
  readonly heard: (line: string) => void;
}

/**
 * Starts the kernel as a process of this machine, runs one command inside and resolves with its exit status once the guest is off.
 * Must be called in the project's folder.
 */
export async function runGuest({
  kernel,
  share,
  command,
  disks = [],
  memoryMb = 1024,
  clock,
  deadlineMs,
  heard,
}: GuestRun): Promise<number> {
  mkdirSync(share, { recursive: true });
  const statusFile = join(share, 'status');
  rmSync(statusFile, { force: true });
  writeFileSync(join(share, 'command.sh'), `exec ${command.map(quoted).join(' ')}\n`);
  const guest = spawn(
    kernel,
    [
      `mem=${memoryMb}M`,
      'quiet',
      // The log of writes is put below a file system of its own making.
      'bdev_allow_write_mounted=1',
      ...(clock === 'exact' ? ['time-travel=inf-cpu'] : []),
      'root=/dev/root',
      'rootfstype=hostfs',
      'rootflags=/',
      'ro',
      'init=/bin/sh',
      'con=null',
      'con0=null,fd:2',
      'ssl=null',
      `uml_dir=${join(share, 'uml')}`,
      `dummy_hcd.num=${USB_SOCKETS}`,
      `snd_aloop.id=${SOUND_CARD}`,
      ...disks.map((image, at) => `ubd${DISK_NAMES[at]}=${image}`),
      // Unknown to the kernel, so they become the environment of its first process.
      `rig_init=${resolve(INIT)}`,
      `rig_share=${share}`,
      `rig_project=${process.cwd()}`,
      '--',
      resolve(INIT),
    ],
    // A group of its own: the kernel has a process for every process inside, and they end together.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const switchOff = () => {
    try {
      if (guest.pid !== undefined) process.kill(-guest.pid, 'SIGKILL');
    } catch {
      // It is off already.
    }
  };
  process.once('exit', switchOff);
  const overdue = setTimeout(() => {
    heard(`switched off after ${Math.round(deadlineMs / 1000)} s`);
    switchOff();
  }, deadlineMs);
  for (const output of [guest.stdout, guest.stderr]) createInterface({ input: output }).on('line', heard);
  const failure = await new Promise<Error | undefined>((done) => {
    guest.once('error', done);
    guest.once('close', () => done(undefined));
  });
  clearTimeout(overdue);
  switchOff();
  process.off('exit', switchOff);
  if (failure !== undefined) throw failure;
  try {
    return Number.parseInt(readFileSync(statusFile, 'utf8'), 10);
  } catch {
    return ENDED_BADLY;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
