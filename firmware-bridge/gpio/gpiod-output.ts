import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { LinkError } from '../transport/transport.ts';
import { type GpiodLine, setAndHold, setAndLeave, setFor, untilDone } from './gpiod-commands.ts';
import { findGpiodTools } from './gpiod-tools.ts';
import { type LeashedProgram, startLeashed } from './leashed-program.ts';
import type { OutputLine } from './lines.ts';
import type { GpioPin } from './sysfs-line.ts';

/** A line is on for this long at most, in milliseconds, when nobody says for how long. */
const LONGEST_MS = 1_500;
/** Tries and pause in seconds of an owner's own *off*: the kernel lets go of a killed program's line a moment later. */
const OWN_OFF = { tries: 20, pause: '0.01' };
/** Of an *off* by somebody else, who waits for the end of a pulse of somebody who is gone. */
const OTHERS_OFF = { tries: 150, pause: '0.02' };
/** Of a pulse: what begins late ends late, so it begins soon or not at all. */
const PULSE = { tries: 8, pause: '0.01' };

/**
 * Opens a pin as an output through libgpiod's `gpioset`, off from its first instant, for kernels without sysfs GPIO.
 *
 * The line is pulled towards *off* for the moments between two owners. While off, a `gpioset` of this process's own holds the line, so that it is driven and nobody else can take it. A pulse is a shell
 * in a session of its own that drives the line on for a bounded time and then off: its end depends neither on this process nor on
 * anybody's timer here. A program that cannot get the line shows at the next {@link OutputLine.look} or write.
 *
 * @throws LinkError
 */
export async function openGpiodOutput(pin: GpioPin & { readonly activeLow: boolean }): Promise<OutputLine> {
  const tools = await findGpiodTools();
  const { label, ...place } = await tools.resolve(pin);
  const line = { ...place, pull: pin.activeLow ? 'pull-up' : 'pull-down' } as const;
  const name = `pin ${line.offset} of ${label} (${line.chip}, gpioset)`;
  const level = (on: boolean): boolean => on !== pin.activeLow;
  const off = tools.shell(setAndLeave(tools.version, line, level(false)));
  const hold = `exec ${tools.shell(setAndHold(tools.version, line, level(false)))}`;
  let holder: LeashedProgram | undefined;
  let pulse: ChildProcess | undefined;
  let lost: string | undefined;

  const driveOff = ({ tries, pause }: typeof OWN_OFF): void => {
    const { status, stderr } = spawnSync('/bin/sh', ['-c', untilDone(off, tries, pause)], { encoding: 'utf8' });
    if (status !== 0) throw failure(name, line, lastLine(stderr));
  };
  const keepOff = (): void => {
    lost = undefined;
    holder = startLeashed(hold, {
      ended(why) {
        holder = undefined;
        lost = why;
      },
    });
  };
  const endPulse = (): void => {
    try {
      if (pulse?.pid !== undefined && pulse.exitCode === null && pulse.signalCode === null)
        process.kill(-pulse.pid, 'SIGKILL');
    } catch {
      // It has ended by itself a moment ago.
    }
    pulse = undefined;
  };
  const look = (): void => {
    if (lost !== undefined) throw failure(name, line, lost);
  };
  const writeNow = (on: boolean, forMs = LONGEST_MS): void => {
    if (!on) {
      // Held off already.
      if (holder !== undefined) return;
      endPulse();
      driveOff(OWN_OFF);
      keepOff();
      return;
    }
    look();
    holder?.kill();
    holder = undefined;
    const drive = tools.shell(setFor(tools.version, line, level(true), forMs));
    // One after the other whatever becomes of the first.
    const script = `trap "" TERM INT HUP\n(${untilDone(drive, PULSE.tries, PULSE.pause)})\n${untilDone(off, OTHERS_OFF.tries, OTHERS_OFF.pause)}`;
    const started = spawn('/bin/sh', ['-c', script, 'pulse'], { stdio: 'ignore', detached: true });
    started.on('error', (cause) => {
      lost = cause.message;
    });
    started.unref();
    pulse = started;
  };

  driveOff(OTHERS_OFF);
  keepOff();
  return {
    name,
    offSwitch: { how: 'command', command: untilDone(off, OTHERS_OFF.tries, OTHERS_OFF.pause) },
    writeNow,
    look,
    async write(on) {
      writeNow(on);
    },
    close() {
      holder?.kill();
      holder = undefined;
      endPulse();
      try {
        driveOff(OWN_OFF);
      } catch {
        // The line is gone, or held by somebody who drives it: there is nothing left to turn off here.
      }
    },
  };
}

function failure(name: string, line: GpiodLine, why: string): LinkError {
  if (/busy/i.test(why)) return new LinkError('link/busy', `${name} is used by another program`);
  if (/denied|not permitted/i.test(why)) return new LinkError('link/no-permission', `${name}: ${why}`);
  return new LinkError('link/failed', `${name} of ${line.chip}: ${why}`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
