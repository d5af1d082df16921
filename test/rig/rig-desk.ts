import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type HeardEvent, hearEvents, openClient, type ServiceClient } from '../desk/service-process.ts';
import { startFlags } from '../start-flags.ts';

const EXAMPLE = 'config/raspberry-pi.example.yaml';
/** Where README says the configuration of a Pi goes. */
const CONFIG_FOLDER = '/etc/qingyu';
const CONFIG = `${CONFIG_FOLDER}/qingyu.yaml`;
/** The service as systemd starts it, hardware/board/systemd/qingyu.service. */
const SERVICE = [...startFlags(), '.build/qingyu.js'];
const READY = /^晴雨 Qingyu: (http:\/\/\S+)/;
const READY_WITHIN_MS = 60_000;
const ADMINISTRATOR = { staffNo: '1001', pin: '240817' };
const CLERK = { staffNo: '1002', pin: '350926' };

/**
 * Memory once taken is kept: a page that is touched for the first time costs 0.3 ms in the guest, and hashing a PIN takes 32 MiB.
 * Names and numbers are those of mallopt(3).
 */
const KEEP_MEMORY = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_MAX_: '0', MALLOC_TRIM_THRESHOLD_: String(2 ** 30) };

/** Every file of the example that names a place the desk writes to is inside the guest's overlay: it can stay as it is. */
export const DATA_FOLDER = '/var/lib/qingyu';
export const SECRETS_FOLDER = '/var/lib/qingyu-secrets';

/** The product, started in the guest as on a Pi. */
export interface RigDesk {
  /** The clerk's and the shift lead's screen; signed in by {@link openFirstTime}. */
  readonly screen: ServiceClient;
  /** Every live event since the start of the scenario, oldest first, with the monotonic milliseconds of its arrival. */
  readonly events: readonly (HeardEvent & { readonly atMs: number })[];
  /** What the service wrote to stderr. */
  readonly complaints: readonly string[];
  readonly pid: number;
  /** Whether the user it runs as may read the project at all. */
  isReadable(): boolean;
  start(): Promise<void>;
  /** Names the first administrator, adds a shift lead, signs him in. */
  openFirstTime(): Promise<void>;
  signIn(): Promise<void>;
  /** Adds this many people with a card each; gives the card ids with their person. */
  addPeople(count: number, firstNumber?: number): Promise<{ readonly cardId: string; readonly personId: number }[]>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  ask(method: string, path: string, body?: unknown, commandId?: string): Promise<any>;
  /** Calls back for every event from now on; returns the stop function. */
  onEvent(hear: (event: HeardEvent) => void): () => void;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, null when it was killed. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/** What differs from a Pi as the README sets it up. */
export interface RigDeskOptions {
  /** Entries of the list `devices`, as YAML. */
  readonly furtherDevices?: string | undefined;
  /** Changes the example configuration. */
  readonly configured?: ((yaml: string) => string) | undefined;
  /** Words in front of the service's command, of a program that becomes it. */
  readonly prefix?: readonly string[] | undefined;
}

/** Puts the example configuration of a Raspberry Pi where the README says, unchanged but for what a scenario wants otherwise. */
export function createRigDesk({ furtherDevices = '', configured, prefix = [] }: RigDeskOptions): RigDesk {
  mkdirSync(CONFIG_FOLDER, { recursive: true });
  mkdirSync(`${DATA_FOLDER}/music`, { recursive: true });
  const example = readFileSync(EXAMPLE, 'utf8');
  writeFileSync(CONFIG, `${(configured?.(example) ?? example).trimEnd()}\n${furtherDevices}`);

  let service: ChildProcess | undefined;
  let gone: Promise<number | null> = Promise.resolve(0);
  let address = '';
  let stopHearing = () => {};
  const events: (HeardEvent & { readonly atMs: number })[] = [];
  const listeners = new Set<(event: HeardEvent) => void>();
  const complaints: string[] = [];
  const screen = openClient(() => address);

  const desk: RigDesk = {
    screen,
    events,
    complaints,
    get pid() {
      if (service?.pid === undefined) throw new Error('the service is not running');
      return service.pid;
    },
    isReadable() {
      const [program = 'test', ...words] = [...prefix, 'test', '-r', SERVICE.at(-1) ?? ''];
      return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
    },
    async start() {
      const [program = '', ...words] = [...prefix, process.execPath, ...SERVICE];
      const child = spawn(program, words, {
        env: { ...process.env, ...KEEP_MEMORY, NODE_ENV: 'production', QINGYU_CONFIG: CONFIG },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      service = child;
      gone = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        complaints.push(line);
        console.log(`service: ${line}`);
      });
      address = await new Promise<string>((resolve, reject) => {
        const overdue = setTimeout(() => reject(new Error('the service did not start in time')), READY_WITHIN_MS);
        createInterface({ input: child.stdout }).on('line', (line) => {
          const found = READY.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        void gone.then((code) => reject(new Error(`the service ended with ${code} before it was up`)));
        void gone.finally(() => clearTimeout(overdue));
      });
      stopHearing = await hearEvents(address, (event) => {
        events.push({ ...event, atMs: performance.now() });
        for (const listener of [...listeners]) listener(event);
      });
    },
    async openFirstTime() {
      const shared = { department: '客服部', shiftId: 'reception' };
      await desk.ask('POST', '/setup', { ...ADMINISTRATOR, ...shared, name: '赵敏' });
      await desk.ask('POST', '/session', ADMINISTRATOR);
      const lead = { staffNo: CLERK.staffNo, name: '李敏', roles: ['employee', 'clerk', 'shift-lead', 'supervisor'] };
      const { personId } = await desk.ask('POST', '/people', { ...lead, ...shared });
      await desk.ask('PUT', `/people/${personId}/pin`, { pin: CLERK.pin });
      await desk.signIn();
    },
    async signIn() {
      await desk.ask('POST', '/session', CLERK);
    },
    async addPeople(count, firstNumber = 5000) {
      await desk.ask('POST', '/session', ADMINISTRATOR);
      const added: { cardId: string; personId: number }[] = [];
      for (let number = firstNumber; number < firstNumber + count; number++) {
        const person = { staffNo: String(number), name: `员工${number}`, roles: ['employee'], department: '物业部' };
        const { personId } = await desk.ask('POST', '/people', { ...person, shiftId: 'reception' });
        const cardId = `4A${String(number).padStart(8, '0')}`;
        await desk.ask('POST', '/cards', { cardId, kind: 'employee', personId });
        added.push({ cardId, personId });
      }
      await desk.signIn();
      return added;
    },
    async ask(method, path, body, commandId) {
      let answer = await screen.ask(method, path, body, commandId);
      // A session ends when nobody has touched the screen for a while.
      if (answer.status === 401 && path !== '/session') {
        await desk.signIn();
        answer = await screen.ask(method, path, body, commandId);
      }
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    onEvent(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    signal(signal) {
      service?.kill(signal);
    },
    async stop() {
      stopHearing();
      service?.kill('SIGTERM');
      return gone;
    },
    async kill() {
      stopHearing();
      service?.kill('SIGKILL');
      await gone;
    },
  };
  return desk;
}
