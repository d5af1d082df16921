import { describe, expect, it } from 'vitest';
import { LinkError, type Transport } from '../../../firmware-bridge/transport/transport.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { defaultPrinterSettings } from '../../../hardware/receipt-printer/printer-settings.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { FakeClock } from '../../fake-clock.ts';
import { receipt } from './golden-papers.ts';
import { profile } from './printer-bench.ts';

type Write = Transport['write'];

/** A printer whose link misbehaves on writing, from the moment the test says so. */
async function benchWith(misbehave: (bytes: Uint8Array) => ReturnType<Write> | undefined) {
  const clock = new FakeClock();
  const of = profile('generic-80');
  const { transport: cable, simulator } = createPrinterSimulator({ clock, profile: of });
  const transport: Transport = {
    name: cable.name,
    open: () => cable.open(),
    close: () => cable.close(),
    onBytes: (listener) => cable.onBytes(listener),
    onClose: (listener) => cable.onClose(listener),
    write: (bytes) => misbehave(bytes) ?? cable.write(bytes),
  };
  const printer = createEscposPrinter({ id: 'printer-1', transport, profile: of, clock, simulated: false });
  await printer.start();
  await clock.advance(500);
  return { clock, printer, simulator };
}
const isJob = (bytes: Uint8Array): boolean => bytes[0] === 0x1b;
const never = new Promise<void>(() => {});

describe('a link that does not take bytes', () => {
  it('that stalls inside a job ends unconfirmed at the deadline, and the next job may try', async () => {
    let stalls = true;
    const { clock, printer } = await benchWith((bytes) => (stalls && isJob(bytes) ? never : undefined));
    const outcome = printer.print('a', receipt);
    await clock.advance(defaultPrinterSettings.writeTimeoutMs + 100);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/time-out' });
    stalls = false;
    await clock.advance(6_000);
    const next = printer.print('b', receipt);
    await clock.advance(20_000);
    expect(await next).toEqual({ state: 'confirmed' });
  });

  it('that fails inside a job ends unconfirmed at once', async () => {
    const { clock, printer } = await benchWith((bytes) =>
      isJob(bytes) ? Promise.reject(new LinkError('link/failed', 'EIO')) : undefined,
    );
    const outcome = printer.print('a', receipt);
    await clock.advance(0);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/closed' });
  });

  it('that stalls on the question before the job ends as a failure with nothing printed', async () => {
    let stalls = false;
    const { clock, printer, simulator } = await benchWith(() => (stalls ? never : undefined));
    stalls = true;
    const outcome = printer.print('a', receipt);
    await clock.advance(defaultPrinterSettings.statusTimeoutMs);
    expect(await outcome).toEqual({ state: 'failed', code: 'printer/no-answer' });
    expect(simulator.papers()).toEqual([]);
  });

  it('a listener that throws leaves an outcome, and the queue goes on', async () => {
    const { clock, printer, simulator } = await benchWith(() => undefined);
    simulator.setFault('near-end', true);
    const stop = printer.onHealth(() => {
      throw new Error('a defect in the desk');
    });
    const outcome = printer.print('a', receipt);
    await clock.advance(2_000);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'printer/driver-error' });
    stop();
    const next = printer.print('b', receipt);
    await clock.advance(20_000);
    expect(await next).toEqual({ state: 'confirmed' });
  });
});
