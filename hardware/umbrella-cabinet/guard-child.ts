import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Timers } from '../../firmware-bridge/timers.ts';
import { type GuardCommand, type GuardReport, parseReport, serializeCommand } from './guard-protocol.ts';
import type { GuardSetup } from './guard-setup.ts';
import { createLineSplitter } from './line-splitter.ts';

/** How long a guard that was asked to end may take, in milliseconds. */
const END_MS = 1_000;

/** One running guard process. */
export interface GuardChild {
  readonly pid: number | undefined;
  send(command: GuardCommand): void;
  /** Ends it without asking: also a stopped process goes. */
  kill(): void;
  /** Closes its stdin, on which it drives everything off and goes; resolves when it is gone. */
  end(timers: Timers): Promise<void>;
}

/** Starts one guard process and reads what it says. `ended` is called once. */
export function startGuardChild(
  entry: URL,
  setup: GuardSetup,
  heard: {
    report(report: GuardReport): void;
    rubbish(bytes: number): void;
    ended(reason: string): void;
  },
): GuardChild {
  // A session of its own: Ctrl-C and a stop of the service's process group do not reach it. No secrets in its environment.
  const child = spawn(process.execPath, [fileURLToPath(entry), JSON.stringify(setup)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
  });
  const splitter = createLineSplitter();
  let over = false;
  let goneListener = (): void => undefined;
  const ended = (reason: string): void => {
    if (over) return;
    over = true;
    heard.ended(reason);
    goneListener();
  };
  child.on('error', (cause) => ended(cause.message));
  child.on('exit', (code, signal) => ended(signal === null ? `exit ${code}` : `signal ${signal}`));
  // A guard that is gone closes the pipe under a write; its exit says so.
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (chunk: Buffer) => {
    for (const piece of splitter.push(chunk)) {
      const report = piece.type === 'line' ? parseReport(piece.text) : undefined;
      if (report !== undefined) heard.report(report);
      else heard.rubbish(piece.type === 'line' ? piece.text.length : piece.bytes);
    }
  });
  return {
    pid: child.pid,
    send(command) {
      if (child.stdin.writable) child.stdin.write(serializeCommand(command));
    },
    kill() {
      child.kill('SIGKILL');
    },
    end(timers) {
      return new Promise((resolve) => {
        if (over) {
          resolve();
          return;
        }
        const cancel = timers.after(END_MS, () => child.kill('SIGKILL'));
        goneListener = () => {
          cancel();
          resolve();
        };
        child.stdin.end();
      });
    },
  };
}
