import { readFileSync, writeFileSync } from 'node:fs';
import type { BenchDevice } from '../../../src/devices/rules.ts';
import type { PaperPicture } from '../../../src/ports/receipt-printer.ts';
import type { Door } from '../../../src/ports/umbrella-cabinet.ts';
import {
  type FolderOptions,
  makeServiceFolder,
  openClient,
  type ServiceClient,
  type ServiceFolder,
  type ServiceProcess,
  spawnService,
} from '../service-process.ts';
import { eventually } from './eventually.ts';

/** Ten in the morning, so that the desk is open whenever the tests run. */
const MORNING_HOUR = 10;
const HOURS = 24;
const FARTHEST_EAST = 14;

/** The built service in a folder of its own, and the far ends of its simulated wires. */
export interface TestDesk {
  readonly folder: ServiceFolder;
  readonly address: string;
  /** Signed in as the shift lead, beside the screen. */
  readonly client: ServiceClient;
  /** Asks as {@link client}; fails unless answered with 200. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  ask(method: string, path: string, body?: unknown): Promise<any>;
  present(cardId: string): Promise<void>;
  /** Waits until the door stands so. */
  doorIs(door: number, position: Door['position']): Promise<void>;
  pushShut(door: number): Promise<void>;
  setFault(device: string, fault: string, active: boolean): Promise<void>;
  doors(): Promise<readonly Door[]>;
  /** What hangs out of the printer, each as one text. */
  papers(): Promise<readonly string[]>;
  levels(): Promise<{ readonly music: readonly number[]; readonly speech: readonly number[] }>;
  kill(): Promise<void>;
  /** Starts again in the same folder on the same port. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

/** A time zone in which it is about this hour now. */
function zoneWhereItIs(hour: number): string {
  const east = (hour - new Date().getUTCHours() + HOURS) % HOURS;
  const offset = east > FARTHEST_EAST ? east - HOURS : east;
  // POSIX signs: Etc/GMT-8 lies eight hours east.
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** Starts a desk with everything simulated. */
export async function openDesk({ config = (yaml) => yaml, ...options }: FolderOptions = {}): Promise<TestDesk> {
  const folder = makeServiceFolder({
    ...options,
    config: (yaml) => config(yaml.replace('Asia/Shanghai', zoneWhereItIs(MORNING_HOUR))),
  });
  let service: ServiceProcess = spawnService(folder);
  const address = await service.ready;
  const client = openClient(() => address);
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await client.ask(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await ask('POST', '/session', { staffNo: '1018', pin: '101811' });
  const device = async <K extends BenchDevice['kind']>(kind: K): Promise<Extract<BenchDevice, { kind: K }>> => {
    const bench: readonly BenchDevice[] = await ask('GET', '/bench');
    const found = bench.find((one): one is Extract<BenchDevice, { kind: K }> => one.kind === kind);
    if (found === undefined) throw new Error(`no simulated ${kind}`);
    return found;
  };
  const doors = async () => (await device('umbrella-cabinet')).doors;
  return {
    folder,
    address,
    client,
    ask,
    doors,
    present: (cardId) => ask('POST', '/bench/card', { cardId }),
    doorIs: (door, position) =>
      eventually(async () => (await doors()).find(({ number }) => number === door)?.position).toBe(position),
    pushShut: (door) => ask('POST', `/bench/doors/${door}/push`),
    setFault: (id, fault, active) => ask('PUT', '/bench/faults', { device: id, fault, active }),
    papers: async () => (await device('receipt-printer')).papers.map(textOf),
    levels: async () => (await device('public-address')).levels,
    kill: () => service.kill(),
    async startAgain() {
      const fixed = readFileSync(folder.configFile, 'utf8').replace(/port: \d+/, `port: ${new URL(address).port}`);
      writeFileSync(folder.configFile, fixed);
      service = spawnService(folder);
      await service.ready;
    },
    async close() {
      await service.stop();
      folder.remove();
    },
  };
}

/** A paper as one reads it. */
export function textOf(paper: PaperPicture): string {
  return paper.lines.flatMap((line) => (line.kind === 'cut' ? [] : [line.text.trim()])).join('\n');
}
