import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { demoPeople } from '../../../src/staff/actions.ts';
import type { ServiceFolder } from '../service-process.ts';
import type { Punched, SentCommand } from './desk-load.ts';

/** What a load process said until it ended. */
export interface LoadStory {
  readonly sent: SentCommand[];
  /** `at`: length of the disk log when it was acknowledged. */
  readonly commands: (SentCommand & { readonly at: number })[];
  readonly punches: (Punched & { readonly at: number })[];
  taps: number;
  complaints: string;
}

export interface LoadProcess {
  readonly story: LoadStory;
  /** Resolves once the desk is open; rejects when it ends before that. */
  readonly ready: Promise<void>;
  /** Resolves with the exit code. */
  readonly gone: Promise<number | null>;
  kill(): Promise<void>;
}

export interface LoadProcessOptions {
  readonly prefix: string;
  readonly seed: number;
  /** How many acknowledgements; absent: until killed. */
  readonly commands?: number;
  readonly synchronous?: 'FULL' | 'NORMAL';
  readonly environment?: Readonly<Record<string, string>>;
}

/** A demo card per person: the load process has no reader that would want a card taken away first. */
const CARDS = demoPeople.map(({ cardId }) => cardId);

/** Starts {@link file://./load-process.ts} on the desk of a folder. */
export function spawnLoad(folder: ServiceFolder, options: LoadProcessOptions): LoadProcess {
  const { prefix, seed, commands = Number.POSITIVE_INFINITY, synchronous = 'FULL', environment = {} } = options;
  const entry = fileURLToPath(childEntry(import.meta.url, './load-process'));
  const named = { config: folder.configFile, data: folder.dataFolder, prefix, seed, cards: CARDS.join(), commands };
  const child = spawn(
    process.execPath,
    [
      entry,
      ...Object.entries(named).map(([name, value]) => `--${name}=${value}`),
      ...(synchronous === 'NORMAL' ? ['--normal'] : []),
    ],
    { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const story: LoadStory = { sent: [], commands: [], punches: [], taps: 0, complaints: '' };
  const gone = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    story.complaints += chunk;
  });
  const ready = new Promise<void>((resolve, reject) => {
    let unread = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (unread + chunk).split('\n');
      // The end of a killed process may be half a line: what it said is what it said whole.
      unread = lines.pop() ?? '';
      for (const line of lines) {
        const told = JSON.parse(line);
        if (told.ready) resolve();
        else if (told.sent) story.sent.push(told.sent);
        else if (told.acknowledged) story.commands.push({ ...told.acknowledged, at: told.at });
        else if (told.punched) story.punches.push({ ...told.punched, at: told.at });
        else if (told.tapped) story.taps += 1;
      }
    });
    void gone.then((code) => reject(new Error(`load process ended with ${code}: ${story.complaints}`)));
  });
  ready.catch(() => undefined);
  return {
    story,
    ready,
    gone,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
