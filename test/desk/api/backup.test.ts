import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { openDatabase } from '../../../src/store/database.ts';
import {
  makeServiceFolder,
  openClient,
  type ServiceClient,
  type ServiceFolder,
  type ServiceProcess,
  spawnService,
} from '../service-process.ts';

// F17, with the built service and the built backup. Breaking it on purpose: copy the file with cpSync instead of SQLite's backup
// (the log is missing: entries that were acknowledged before the backup are not in it: red).

const CORRECTIONS_BEFORE = 40;

let folder: ServiceFolder;
let service: ServiceProcess;
let client: ServiceClient;
beforeAll(async () => {
  folder = makeServiceFolder();
  service = spawnService(folder);
  const address = await service.ready;
  client = openClient(() => address);
  await client.ask('POST', '/session', { staffNo: '1018', pin: '101811' });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const correct = () =>
  client.ask('POST', '/cash/corrections', { purse: 'income', amountFen: 100, why: '零钱' }, randomUUID());

/** `npm run backup`, without the build. Resolves with what it printed. */
function backUp(to: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const entry = fileURLToPath(childEntry(import.meta.url, '../../../src/backup'));
  const child = spawn(process.execPath, [entry, '--config', folder.configFile, '--to', to]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

it('a backup made under load has everything acknowledged before it, a whole chain, and purses that add up', async () => {
  for (let done = 0; done < CORRECTIONS_BEFORE; done++) expect((await correct()).status).toBe(200);
  let running = true;
  const load = (async () => {
    while (running) expect((await correct()).status).toBe(200);
  })();
  const { code, said } = await backUp(join(folder.path, 'backups'));
  running = false;
  await load;
  expect(said).toMatch(/qingyu-.*\.db: \d+ journal entries, head [0-9a-f]{64}/);
  expect(code).toBe(0);

  const copy = openDatabase(said.split(': ')[0] ?? '');
  const count = (sql: string) => Number(Object.values(copy.prepare<Record<string, number>>(sql).get() ?? {})[0]);
  const moved = count('SELECT count(*) FROM cash_movements');
  expect(verifyChain(copy)).toMatchObject({ whole: true });
  expect(moved).toBeGreaterThanOrEqual(CORRECTIONS_BEFORE);
  expect(count("SELECT count(*) FROM journal WHERE kind = 'cash/money-moved'")).toBe(moved);
  expect(count('SELECT balance_fen FROM cash_movements ORDER BY id DESC LIMIT 1')).toBe(moved * 100);
  expect(count('SELECT count(*) FROM people')).toBe(8);
  copy.close();
});
