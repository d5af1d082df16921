import { afterEach, describe, expect, test } from 'vitest';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import type { PrinterSettings } from '../../../hardware/receipt-printer/printer-settings.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { ptyMissing } from '../../pty-pair.ts';
import { realClock, until } from '../../real-clock.ts';
import { type FarEnd, ptyFarEnd, tcpFarEnd } from './far-ends.ts';
import { depositSlip } from './golden-papers.ts';
import { profile, tenLines } from './printer-bench.ts';

// The driver on links that the kernel carries, with the printer's own side of the bytes at the far end.

if (ptyMissing !== undefined) console.warn(ptyMissing);

/** Short waits: what is tried here is the link, and each wait is tried on a clock of its own elsewhere. */
const HURRIED: Partial<PrinterSettings> = { settleMs: 20, idlePollMs: 50, printingPollMs: 50 };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start<End extends FarEnd>(far: End, model: string, settings: Partial<PrinterSettings> = {}) {
  ends.push(far.end);
  const printer = createEscposPrinter({
    id: 'printer-1',
    transport: far.transport,
    profile: profile(model),
    clock: realClock,
    simulated: false,
    settings: { ...HURRIED, ...settings, link: { backoffFirstMs: 20, backoffCeilingMs: 100 } },
  });
  ends.push(() => printer.stop());
  await printer.start();
  const isIn = (state: string): Promise<void> =>
    until(
      (look) => printer.onHealth(look),
      () => printer.health().state === state,
    );
  await isIn('ready');
  return { far, printer, isIn };
}

const links = [
  ['a serial port', (model: string) => ptyFarEnd('serial', model)],
  ['a device file', (model: string) => ptyFarEnd('device file', model)],
  ['a network printer', (model: string) => tcpFarEnd(model)],
] as const;

describe.skipIf(ptyMissing !== undefined).each(links)('%s of the kernel', (_, open) => {
  test.each(['epson-tm-t82iii', 'generic-58', 'xp-58'])('%s prints, answers and confirms', async (model) => {
    const { far, printer } = await start(await open(model), model);
    expect(await printer.print('a', depositSlip)).toEqual({ state: 'confirmed' });
    expect(await printer.print('b', tenLines)).toEqual({ state: 'confirmed' });
    expect(far.printer.roll.papers().length).toBe(2);
    expect(far.printer.roll.drawerKicks).toBe(1);
    expect(far.printer.roll.rawControlBytes).toBe(0);
  });

  // Break it: let #confirm in print-jobs.ts answer `failed` when the link is lost, and the outbox would print a twin.
  test('a plug pulled in mid job leaves a question, and the next paper comes out after it is put in again', async () => {
    const { far, printer, isIn } = await start(await open('generic-80'), 'generic-80');
    far.printer.set('slow', true);
    const outcome = printer.print('a', tenLines);
    await until(far.onMoved, () => far.printer.roll.papers().length > 0);
    await far.unplug();
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/closed' });
    await isIn('fault');
    expect(await printer.print('b', tenLines)).toMatchObject({ state: 'failed' });
    far.printer.set('slow', false);
    far.printer.roll.tearOff();
    await far.plug();
    await isIn('ready');
    expect(await printer.print('b', tenLines)).toEqual({ state: 'confirmed' });
    expect(far.printer.roll.papers().length).toBe(1);
  });

  test('paper out is said before the first byte, and when it is mended', async () => {
    const { far, printer, isIn } = await start(await open('epson-tm-t82iii'), 'epson-tm-t82iii');
    far.printer.set('paper-out', true);
    await isIn('fault');
    expect(await printer.print('a', tenLines)).toEqual({ state: 'failed', code: 'printer/paper-out' });
    far.printer.set('paper-out', false);
    await isIn('ready');
    expect(await printer.print('a', tenLines)).toEqual({ state: 'confirmed' });
    expect(far.printer.roll.papers().length).toBe(1);
  });
});

describe('a network printer', () => {
  /** More than both ends' buffers of the kernel hold. */
  const endless: Paper = {
    title: '',
    blocks: Array.from({ length: 400 }, () => ({ kind: 'qr', text: 'U8K2-4F7Q'.repeat(12) })),
  };

  test('whose window stays shut is given up at the deadline, and connected to anew', async () => {
    const far = await tcpFarEnd('generic-58');
    const { printer, isIn } = await start(far, 'generic-58', { writeTimeoutMs: 300 });
    const outcome = printer.print('a', endless);
    await until(far.onMoved, () => far.printer.roll.papers().length > 0);
    far.stall(true);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/time-out' });
    far.stall(false);
    await isIn('ready');
    expect(far.connections()).toBeGreaterThan(1);
    expect(await printer.print('b', tenLines)).toEqual({ state: 'confirmed' });
  });

  test('that vanished without a word is found out by its silence, and connected to anew', async () => {
    const far = await tcpFarEnd('generic-80');
    const { printer, isIn } = await start(far, 'generic-80', { statusTimeoutMs: 100 });
    // As over a cable pulled out behind a switch: no FIN, no RST, bytes are still taken.
    far.printer.set('silent', true);
    await isIn('fault');
    expect((await printer.print('a', tenLines)).state).toBe('failed');
    await until(
      (look) => printer.onHealth(look),
      () => far.connections() > 1,
    );
    far.printer.set('silent', false);
    await isIn('ready');
    expect(await printer.print('a', tenLines)).toEqual({ state: 'confirmed' });
  });
});
