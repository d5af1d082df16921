import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEntry } from '../../firmware-bridge/child-entry.ts';
import { startFlags } from '../start-flags.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm start` runs; it is up sooner than its modules one by one. */
const BUNDLE = '../../qingyu';
const READY = /^晴雨 Qingyu: (http:\/\/\S+)/m;
const START_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;

/** A folder with a configuration of its own: the default plaza, its own data, any free port. */
export interface ServiceFolder {
  readonly path: string;
  readonly configFile: string;
  /** The data folder; the database is `qingyu.db` in it. */
  readonly dataFolder: string;
  remove(): void;
}

export interface FolderOptions {
  /** Changes the text of `config/default.yaml`, whose data folder and port are already replaced. */
  readonly config?: (yaml: string) => string;
  /** Changes one rules file, e.g. `{ attendance: (yaml) => … }`. */
  readonly rules?: Readonly<Record<string, (yaml: string) => string>>;
  /** Starts from a copy of this folder's data. */
  readonly dataOf?: ServiceFolder;
}

export function makeServiceFolder({ config = (yaml) => yaml, rules = {}, dataOf }: FolderOptions = {}): ServiceFolder {
  const path = mkdtempSync(join(tmpdir(), 'qingyu-service-'));
  const dataFolder = join(path, 'data');
  const rulesFolder = join(path, 'rules');
  cpSync(join(ROOT, 'config/rules'), rulesFolder, { recursive: true });
  for (const [room, change] of Object.entries(rules)) changeFile(join(rulesFolder, `${room}.yaml`), change);
  const yaml = replaced(
    replaced(readFileSync(join(ROOT, 'config/default.yaml'), 'utf8'), /folder: \.data/, `folder: ${dataFolder}`),
    /port: \d+/,
    'port: 0',
  );
  const configFile = join(path, 'config.yaml');
  writeFileSync(configFile, config(`${yaml}\nrules: ${rulesFolder}\n`));
  if (dataOf !== undefined && existsSync(dataOf.dataFolder))
    cpSync(dataOf.dataFolder, dataFolder, { recursive: true, preserveTimestamps: true });
  return { path, configFile, dataFolder, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface ServiceAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  readonly body: any;
}

/** A screen: HTTP with a session cookie that outlives restarts of the service. */
export interface ServiceClient {
  /** Asks below `/api`; without `commandId` every write is a new command. Rejects when the service goes away. */
  ask(method: string, path: string, body?: unknown, commandId?: string): Promise<ServiceAnswer>;
  token: string | undefined;
}

export function openClient(address: () => string): ServiceClient {
  const client: ServiceClient = {
    token: undefined,
    async ask(method, path, body, commandId) {
      const response = await fetch(`${address()}/api${path}`, {
        method,
        headers: {
          ...(method === 'GET' ? {} : { 'Idempotency-Key': commandId ?? randomUUID() }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(client.token === undefined ? {} : { Cookie: `qingyu_session=${client.token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const value = /^qingyu_session=([^;]*)/.exec(cookie)?.[1];
        if (value !== undefined) client.token = value === '' ? undefined : value;
      }
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
  return client;
}

/** One server-sent event. */
export interface HeardEvent {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads payloads field by field
  readonly payload: any;
}

/** Listens to the live events; resolves when attached. The stream just ends when the service does. */
export function hearEvents(address: string, hear: (event: HeardEvent) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(`${address}/api/events`, (response) => {
      let unread = '';
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      response.on('data', (chunk: string) => {
        const messages = (unread + chunk).split('\n\n');
        unread = messages.pop() ?? '';
        for (const message of messages) {
          const name = /^event: (.*)$/m.exec(message)?.[1];
          const text = /^data: (.*)$/m.exec(message)?.[1];
          if (name !== undefined && text !== undefined) hear({ name, payload: JSON.parse(text) });
        }
      });
      resolve(() => request.destroy());
    });
    request.on('error', reject);
  });
}

/** The built service as a child process. */
export interface ServiceProcess {
  /** Resolves with its address; rejects when it ends before that. */
  readonly ready: Promise<string>;
  /** From spawn to the printed address. */
  readonly startedInMs: number;
  /** What it wrote to stderr. */
  readonly complaints: string;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export function spawnService(folder: ServiceFolder, environment: Record<string, string> = {}): ServiceProcess {
  const began = performance.now();
  const entry = fileURLToPath(childEntry(import.meta.url, BUNDLE));
  const child: ChildProcess = spawn(process.execPath, [...startFlags(), entry, '--config', folder.configFile], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  let said = '';
  let startedInMs = Number.NaN;
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  // A test that fails half-way leaves no service behind.
  const endWithTest = () => child.kill('SIGKILL');
  process.once('exit', endWithTest);
  void gone.then(() => process.off('exit', endWithTest));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaints += chunk;
  });
  const ready = new Promise<string>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`not up after ${START_WITHIN_MS} ms: ${said}${complaints}`)),
      START_WITHIN_MS,
    );
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const address = READY.exec(said)?.[1];
      if (address === undefined || !Number.isNaN(startedInMs)) return;
      startedInMs = performance.now() - began;
      clearTimeout(late);
      resolve(address);
    });
    void gone.then((code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code} before it was up: ${said}${complaints}`));
    });
  });
  ready.catch(() => undefined);
  return {
    ready,
    get startedInMs() {
      return startedInMs;
    },
    get complaints() {
      return complaints;
    },
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      const code = await gone;
      clearTimeout(late);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`config/default.yaml has no ${pattern}`);
  return text.replace(pattern, by);
}

function changeFile(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
