import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs `$1` until stdin ends, which it does with its owner, however that ended; then `$2`. */
const LEASH = `exec 3>&1
eval "$1" >&3 &
child=$!
exec >&- 3>&-
read -r never
kill -KILL "$child"
eval "$2"`;

/** A running program that does not outlive its owner. */
export interface LeashedProgram {
  /** Ends it at once, without a report. */
  kill(): void;
}

/**
 * Starts a shell command (ending in `exec` of the program) that lives as long as this process at most: a program that held a GPIO line after its owner was killed
 * would keep the next owner out.
 *
 * @param line hears every line of its output
 * @param afterOwner shell command that is run when the owner has ended and did not kill it
 * @param ended called once when it ended although nobody killed it, with the last thing it complained of
 */
export function startLeashed(
  command: string,
  {
    line = () => undefined,
    ended,
    afterOwner = '',
  }: {
    readonly line?: (text: string) => void;
    readonly ended: (why: string) => void;
    readonly afterOwner?: string;
  },
): LeashedProgram {
  const child = spawn('/bin/sh', ['-c', LEASH, 'leash', command, afterOwner], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let over = false;
  let complaint = '';
  const kill = (): void => {
    over = true;
    try {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself a moment ago.
    }
  };
  const gone = (why: string): void => {
    if (over) return;
    kill();
    ended(why);
  };
  child.on('error', (cause) => gone(cause.message));
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = chunk.toString('utf8').trim().slice(0, COMPLAINT_LIMIT);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!over) line(text);
  });
  // The program alone holds this pipe; what it complained of on the other one is read first.
  child.stdout.on('end', () => setImmediate(() => gone(complaint || 'it ended by itself')));
  return { kill };
}

/** Characters of a complaint that are kept. */
const COMPLAINT_LIMIT = 160;
