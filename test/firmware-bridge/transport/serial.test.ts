import { afterEach, describe, expect, test } from 'vitest';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import type { LinkError, Transport } from '../../../firmware-bridge/transport/transport.ts';
import { settle } from '../../fake-clock.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../../pty-pair.ts';

if (ptyMissing !== undefined) console.warn(ptyMissing);

test('a missing path is link/not-found', async () => {
  const missing = createSerialTransport({ path: '/dev/qingyu-absent', baudRate: 9600 });
  await expect(missing.open()).rejects.toMatchObject({ code: 'link/not-found', retryable: true });
});

test('what is no serial port is link/failed', async () => {
  await expect(createSerialTransport({ path: '/dev/null', baudRate: 9600 }).open()).rejects.toMatchObject({
    code: 'link/failed',
  });
});

test('closing what was never opened is fine, writing is refused', async () => {
  const closed = createSerialTransport({ path: '/dev/qingyu-absent', baudRate: 9600 });
  await closed.close();
  await expect(closed.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
});

describe.skipIf(ptyMissing !== undefined)('on a pseudo-terminal', () => {
  const pairs: PtyPair[] = [];
  const open: Transport[] = [];

  async function connect() {
    const pair = await openPtyPair();
    pairs.push(pair);
    const port = createSerialTransport({ path: pair.path, baudRate: 9600 });
    open.push(port);
    const closes: (LinkError | undefined)[] = [];
    port.onClose((cause) => closes.push(cause));
    const closed = new Promise<void>((resolve) => port.onClose(() => resolve()));
    await port.open();
    return { pair, port, closes, closed };
  }

  afterEach(async () => {
    for (const port of open.splice(0)) await port.close();
    for (const pair of pairs.splice(0)) await pair.unplug();
  });

  test('bytes go both ways, all 256 of them', async () => {
    const { pair, port } = await connect();
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    const got: number[] = [];
    const complete = new Promise<void>((resolve) => {
      port.onBytes((chunk) => {
        got.push(...chunk);
        if (got.length === 256) resolve();
      });
    });
    await port.write(all);
    expect(await pair.read(256)).toEqual(all);
    pair.write(all);
    await complete;
    expect(got).toEqual([...all]);
  });

  test('a second open of the same port is link/busy', async () => {
    const { pair, port } = await connect();
    await expect(port.open()).rejects.toMatchObject({ code: 'link/busy' });
    await expect(createSerialTransport({ path: pair.path, baudRate: 9600 }).open()).rejects.toMatchObject({
      code: 'link/busy',
    });
  });

  test('close is told once and without a cause, also when asked twice', async () => {
    const { port, closes } = await connect();
    await Promise.all([port.close(), port.close()]);
    await settle(20);
    expect(closes).toEqual([undefined]);
  });

  test('an unplugged port is told once, with the cause', async () => {
    const { pair, closes, closed } = await connect();
    await pair.unplug();
    await closed;
    await settle(20);
    expect(closes).toMatchObject([{ code: 'link/closed' }]);
  });

  test('a port unplugged in the middle of talking is told as well, and does not spin', async () => {
    const { pair, port, closes, closed } = await connect();
    const firstChunk = port.onBytes(() => {
      firstChunk();
      pair.unplugNow();
    });
    pair.write(new Uint8Array(64));
    await closed;
    expect(closes).toMatchObject([{ code: 'link/closed' }]);
  });

  test('a write to an unplugged port is refused, not forgotten, and the close is told once', async () => {
    const { pair, port, closes, closed } = await connect();
    const unplugged = pair.unplug();
    // Every one of them is answered, whichever way: otherwise this never settles.
    const writes = Promise.allSettled(Array.from({ length: 50 }, () => port.write(new Uint8Array(1_000))));
    await unplugged;
    await closed;
    await writes;
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
    await settle(20);
    expect(closes).toHaveLength(1);
  });

  test('the same transport opens again after a close', async () => {
    const { pair, port } = await connect();
    await port.close();
    await port.open();
    await port.write(Uint8Array.of(7));
    expect(await pair.read(1)).toEqual(Uint8Array.of(7));
  });

  test('opening while closing waits for the close and tells it as asked', async () => {
    const { port, closes } = await connect();
    const closing = port.close();
    await Promise.all([port.open(), closing]);
    await port.write(Uint8Array.of(1));
    expect(closes).toEqual([undefined]);
  });

  test('closing while opening leaves the port closed', async () => {
    const pair = await openPtyPair();
    pairs.push(pair);
    const port = createSerialTransport({ path: pair.path, baudRate: 9600 });
    const opening = port.open();
    const outcome = expect(opening).rejects.toMatchObject({ code: 'link/closed' });
    await port.close();
    await outcome;
    await port.open();
    await port.close();
  });
});
