import { expect, test } from 'vitest';
import { createMemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import { LinkError, type Transport } from '../../firmware-bridge/transport/transport.ts';
import { createHealth } from '../../hardware/device-health.ts';
import { createSupervisedLink } from '../../hardware/supervised-link.ts';
import { FakeClock } from '../fake-clock.ts';

const device = { zh: '读卡器', en: 'card reader' };

function supervise(wrap: (transport: Transport) => Transport = (transport) => transport) {
  const clock = new FakeClock();
  const cable = createMemoryCable('test cable');
  const health = createHealth({ clock });
  const opens: number[] = [];
  const near = wrap(cable.near);
  const transport: Transport = {
    name: near.name,
    open: () => {
      opens.push(clock.monotonicMs());
      return near.open();
    },
    write: (bytes) => near.write(bytes),
    close: () => near.close(),
    onBytes: (listener) => near.onBytes(listener),
    onClose: (listener) => near.onClose(listener),
  };
  const link = createSupervisedLink({ transport, clock, health, device });
  const heard: string[] = [];
  link.onUp(() => heard.push('up'));
  link.onLost((cause) => heard.push(`lost ${cause.code}`));
  return { clock, cable, health, link, heard, opens };
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));

test('a link that is there comes up at once, without a fault', async () => {
  const { clock, link, heard, health } = supervise();
  link.start();
  await clock.advance(0);
  expect(heard).toEqual(['up']);
  expect(health.snapshot().faults).toEqual([]);
});

test('a missing link is a sentence for the clerk in both languages, and is tried with doubling waits up to four seconds', async () => {
  const { clock, cable, link, health, opens } = supervise();
  cable.unplug();
  link.start();
  await clock.advance(20_000);
  expect(gaps(opens)).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000]);
  expect(health.snapshot().faults[0]).toMatchObject({
    code: 'link/not-found',
    says: { zh: '读卡器没接上，请检查电源和连线', en: 'The card reader is not connected. Check its power and cable.' },
  });
});

test('an unplugged link is reported lost, keeps the time it began, and comes back when plugged in', async () => {
  const { clock, cable, link, heard, health } = supervise();
  link.start();
  await clock.advance(60_000);
  const lostAt = clock.read().wallMs;
  cable.unplug();
  expect(health.snapshot().faults).toMatchObject([{ code: 'link/closed', sinceMs: lostAt }]);
  await clock.advance(1_000);
  expect(health.snapshot().faults).toMatchObject([{ code: 'link/not-found', sinceMs: lostAt }]);
  cable.plug();
  await clock.advance(1_000);
  expect(heard).toEqual(['up', 'lost link/closed', 'up']);
  expect(health.snapshot().faults).toEqual([]);
  expect(health.snapshot().counters).toMatchObject({ reconnects: 1 });
});

test('a link that comes and goes does not spin', async () => {
  const { clock, cable, link, opens } = supervise();
  link.onUp(() => {
    cable.unplug();
    cable.plug();
  });
  link.start();
  await clock.advance(10_000);
  expect(gaps(opens)).toEqual([250, 500, 1_000, 2_000, 4_000]);
});

test('an open that never answers is given up after its deadline', async () => {
  const { clock, link, health } = supervise((near) => ({
    ...near,
    name: near.name,
    open: () => new Promise(() => {}),
    write: (b) => near.write(b),
    close: () => near.close(),
    onBytes: (l) => near.onBytes(l),
    onClose: (l) => near.onClose(l),
  }));
  link.start();
  await clock.advance(10_000);
  expect(health.snapshot().faults).toMatchObject([{ code: 'link/time-out' }]);
});

test('what only a person can mend is tried at the ceiling', async () => {
  const { clock, link, opens } = supervise((near) => ({
    name: near.name,
    open: () => Promise.reject(new LinkError('link/failed', 'not a serial port', { retryable: false })),
    write: (b) => near.write(b),
    close: () => near.close(),
    onBytes: (l) => near.onBytes(l),
    onClose: (l) => near.onClose(l),
  }));
  link.start();
  await clock.advance(10_000);
  expect(gaps(opens)).toEqual([4_000, 4_000]);
});

test('a driver can drop a dead line', async () => {
  const { clock, link, heard, health } = supervise();
  link.start();
  await clock.advance(0);
  link.drop(new LinkError('link/time-out', 'no heartbeat'));
  expect(health.snapshot().faults).toMatchObject([{ code: 'link/time-out' }]);
  await clock.advance(250);
  expect(heard).toEqual(['up', 'lost link/time-out', 'up']);
});

test('bytes go both ways while up, and writing while down is refused', async () => {
  const { clock, cable, link } = supervise();
  const got: number[] = [];
  link.onBytes((chunk) => got.push(...chunk));
  await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link/closed' });
  link.start();
  await cable.far.open();
  await clock.advance(0);
  const far: number[] = [];
  cable.far.onBytes((chunk) => far.push(...chunk));
  await link.write(Uint8Array.of(1, 2));
  await cable.far.write(Uint8Array.of(3));
  await clock.advance(0);
  expect([far, got]).toEqual([[1, 2], [3]]);
});

test('a stopped link says nothing, leaves no timer, and can be started again', async () => {
  const { clock, cable, link, heard } = supervise();
  link.start();
  await clock.advance(0);
  await link.stop();
  cable.unplug();
  await clock.advance(60_000);
  expect(clock.pending).toBe(0);
  expect(heard).toEqual(['up']);
  cable.plug();
  link.start();
  await clock.advance(0);
  expect(heard).toEqual(['up', 'up']);
});

test('stopping while opening leaves nothing open', async () => {
  let finish = (): void => {};
  const opened: string[] = [];
  const { clock, link, heard } = supervise((near) => ({
    name: near.name,
    open: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }).then(() => {
        opened.push('open');
      }),
    write: (b) => near.write(b),
    close: async () => {
      opened.push('close');
    },
    onBytes: (l) => near.onBytes(l),
    onClose: (l) => near.onClose(l),
  }));
  link.start();
  await link.stop();
  finish();
  await clock.advance(0);
  expect(opened.slice(-2)).toEqual(['open', 'close']);
  expect(heard).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('what a listener throws goes on, and names the device and its cable', async () => {
  const { clock, cable, link } = supervise();
  const defect = new TypeError('a defect');
  link.start();
  await cable.far.open();
  await clock.advance(0);
  link.onLost(() => {
    throw defect;
  });
  expect(() => cable.unplug()).toThrowError(
    expect.objectContaining({ message: 'a listener of the card reader at test cable failed', cause: defect }),
  );
});
