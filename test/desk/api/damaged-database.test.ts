import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import { startService } from '../../../src/service.ts';
import { makeServiceFolder, type ServiceFolder, spawnService } from '../service-process.ts';

// F16, with the built service. Breaking it on purpose: leave out quick_check (the damaged page starts: red), or `refuseLost` (an
// emptied file starts as a new desk: red).

const PAGE = 4096;

let morning: ServiceFolder;
let folder: ServiceFolder | undefined;
beforeAll(async () => {
  morning = makeServiceFolder();
  const service = await startService(loadSettings(morning.configFile));
  await service.stop();
});
afterEach(() => folder?.remove());
afterAll(() => morning.remove());

const overwrite = (file: string, from: number, length: number): void => {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(open);
};

const DAMAGES: readonly (readonly [string, (file: string) => void])[] = [
  ['another header', (file) => overwrite(file, 0, 100)],
  ['a page overwritten', (file) => overwrite(file, 3 * PAGE, PAGE)],
  ['its second half missing', (file) => truncateSync(file, Math.floor(statSync(file).size / 2 / PAGE) * PAGE)],
  ['nothing in it', (file) => truncateSync(file, 0)],
];

/** Every file of the data folder with what is in it. */
function contents({ dataFolder }: ServiceFolder): Record<string, string> {
  const files = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(dataFolder, name)).isFile(),
  );
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dataFolder, name)))
        .digest('hex'),
    ]),
  );
}

async function expectRefusal(damaged: ServiceFolder, sentence: RegExp): Promise<void> {
  const before = contents(damaged);
  const service = spawnService(damaged);
  await expect(service.ready).rejects.toThrow('ended with 1');
  expect(service.complaints).toMatch(sentence);
  expect(service.complaints.trim().split('\n')).toHaveLength(1);
  const after = contents(damaged);
  expect(after['qingyu.db']).toBe(before['qingyu.db']);
  expect(Object.keys(after).filter((name) => !(name in before) && !/-(wal|shm)$/.test(name))).toEqual([]);
}

describe('a database file with', () => {
  it.each(DAMAGES)('%s stops the start with a sentence, and is left as it is', async (_what, damage) => {
    folder = makeServiceFolder({ dataOf: morning });
    damage(join(folder.dataFolder, 'qingyu.db'));
    await expectRefusal(
      folder,
      /The database .*qingyu\.db is damaged .*Nothing was changed\. Remove .*-wal .* put the newest good backup/,
    );
  });

  it('its name gone but its log still there stops the start too', async () => {
    folder = makeServiceFolder({ dataOf: morning });
    const file = join(folder.dataFolder, 'qingyu.db');
    rmSync(file);
    closeSync(openSync(`${file}-wal`, 'w'));
    const service = spawnService(folder);
    await expect(service.ready).rejects.toThrow('ended with 1');
    expect(service.complaints).toMatch(/qingyu\.db is damaged \(the file is gone/);
    expect(existsSync(file)).toBe(false);
  });
});

it('a second start on the same port stops with a sentence, before it touches the records', async () => {
  folder = makeServiceFolder({ dataOf: morning });
  const settings = loadSettings(folder.configFile);
  const running = await startService(settings);
  try {
    const { port } = new URL(running.address);
    const http = { ...settings.config.http, port: Number(port) };
    const head = running.desk.journal.head();
    await expect(startService({ ...settings, config: { ...settings.config, http } })).rejects.toThrow(
      `Cannot listen on http://127.0.0.1:${port}: something listens there already`,
    );
    expect(running.desk.journal.head()).toEqual(head);
  } finally {
    await running.stop();
  }
});
