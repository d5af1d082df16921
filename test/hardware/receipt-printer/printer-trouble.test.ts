import { describe, expect, it } from 'vitest';
import { defaultPrinterSettings } from '../../../hardware/receipt-printer/printer-settings.ts';
import { PRINTER_FAULTS, SLOW_LINE_MS } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import { receipt } from './golden-papers.ts';
import { printerBench, profile, tenLines } from './printer-bench.ts';

describe('trouble before the first byte is a failure with nothing printed', () => {
  it.each([
    ['paper-out', 'printer/paper-out'],
    ['cover-open', 'printer/cover-open'],
    ['cutter-jam', 'printer/cutter-jam'],
    ['head-hot', 'printer/overheated'],
    ['mechanical', 'printer/mechanical'],
    ['broken', 'printer/broken'],
    ['offline', 'printer/offline'],
    ['silent', 'printer/no-answer'],
    ['disconnect', 'link/closed'],
  ])('%s', async (fault, code) => {
    const { clock, simulator, print } = await printerBench();
    simulator.setFault(fault, true);
    expect(await print('a', receipt)).toEqual({ state: 'failed', code });
    expect(simulator.papers()).toEqual([]);
    simulator.setFault(fault, false);
    // Time to be found and opened again.
    await clock.advance(6_000);
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(simulator.papers().length).toBe(1);
  });

  it('near-end prints all the same', async () => {
    const { simulator, print, printer, codes } = await printerBench();
    simulator.setFault('near-end', true);
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(codes()).toEqual(['printer/paper-near-end']);
    expect(printer.health().state).toBe('waiting');
  });
});

describe('trouble in the middle of a job is unconfirmed, at every line', () => {
  const lines = Array.from({ length: 9 }, (_, line) => line + 1);

  it.each(lines)('paper out after line %i', async (line) => {
    const { clock, simulator, printer, codes } = await printerBench();
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(line * SLOW_LINE_MS);
    simulator.setFault('paper-out', true);
    await clock.advance(2_000);
    expect(codes()).toEqual(['printer/paper-out']);
    await clock.advance(20_000);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'printer/paper-out' });
  });

  it.each(lines)('unplugged after line %i', async (line) => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(line * SLOW_LINE_MS);
    simulator.setFault('disconnect', true);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/closed' });
  });

  it('paper put in again in time is confirmed after all', async () => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(3 * SLOW_LINE_MS);
    simulator.setFault('paper-out', true);
    await clock.advance(2_000);
    simulator.setFault('paper-out', false);
    await clock.advance(10_000);
    expect(await outcome).toEqual({ state: 'confirmed' });
  });

  it('a late answer of an earlier job never confirms the next one', async () => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('slow', true);
    const first = printer.print('first', tenLines);
    await clock.advance(SLOW_LINE_MS);
    simulator.setFault('paper-out', true);
    await clock.advance(30_000);
    expect(await first).toEqual({ state: 'unconfirmed', code: 'printer/paper-out' });
    simulator.setFault('paper-out', false);
    // Break it: count no answers still owed, and the second job is confirmed while its lines are still in the buffer.
    let cutBeforeOutcome = 0;
    const second = printer.print('second', tenLines).then((outcome) => {
      cutBeforeOutcome = simulator.papers().filter(({ lines }) => lines.at(-1)?.kind === 'cut').length;
      return outcome;
    });
    await clock.advance(30_000);
    expect(await second).toEqual({ state: 'confirmed' });
    expect(cutBeforeOutcome).toBe(2);
  });

  it('a printer that falls silent is unconfirmed and reopened', async () => {
    const { clock, simulator, printer, codes } = await printerBench();
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(SLOW_LINE_MS);
    simulator.setFault('silent', true);
    await clock.advance(30_000);
    expect((await outcome).state).toBe('unconfirmed');
    expect(codes().length).toBeGreaterThan(0);
    simulator.setFault('silent', false);
    await clock.advance(20_000);
    expect(printer.health().state).toBe('ready');
  });
});

describe('health', () => {
  it('notices an open cover while idle, by polling', async () => {
    const { clock, simulator, codes } = await printerBench();
    simulator.setFault('cover-open', true);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(codes()).toEqual(['printer/cover-open']);
    simulator.setFault('cover-open', false);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(codes()).toEqual([]);
  });

  it('hears of it at once from a model with automatic status', async () => {
    const { clock, simulator, codes } = await printerBench(profile('epson-tm-t82iii'));
    simulator.setFault('cover-open', true);
    await clock.advance(0);
    expect(codes()).toEqual(['printer/cover-open']);
  });

  it('says both languages for every fault', async () => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('paper-out', true);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(printer.health().faults[0]?.says).toEqual({
      zh: '打印纸用完了，请换一卷纸',
      en: 'The printer is out of paper. Put in a new roll.',
    });
  });

  it('comes back after a replug and leaves no timer behind when stopped', async () => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('disconnect', true);
    await clock.advance(3_000);
    expect(printer.health().state).toBe('fault');
    simulator.setFault('disconnect', false);
    await clock.advance(6_000);
    expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(printer.health().counters.reconnects).toBe(1);
    await printer.stop();
    await clock.advance(0);
    expect(clock.pending).toBe(0);
  });

  it('a job under way at stop is unconfirmed, a waiting one failed', async () => {
    const { clock, simulator, printer } = await printerBench();
    simulator.setFault('slow', true);
    const first = printer.print('a', tenLines);
    const second = printer.print('b', tenLines);
    await clock.advance(SLOW_LINE_MS);
    await printer.stop();
    expect(await first).toEqual({ state: 'unconfirmed', code: 'link/closed' });
    expect(await second).toEqual({ state: 'failed', code: 'link/closed' });
  });

  it('refuses an unknown fault by name', async () => {
    const { simulator } = await printerBench();
    expect(() => simulator.setFault('rain', true)).toThrow(/rain/);
    expect(simulator.faults().map(({ id }) => id)).toEqual(Object.keys(PRINTER_FAULTS));
  });
});
