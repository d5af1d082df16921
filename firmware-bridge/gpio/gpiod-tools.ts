import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LinkError } from '../transport/transport.ts';
import { type GpiodCommand, type GpiodLine, type GpiodVersion, parseChips, parseVersion } from './gpiod-commands.ts';
import { chooseChip, type GpioPin } from './sysfs-line.ts';

/** Listing chips and printing a version are instant; longer than this, in milliseconds, is a program that hangs. */
const ANSWER_WITHIN_MS = 3_000;

/** libgpiod's programs as installed here. */
export interface GpiodTools {
  readonly version: GpiodVersion;
  /** Finds a pin by its chip's label, never by the chip's number, which differs by board and kernel. Rejects with a LinkError. */
  resolve(pin: GpioPin): Promise<GpiodLine & { readonly label: string }>;
  /** A command as a line for `/bin/sh`, the program by its full path. @throws LinkError when it is not installed */
  shell(command: GpiodCommand): string;
}

/** Looks for libgpiod's programs on the PATH. Rejects with LinkError `link/not-found` when they are not there. */
export async function findGpiodTools(): Promise<GpiodTools> {
  const said = await run(programPath('gpioset'), ['--version']);
  const version = parseVersion(said);
  if (version === undefined)
    throw new LinkError('link/failed', `gpioset is of a version not known here: ${said.split('\n')[0] ?? ''}`);
  return {
    version,
    async resolve(pin) {
      const chips = parseChips(await run(programPath('gpiodetect'), []));
      const chip = chooseChip(pin, chips, 'by gpiodetect');
      return { chip: chip.name, label: chip.label, offset: pin.offset };
    },
    shell: ([program, ...words]) => [programPath(program), ...words].map(quoted).join(' '),
  };
}

function programPath(program: string): string {
  for (const folder of (process.env.PATH ?? '/usr/bin:/bin').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  throw new LinkError('link/not-found', `${program} of libgpiod is not installed (apt install gpiod)`);
}

function run(path: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path, words, { timeout: ANSWER_WITHIN_MS }, (cause, stdout, stderr) => {
      if (cause === null) resolve(stdout);
      else reject(new LinkError('link/failed', `${path} failed: ${(stderr || cause.message).trim()}`, { cause }));
    });
  });
}

function quoted(word: string): string {
  return /^[\w./:=,%-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
