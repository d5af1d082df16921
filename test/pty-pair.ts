import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * A serial cable made by the kernel: a pseudo-terminal whose far end is held by a Python child, so that killing the child is
 * pulling the plug. Bytes go through the real tty layer of the operating system.
 */
export interface PtyPair {
  /** What the product opens, e.g. in place of `/dev/serial/by-id/…`. */
  readonly path: string;
  /** Sends bytes to whoever has {@link path} open. */
  write(bytes: Uint8Array): void;
  /** Resolves when at least `count` bytes came from whoever has {@link path} open, with all of them since the last call. */
  read(count: number): Promise<Uint8Array>;
  /** Pulls the plug and plugs a new terminal in later, many times over; the child lives on. Each resolves when it is done. */
  pull(): Promise<void>;
  plug(): Promise<void>;
  /** Pulls the plug; resolves when it is out. */
  unplug(): Promise<void>;
  /** Pulls the plug and does not return before the kernel has taken the terminal away, so that nothing can be read in between. */
  unplugNow(): void;
}

/** Why no pseudo-terminal can be made here, or undefined when one can. */
export const ptyMissing: string | undefined =
  spawnSync('python3', ['-c', 'import pty, tty']).status === 0
    ? undefined
    : 'pty tests skipped: install python3 (Debian: apt-get install python3)';

const child = `
import os, pty, select, signal, sys, tty
link = sys.argv[1]
far = near = -1
class Turned(Exception): pass
def plug():
    global far, near
    far, near = pty.openpty()
    tty.setraw(near)
    if link:
        if os.path.islink(link): os.unlink(link)
        os.symlink(os.ttyname(near), link)
    print(os.ttyname(near), file=sys.stderr, flush=True)
def pull():
    global far
    os.close(far); os.close(near)
    far = -1
    print('out', file=sys.stderr, flush=True)
def turn(number, frame):
    pull() if number == signal.SIGUSR1 else plug()
    raise Turned
plug()
signal.signal(signal.SIGUSR1, turn)
signal.signal(signal.SIGUSR2, turn)
while True:
    try:
        for ready in select.select([0] if far < 0 else [0, far], [], [])[0]:
            chunk = os.read(ready, 4096)
            if not chunk: sys.exit(0)
            os.write(far if ready == 0 else 1, chunk)
    except Turned: pass
`;

/** @param link a path for a symbolic link to the terminal, so that a second pair can take the place of the first */
export async function openPtyPair(link?: string): Promise<PtyPair> {
  const python: ChildProcess = spawn('python3', ['-c', child, link ?? ''], { stdio: ['pipe', 'pipe', 'pipe'] });
  const { stdin, stdout, stderr } = python;
  if (stdin === null || stdout === null || stderr === null) throw new Error('python3 started without pipes');
  // The child may be killed with bytes still on the way to it.
  stdin.on('error', () => {});
  const said = createInterface(stderr);
  const [terminal] = await once(said, 'line');
  const signalled = async (signal: 'SIGUSR1' | 'SIGUSR2'): Promise<void> => {
    const answered = once(said, 'line');
    python.kill(signal);
    await answered;
  };
  let received = Buffer.alloc(0);
  let enough = (): void => {};
  stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    enough();
  });
  return {
    path: link ?? String(terminal),
    write: (bytes) => {
      stdin.write(bytes);
    },
    async read(count) {
      while (received.length < count) {
        await new Promise<void>((resolve) => {
          enough = resolve;
        });
      }
      const bytes = Uint8Array.from(received);
      received = Buffer.alloc(0);
      return bytes;
    },
    pull: () => signalled('SIGUSR1'),
    plug: () => signalled('SIGUSR2'),
    unplugNow() {
      python.kill('SIGKILL');
      const deadline = performance.now() + 2_000;
      while (existsSync(String(terminal))) {
        if (performance.now() > deadline) throw new Error(`${terminal} is still there`);
      }
    },
    async unplug() {
      if (python.exitCode === null && python.signalCode === null) {
        const exited = once(python, 'exit');
        python.kill('SIGKILL');
        await exited;
      }
      if (link !== undefined) await rm(link, { force: true });
    },
  };
}
