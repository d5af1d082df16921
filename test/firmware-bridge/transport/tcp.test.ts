import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTcpTransport } from '../../../firmware-bridge/transport/tcp.ts';
import type { LinkError, Transport } from '../../../firmware-bridge/transport/transport.ts';
import { settle } from '../../fake-clock.ts';
import { realClock } from '../../real-clock.ts';

let server: Server;
let port: number;
let link: Transport;
let closes: (LinkError | undefined)[];

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  link = createTcpTransport({ host: '127.0.0.1', port }, realClock);
  closes = [];
  link.onClose((cause) => closes.push(cause));
});

afterEach(async () => {
  await link.close();
  server.close();
});

async function connected(): Promise<Socket> {
  const accepted = once(server, 'connection');
  await link.open();
  const [socket] = await accepted;
  return socket;
}

test('bytes go to the printer and its answers come back', async () => {
  const printer = await connected();
  const answer = new Promise<number[]>((resolve) => link.onBytes((chunk) => resolve([...chunk])));
  const got = once(printer, 'data');
  await link.write(Uint8Array.of(0x10, 0x04, 0x01));
  expect([...(await got)[0]]).toEqual([0x10, 0x04, 0x01]);
  printer.write(Uint8Array.of(0x16));
  expect(await answer).toEqual([0x16]);
});

test('an answer just before the printer hangs up is kept, and the end is told once', async () => {
  const printer = await connected();
  const got: number[] = [];
  link.onBytes((chunk) => got.push(...chunk));
  const closed = new Promise<void>((resolve) => link.onClose(() => resolve()));
  printer.end(Uint8Array.of(0x12, 0x34));
  await closed;
  await settle(20);
  expect(got).toEqual([0x12, 0x34]);
  expect(closes).toMatchObject([{ code: 'link/closed' }]);
  await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
});

test('a reset connection refuses the writes that wait', async () => {
  const printer = await connected();
  printer.pause();
  const writes = Promise.allSettled(Array.from({ length: 200 }, () => link.write(new Uint8Array(1 << 16))));
  printer.resetAndDestroy();
  expect((await writes).at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'link/closed' } });
});

test('nobody listening is link/refused', async () => {
  server.close();
  await once(server, 'close');
  await expect(link.open()).rejects.toMatchObject({ code: 'link/refused' });
  expect(closes).toEqual([]);
});

test('an unknown name is link/not-found', async () => {
  const unknown = createTcpTransport({ host: 'printer.invalid', port: 9100 }, realClock);
  await expect(unknown.open()).rejects.toMatchObject({ code: 'link/not-found' });
});

test('a device that does not answer is link/time-out after the deadline', async () => {
  // Time that is up before any network can have answered.
  const deadlines: number[] = [];
  const hurried = {
    monotonicMs: () => 0,
    after(delayMs: number, run: () => void) {
      deadlines.push(delayMs);
      queueMicrotask(run);
      return () => {};
    },
  };
  const away = createTcpTransport({ host: '127.0.0.1', port }, hurried);
  await expect(away.open()).rejects.toMatchObject({
    code: 'link/time-out',
    message: expect.stringContaining('3000 ms'),
  });
  expect(deadlines).toEqual([3_000]);
});

test('closing is told once, and the link opens again', async () => {
  await connected();
  await Promise.all([link.close(), link.close()]);
  expect(closes).toEqual([undefined]);
  await connected();
  await link.write(Uint8Array.of(1));
  await settle(20);
  expect(closes).toEqual([undefined]);
});

test('opening again while the old connection still closes does not end the new one', async () => {
  await connected();
  const closing = link.close();
  await connected();
  await closing;
  await settle(20);
  await link.write(Uint8Array.of(1));
  expect(closes).toEqual([undefined]);
});

test('closing while connecting refuses the open', async () => {
  const opening = expect(link.open()).rejects.toMatchObject({ code: 'link/closed' });
  await link.close();
  await opening;
});
