import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createDeviceFileTransport } from '../../../firmware-bridge/transport/device-file.ts';
import type { LinkError, Transport } from '../../../firmware-bridge/transport/transport.ts';
import { settle } from '../../fake-clock.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../../pty-pair.ts';
import { realClock } from '../../real-clock.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

test('a missing device is link/not-found', async () => {
  await expect(createDeviceFileTransport({ path: '/dev/usb/lp-absent' }, realClock).open()).rejects.toMatchObject({
    code: 'link/not-found',
  });
});

test('an ordinary file is refused and left as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-file-'));
  const path = join(folder, 'letter.txt');
  await writeFile(path, 'dear');
  await expect(createDeviceFileTransport({ path }, realClock).open()).rejects.toMatchObject({
    code: 'link/failed',
    retryable: false,
  });
  await rm(folder, { recursive: true });
});

test('a device that cannot be read from is still written to', async () => {
  const nothing = createDeviceFileTransport({ path: '/dev/null' }, realClock);
  await nothing.open();
  await nothing.write(new Uint8Array(100));
  await nothing.close();
});

/** Stands in for usblp: a character device with the same errno habits (EAGAIN when nothing to say, an error when unplugged). */
describe.skipIf(ptyMissing !== undefined)('on a pseudo-terminal', () => {
  const pairs: PtyPair[] = [];
  const links: Transport[] = [];

  async function connect() {
    const pair = await openPtyPair();
    pairs.push(pair);
    const link = createDeviceFileTransport({ path: pair.path, pollMs: 2 }, realClock);
    links.push(link);
    const closes: (LinkError | undefined)[] = [];
    link.onClose((cause) => closes.push(cause));
    const closed = new Promise<void>((resolve) => link.onClose(() => resolve()));
    await link.open();
    return { pair, link, closes, closed };
  }

  afterEach(async () => {
    for (const link of links.splice(0)) await link.close();
    for (const pair of pairs.splice(0)) await pair.unplug();
  });

  test('bytes go both ways', async () => {
    const { pair, link } = await connect();
    const answer = new Promise<number[]>((resolve) => link.onBytes((chunk) => resolve([...chunk])));
    await link.write(Uint8Array.of(0x10, 0x04, 0x04));
    expect([...(await pair.read(3))]).toEqual([0x10, 0x04, 0x04]);
    pair.write(Uint8Array.of(0x12));
    expect(await answer).toEqual([0x12]);
  });

  test('more bytes than the device takes at once arrive whole and in order', async () => {
    const { pair, link } = await connect();
    const job = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const received = pair.read(job.length + 1);
    await Promise.all([link.write(job), link.write(Uint8Array.of(0xff))]);
    const got = await received;
    expect(Buffer.from(got).equals(Buffer.from([...job, 0xff]))).toBe(true);
  });

  test('an unplugged device is told once, with the cause, and writing is refused', async () => {
    const { pair, link, closes, closed } = await connect();
    await pair.unplug();
    await closed;
    await settle(20);
    expect(closes).toMatchObject([{ code: 'link/closed' }]);
    await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
  });

  test('closing is told once, and the link opens again', async () => {
    const { pair, link, closes } = await connect();
    await expect(link.open()).rejects.toMatchObject({ code: 'link/busy' });
    await Promise.all([link.close(), link.close()]);
    expect(closes).toEqual([undefined]);
    await link.open();
    await link.write(Uint8Array.of(9));
    expect([...(await pair.read(1))]).toEqual([9]);
  });
});
