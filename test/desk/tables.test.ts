import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeWorkbook } from '../../src/exports/workbook.ts';
import { readTable } from '../../src/tables/read-table.ts';
import {
  makeServiceFolder,
  openClient,
  type ServiceClient,
  type ServiceProcess,
  spawnService,
} from './service-process.ts';

// Tables through the built service: its libraries stay outside the bundle and are loaded when the first table comes. Breaking it on
// purpose: leave read-excel-file or write-excel-file out of OUTSIDE in .tools/bundle.mjs and take one from node_modules (red).

const LIMITS = { bytes: 4_000_000, unzippedBytes: 40_000_000, rows: 10_000, columns: 200 };
const PIECE = 30_000;

const folder = makeServiceFolder();
let service: ServiceProcess;
let address: string;
let hr: ServiceClient;
beforeAll(async () => {
  service = spawnService(folder);
  address = await service.ready;
  hr = openClient(() => address);
  await hr.ask('POST', '/session', { staffNo: '3002', pin: '300211' });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

async function file(path: string): Promise<Buffer> {
  const response = await fetch(`${address}/api${path}`, { headers: { Cookie: `qingyu_session=${hr.token}` } });
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

it('reads a roster back from an Excel workbook', async () => {
  const [titles = [], ...rows] = await readTable(await file('/roster/template.csv'), LIMITS);
  const columns = titles.map((title) => ({ title, width: 10 }));
  const workbook = Buffer.from(await writeWorkbook([{ name: '排班', columns, rows }]));
  const { body: begun } = await hr.ask('POST', '/roster/imports', { name: '排班.xlsx', bytes: workbook.length });
  const path = `/roster/imports/${begun.importId}`;
  for (let at = 0; at < workbook.length; at += PIECE) {
    const piece = workbook.subarray(at, at + PIECE).toString('base64');
    expect(await hr.ask('POST', `${path}/pieces`, { at, piece })).toMatchObject({ status: 200 });
  }
  const { status, body } = await hr.ask('GET', path);
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: '排班.xlsx', counts: { added: 0, changed: 0, refused: 0 } });
  expect(body.counts.unchanged).toBeGreaterThan(0);
});

it('saves a month as an Excel workbook and as a table', async () => {
  const month = new Date().toISOString().slice(0, 7);
  const workbook = await readTable(await file(`/outcomes/months/${month}/export.xlsx`), LIMITS);
  const table = await readTable(await file(`/outcomes/months/${month}/export.csv`), LIMITS);
  // The first sheet of the workbook is the sums, one line a person; the table is the days.
  expect(workbook[0]).toEqual(expect.arrayContaining(['工号', '待定(项)']));
  expect(table[0]).toEqual(expect.arrayContaining(['工号', '打卡', '结果', '依据']));
  expect(workbook.length).toBeGreaterThan(1);
  expect(table.length).toBeGreaterThan(workbook.length);
});
