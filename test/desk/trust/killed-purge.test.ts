import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { oldLedgers } from '../old-ledgers.ts';
import {
  makeServiceFolder,
  openClient,
  type ServiceFolder,
  type ServiceProcess,
  spawnService,
} from '../service-process.ts';

/*
 * kill -9 in the middle of destroying: the next start goes on with what is left, and the one after it wipes the traces.
 *
 * To see it red: leave the `wake()` at the start out of src/retention/destroy.ts, or mark the entries gone in another transaction than
 * the one that destroys them (and kill a few times).
 */
const LONG_MS = 180_000;
const WITHIN = { timeout: 60_000, interval: 20 };
const MARK = '司徒漆雕';
const ENTRIES = 200;

let folder: ServiceFolder;
let service: ServiceProcess;
let address = '';
let complaints = '';
const client = openClient(() => address);

async function start(): Promise<void> {
  service = spawnService(folder);
  address = await service.ready;
}

beforeAll(async () => {
  folder = makeServiceFolder();
  await start();
  await service.stop();
  const database = openDatabase(join(folder.dataFolder, 'qingyu.db'));
  oldLedgers(database, { calls: 100, days: 60, promotions: 80, mark: MARK });
  database.close();
  await start();
}, LONG_MS);
afterAll(async () => {
  await service?.kill();
  folder?.remove();
});

/** Reads beside the service. */
function stored<Row>(sql: string): Row[] {
  const database = new Sqlite(join(folder.dataFolder, 'qingyu.db'), { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}
const goneCount = () =>
  stored<{ n: number }>("SELECT count(*) AS n FROM destruction_entries WHERE state = 'gone'")[0]?.n ?? 0;
const stateOf = () => stored<{ state: string }>('SELECT state FROM destruction_lists')[0]?.state;

async function act(path: string, body?: unknown) {
  const { status, body: said } = await client.ask('POST', path, body);
  expect([path, status, said]).toEqual([path, 200, said]);
  return said;
}

it('a purge that was killed goes on, and nothing of what is gone is left', { timeout: LONG_MS }, async () => {
  await act('/session', { staffNo: '1001', pin: '100111' });
  await act('/schedule/clock-confirmed');
  const { id } = await act('/retention/lists');
  await act(`/retention/lists/${id}/approve`, {});
  await act(`/retention/lists/${id}/approve`, { staffNo: '3002', pin: '300211' });
  const stands = async () => (await client.ask('GET', `/retention/lists/${id}`)).body.paperStands;
  await expect.poll(stands, WITHIN).toMatch(/out|unsure/);
  await act(`/retention/lists/${id}/signed`);
  await act(`/retention/lists/${id}/destroy`);
  await expect.poll(goneCount, WITHIN).toBeGreaterThan(3);
  complaints += service.complaints;
  await service.kill();

  const gone = goneCount();
  expect([stateOf(), gone < ENTRIES]).toEqual(['purging', true]);
  // What is marked as gone is gone, and what is not is whole: an entry and its mark are one transaction.
  const calls =
    "SELECT id FROM calls WHERE id IN (SELECT CAST(ref AS INTEGER) FROM destruction_entries WHERE ledger = 'calls' AND state = 'STATE')";
  expect(stored(calls.replace('STATE', 'gone'))).toEqual([]);
  const left = stored(calls.replace('STATE', 'listed')).length;
  expect(stored("SELECT 1 FROM destruction_entries WHERE ledger = 'calls' AND state = 'listed'").length).toBe(left);

  await start();
  await expect.poll(stateOf, WITHIN).toMatch(/wiping|done/);
  expect(goneCount()).toBe(ENTRIES);
  complaints += service.complaints;
  await service.kill();
  await start();
  expect(stateOf()).toBe('done');
  complaints += service.complaints;
  await service.stop();

  const database = openDatabase(join(folder.dataFolder, 'qingyu.db'));
  const destroyed = database
    .prepare<{ n: number }>("SELECT count(*) AS n FROM journal WHERE kind = 'retention/destroyed'")
    .get();
  expect([destroyed?.n, verifyChain(database)]).toEqual([ENTRIES, expect.objectContaining({ whole: true })]);
  // The rest of the year's lists is still to come.
  const marks = database.prepare<{ number: string }>('SELECT number FROM promotions').all().length;
  expect(marks).toBeGreaterThan(0);
  database.close();
  expect(complaints).not.toContain(MARK);
  const listedCalls = stored<{ number: string; ref: string }>(
    "SELECT number, ref FROM destruction_entries WHERE ledger = 'calls'",
  );
  const bytes = Buffer.concat(
    readdirSync(folder.dataFolder)
      .filter((name) => name.startsWith('qingyu.db'))
      .map((name) => readFileSync(join(folder.dataFolder, name))),
  );
  for (const { ref } of listedCalls) expect(bytes.includes(`${MARK}${ref}小朋友`)).toBe(false);
});
