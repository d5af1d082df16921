import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { startFlags } from '../start-flags.ts';
import { benchSettings } from './bench-service.ts';

export interface ChildServer {
  readonly address: string;
  readonly child: ChildProcess;
  /** Milliseconds from the start of the process until it said it was ready. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Bare node, express and better-sqlite3 in a process of their own. */
export function startBare(folder: string): Promise<ChildServer> {
  return start([fileURLToPath(new URL('./bare-server.js', import.meta.url)), join(folder, 'bare.db')]);
}

/** The product in a process of its own, on the default configuration and a folder of its own. */
export function startProduct(folder: string): Promise<ChildServer> {
  const file = join(folder, 'bench.yaml');
  writeFileSync(file, stringify(benchSettings(join(folder, 'desk')).config));
  return start([...startFlags(), fileURLToPath(new URL('../../qingyu.js', import.meta.url)), '--config', file]);
}

function start(args: readonly string[]): Promise<ChildServer> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address === undefined) reject(new Error(`no address in: ${line}`));
      else
        resolve({
          address,
          child,
          readyMs: performance.now() - startedMs,
          stop() {
            child.kill('SIGTERM');
            return exited;
          },
        });
    });
  });
}
