import { get, type IncomingMessage } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createLiveStream, KEEP_ALIVE_MS, type LiveStream } from '../../../src/http/live-stream.ts';
import { createApp, listen } from '../../../src/http/server.ts';
import { FakeClock } from '../../fake-clock.ts';

// Breaking it on purpose: leave out the comment (the keep-alive test waits for ever), or the limit of what a screen may leave unread.

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openStream() {
  const clock = new FakeClock();
  const reported: unknown[] = [];
  const live = createLiveStream({ after: (ms, run) => clock.after(ms, run), report: (error) => reported.push(error) });
  const app = createApp({
    routes: [],
    live,
    authenticate: () => undefined,
    screenFolder: '.',
    hosts: ['127.0.0.1'],
    version: 'test',
    report: () => undefined,
  });
  const server = await listen(app, 0, '127.0.0.1');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  closers.push(async () => {
    live.close();
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  });
  return { clock, live, reported, url: `http://127.0.0.1:${address.port}/api/events` };
}

const attach = (url: string) => new Promise<IncomingMessage>((resolve) => get(url, resolve));

/** Reads on until the text is there. */
function reads(screen: IncomingMessage, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    screen.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
      if (received.includes(text)) resolve(received);
    });
    screen.on('close', () => reject(new Error(`closed after ${received.slice(-100)}`)));
  });
}

/** Resolves when so many screens are attached; a screen that went away is noticed by the operating system, not by a clock. */
async function screensAre(live: LiveStream, count: number): Promise<void> {
  while (live.screens !== count) await new Promise((resolve) => setImmediate(resolve));
}

it('writes a comment every quarter of a minute, so that a dead screen is noticed', async () => {
  const { clock, live, url } = await openStream();
  const screen = await attach(url);
  const alive = reads(screen, ': alive\n\n: alive\n\n');
  await clock.advance(2 * KEEP_ALIVE_MS);
  await alive;
  screen.destroy();
  await screensAre(live, 0);
  await clock.advance(KEEP_ALIVE_MS);
  expect(clock.pending).toBe(0);
});

it('delivers events in order, and to a screen that came back as to the others', async () => {
  const { live, url } = await openStream();
  const first = await attach(url);
  const other = await attach(url);
  const inOrder = reads(first, 'event: last');
  for (let number = 1; number <= 200; number++) live.publish({ name: 'count', payload: { number } });
  live.publish({ name: 'last', payload: null });
  const numbers = [...(await inOrder).matchAll(/"number":(\d+)/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  first.destroy();
  await screensAre(live, 1);
  const again = reads(await attach(url), 'event: back');
  const same = reads(other, 'event: back');
  live.publish({ name: 'back', payload: 1 });
  await Promise.all([again, same]);
});

it('drops a screen that reads nothing, and keeps the others', async () => {
  const { live, url } = await openStream();
  const stuck = await attach(url);
  stuck.pause();
  const reader = await attach(url);
  const atTheEnd = reads(reader, 'event: end');
  const payload = 'x'.repeat(100_000);
  const closed = new Promise((resolve) => stuck.on('close', resolve));
  while (live.screens === 2) {
    live.publish({ name: 'much', payload });
    await new Promise((resolve) => setImmediate(resolve));
  }
  live.publish({ name: 'end', payload: null });
  await atTheEnd;
  stuck.resume();
  await closed;
  expect(live.screens).toBe(1);
});

it('tells the screens although a listener fails, and reports that', async () => {
  const { live, reported, url } = await openStream();
  live.on(() => {
    throw new Error('this listener fails');
  });
  const heard: string[] = [];
  live.on(({ name }) => heard.push(name));
  const told = reads(await attach(url), 'event: punch');
  live.publish({ name: 'punch', payload: {} });
  await told;
  expect(heard).toEqual(['punch']);
  expect(reported).toEqual([new Error('this listener fails')]);
});
