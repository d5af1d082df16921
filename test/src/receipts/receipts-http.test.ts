import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { purses } from '../../../src/cash/actions.ts';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import type { Role, Session } from '../../../src/http/route.ts';
import { createApp, listen } from '../../../src/http/server.ts';
import { printingRoutes } from '../../../src/printing/routes.ts';
import { receiptsRoutes } from '../../../src/receipts/routes.ts';
import { settle } from '../../fake-clock.ts';
import { COPIES, openWithFakePrinter } from './receipts-fixture.ts';

const person = (staffId: number, staffNo: string, name: string, ...roles: Role[]): Session => {
  return { token: staffNo, staffId, staffNo, name, roles, expiresAtMs: Number.MAX_SAFE_INTEGER };
};
const SESSIONS = [
  person(1, '1024', '王芳', 'clerk'),
  person(2, '1007', '李敏', 'shift-lead'),
  person(3, '2087', '张伟', 'employee'),
];

let room: ReturnType<typeof openWithFakePrinter>;
let base: string;
let close: () => Promise<void>;
beforeEach(async () => {
  room = openWithFakePrinter();
  const app = createApp({
    routes: [...receiptsRoutes(room.receipts), ...printingRoutes(room.printing)],
    live: createLiveStream(),
    authenticate: (token) => SESSIONS.find((session) => session.token === token),
    screenFolder: tmpdir(),
    hosts: ['127.0.0.1'],
    version: 'test',
    report: (error) => {
      throw error;
    },
  });
  const server = await listen(app, 0, '127.0.0.1');
  const address = server.address() as AddressInfo;
  base = `http://127.0.0.1:${address.port}/api`;
  close = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(async () => {
  await close();
  room.dispose();
});

let touches = 0;
async function call(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  by = '1024',
  key = `touch-http-${++touches}`,
) {
  const response = await fetch(base + path, {
    method,
    headers: {
      Connection: 'close',
      'Content-Type': 'application/json',
      Cookie: `qingyu_session=${by}`,
      ...(method === 'POST' ? { 'Idempotency-Key': key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

const numbered = z.object({ number: z.int(), printedNumber: z.string() });
const PAID = { lines: COPIES, methodId: 'cash', saidTotalFen: 300 };

describe('receipts over HTTP', () => {
  it('numbers 50 receipts issued at once without a gap', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('POST', '/receipts', PAID)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const numbers = answers.map(({ json }) => numbered.parse(json).number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(purses(room.cash).income.balanceFen).toBe(15_000);
  });

  it('answers one touch that was sent 20 times with one receipt', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/receipts', PAID, '1024', 'the-same-touch')),
    );
    await settle();
    expect(new Set(answers.map(({ json }) => numbered.parse(json).printedNumber))).toEqual(new Set(['000001']));
    expect(purses(room.cash).income.balanceFen).toBe(300);
    expect(room.printer.printed).toHaveLength(1);
  });

  it('does the counter’s way: price list, quote, issue, reprint, void', async () => {
    const list = await call('GET', '/services', undefined, 'nobody');
    expect(list.json).toMatchObject({
      clause: 'R1 5.2.15',
      services: expect.arrayContaining([expect.objectContaining({ id: 'copy-a4', priceFen: 50 })]),
    });
    const quote = await call('POST', '/receipts/quote', { lines: COPIES, methodId: 'cash', receivedFen: 500 });
    expect(quote.json).toMatchObject({
      totalFen: 300,
      changeFen: 200,
      say: { zh: '复印 6 张，一共 3 元。' },
      picture: { columns: 48 },
    });
    const issued = await call('POST', '/receipts', { ...PAID, receivedFen: 500 });
    expect(issued.json).toMatchObject({
      printedNumber: '000001',
      issuedBy: { staffNo: '1024', name: '王芳' },
      voided: null,
    });
    await settle();
    expect((await call('POST', '/receipts/1/reprint')).json).toMatchObject({ reprints: 1 });
    expect((await call('POST', '/receipts/1/void', { reason: '打错了' }, '1007')).json).toMatchObject({
      voided: { reason: '打错了', by: { name: '李敏' } },
    });
    expect((await call('GET', '/receipts')).json).toMatchObject({
      incomeFen: 0,
      voidedCount: 1,
      receipts: [{ number: 1 }],
    });
    expect((await call('GET', '/receipts/last')).json).toMatchObject({ number: 1 });
    expect((await call('GET', '/receipts?day=2026-11-20')).json).toMatchObject({ receipts: [] });
  });

  it.each([
    ['lines.0.quantity', { ...PAID, lines: [{ serviceId: 'copy-a4', quantity: 0 }] }],
    ['lines.0.text', { ...PAID, lines: [{ serviceId: 'other', quantity: 1, priceFen: 1, text: '长'.repeat(21) }] }],
    ['lines.0.serviceId', { ...PAID, lines: [{ serviceId: 'tea', quantity: 1 }] }],
    ['methodId', { ...PAID, methodId: 'shells' }],
    ['saidTotalFen', { lines: COPIES, methodId: 'cash' }],
    ['tip', { ...PAID, tip: 1 }],
  ])('answers a wrong %s with 400 and its name, and writes nothing', async (field, body) => {
    expect(await call('POST', '/receipts', body)).toMatchObject({ status: 400, json: { field } });
    expect((await call('GET', '/receipts/last')).json).toBeNull();
  });

  it('tells unknown, wrong state and not allowed apart', async () => {
    await call('POST', '/receipts', PAID, '1007');
    expect(await call('GET', '/receipts/99')).toMatchObject({ status: 404, json: { code: 'receipts/unknown' } });
    expect(await call('POST', '/receipts/1/void', { reason: '试一试' })).toMatchObject({
      status: 403,
      json: { code: 'receipts/void-not-allowed' },
    });
    expect(await call('POST', '/receipts/1/void', { reason: '试一试' }, '1007')).toMatchObject({ status: 200 });
    expect(await call('POST', '/receipts/1/void', { reason: '试一试' }, '1007')).toMatchObject({
      status: 409,
      json: { code: 'receipts/already-void', facts: { state: 'void' } },
    });
    expect(await call('POST', '/receipts', { ...PAID, saidTotalFen: 1 })).toMatchObject({
      status: 409,
      json: { code: 'receipts/price-changed' },
    });
    expect(await call('POST', '/receipts', PAID, '2087')).toMatchObject({ status: 403 });
    expect(await call('POST', '/receipts', PAID, 'nobody')).toMatchObject({ status: 401 });
  });
});

describe('the outbox over HTTP', () => {
  it('lists jobs, shows their paper, retries, reprints and prints a self-test', async () => {
    room.printer.report('fault', 'printer/paper-out');
    await call('POST', '/receipts', PAID);
    await settle();
    expect((await call('GET', '/print-jobs', undefined, 'nobody')).json).toMatchObject([
      {
        id: 1,
        subject: 'receipt:1',
        state: 'failed',
        code: 'printer/paper-out',
        offers: ['retry'],
      },
    ]);
    expect(await call('POST', '/print-jobs/1/reprint')).toMatchObject({ status: 409, json: { code: 'print/not-now' } });
    expect(await call('GET', '/print-jobs/1', undefined, 'nobody')).toMatchObject({ status: 401 });
    expect((await call('GET', '/print-jobs/1')).json).toMatchObject({
      picture: { lines: expect.arrayContaining([expect.objectContaining({ text: '晴川购物广场 · 客户服务中心' })]) },
    });
    expect((await call('GET', '/print-jobs/1/preview')).json).toMatchObject({ columns: 48 });
    room.printer.report('ready');
    await settle();
    expect(await call('POST', '/print-jobs/1/retry')).toMatchObject({ status: 409 });
    expect((await call('POST', '/print-jobs/1/reprint')).json).toEqual({ jobId: 2 });
    expect((await call('POST', '/printer/test')).json).toEqual({ jobId: 3 });
    await settle();
    expect(room.printer.texts()[2]).toContain('打印机自检');
    expect(await call('POST', '/print-jobs/9/answer', { cameOut: true })).toMatchObject({ status: 404 });
    expect(await call('POST', '/print-jobs/1/answer', { cameOut: 'yes' })).toMatchObject({
      status: 400,
      json: { field: 'cameOut' },
    });
  });
});
