import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile, printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import { defaultPrinterSettings } from '../../../hardware/receipt-printer/printer-settings.ts';
import { createPrinterSimulator, SLOW_LINE_MS } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { Paper, PaperPicture, PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';
import { depositSlip, receipt } from './golden-papers.ts';
import { papers, texts } from './paper-arbitraries.ts';

const profile = (name: string): PrinterProfile => loadPrinterProfile(name);
const note = (text: string): Paper => ({ title: '', blocks: [{ kind: 'text', text }, { kind: 'cut' }] });
const tenLines = note(Array.from({ length: 10 }, (_, line) => `第 ${line + 1} 行`).join('\n'));

async function bench(of: PrinterProfile = profile('generic-80')) {
  const clock = new FakeClock();
  const { transport, simulator } = createPrinterSimulator({ clock, profile: of });
  const printer = createEscposPrinter({ id: 'printer-1', transport, profile: of, clock, simulated: true });
  await printer.start();
  await clock.advance(100);
  /** Prints and turns the clock until the outcome is there. */
  const print = async (jobId: string, paper: Paper, mostMs = 60_000): Promise<PrintOutcome> => {
    let outcome: PrintOutcome | undefined;
    void printer.print(jobId, paper).then((end) => {
      outcome = end;
    });
    for (let ms = 0; outcome === undefined && ms < mostMs; ms += 250) await clock.advance(250);
    return outcome ?? { state: 'failed', code: 'test/no-outcome' };
  };
  const codes = (): string[] => printer.health().faults.map(({ code }) => code);
  return { clock, simulator, printer, print, codes };
}

/** A raster says no words: what it shows is compared by its modules. */
const seen = (picture: PaperPicture | undefined, of: PrinterProfile): unknown =>
  picture?.lines.map((line) => (line.kind === 'qr' && !of.nativeQr ? { ...line, text: '' } : line));

describe.each(printerProfileNames())('on %s', (name) => {
  const of = profile(name);

  it('what the driver lays out is what hangs out of the printer', async () => {
    const { simulator, printer, print } = await bench(of);
    for (const paper of [depositSlip, receipt]) {
      expect(await print(paper.title, paper)).toEqual({ state: 'confirmed' });
      expect(seen(simulator.papers().at(-1), of)).toEqual(seen(printer.preview(paper), of));
    }
    expect(simulator.papers().length).toBe(2);
    expect(simulator.drawerKicks()).toBe(1);
    expect(simulator.rawControlBytes()).toBe(0);
    simulator.tearOff();
    expect(simulator.papers()).toEqual([]);
  });

  it('any paper comes out as laid out, without a raw control byte', async () => {
    const { clock, simulator, printer } = await bench(of);
    let job = 0;
    await fc.assert(
      fc.asyncProperty(papers, async (paper) => {
        simulator.tearOff();
        void printer.print(`job-${job++}`, paper);
        // The status round, the job, the settling and the last look.
        await clock.advance(defaultPrinterSettings.settleMs + 100);
        expect(simulator.papers().map((picture) => seen(picture, of))).toEqual([seen(printer.preview(paper), of)]);
        expect(simulator.rawControlBytes()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

it('500 hostile strings: no raw control byte, no command of theirs obeyed (F13)', async () => {
  // Break it: let printableText and encodeJob pass ESC, and the drawer count or the control count turns red.
  const { simulator, print } = await bench();
  const strings = fc.sample(texts, { numRuns: 500, seed: 13 });
  expect(strings.some((text) => text.includes('\u001bp'))).toBe(true);
  const paper: Paper = {
    title: '',
    blocks: [...strings.map((text) => ({ kind: 'row' as const, left: text, right: '1.00' })), { kind: 'cut' }],
  };
  expect(await print('hostile', paper)).toEqual({ state: 'confirmed' });
  expect(simulator.rawControlBytes()).toBe(0);
  expect(simulator.drawerKicks()).toBe(0);
  expect(simulator.papers().length).toBe(1);
});

describe('confirmation', () => {
  it('takes the printer’s word for the process id at once', async () => {
    const { clock, printer } = await bench(profile('epson-tm-t82iii'));
    const outcome = printer.print('a', receipt);
    await clock.advance(0);
    expect(await outcome).toEqual({ state: 'confirmed' });
  });

  it('waits until the last line is really printed', async () => {
    const { clock, simulator, printer } = await bench(profile('epson-tm-t82iii'));
    simulator.setFault('slow', true);
    let outcome: PrintOutcome | undefined;
    void printer.print('a', tenLines).then((end) => {
      outcome = end;
    });
    await clock.advance(10 * SLOW_LINE_MS - 1);
    expect(outcome).toBeUndefined();
    await clock.advance(1);
    expect(outcome).toEqual({ state: 'confirmed' });
  });

  it('a printer that only answers status is never called confirmed', async () => {
    const { print } = await bench({ ...profile('generic-80'), orderedStatus: false });
    expect(await print('a', receipt)).toEqual({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
  });

  it('a printer behind a write-only link neither', async () => {
    const mute = { ...profile('generic-80'), orderedStatus: false, realTimeStatus: false };
    const { print, printer } = await bench(mute);
    expect(printer.health().state).toBe('ready');
    expect(await print('a', receipt)).toEqual({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
  });

  it('a model that turns out to lack GS ( H falls back to its ordered answer', async () => {
    const claimed = profile('epson-tm-t82iii');
    const clock = new FakeClock();
    const { transport } = createPrinterSimulator({ clock, profile: { ...claimed, processId: false } });
    const printer = createEscposPrinter({ id: 'p', transport, profile: claimed, clock, simulated: true });
    await printer.start();
    await clock.advance(100);
    const outcome = printer.print('a', tenLines);
    await clock.advance(20_000);
    expect(await outcome).toEqual({ state: 'confirmed' });
  });

  it('the same job id prints once', async () => {
    const { simulator, print } = await bench();
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(simulator.papers().length).toBe(1);
  });

  it('jobs come out in the order they were given', async () => {
    const { clock, simulator, printer } = await bench();
    simulator.setFault('slow', true);
    const outcomes = Promise.all(['一', '二', '三'].map((text) => printer.print(text, note(text))));
    await clock.advance(20_000);
    expect((await outcomes).map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(simulator.papers().map(({ lines }) => lines[0])).toMatchObject([
      { text: '一' },
      { text: '二' },
      { text: '三' },
    ]);
  });
});

describe('trouble before the first byte is a failure with nothing printed', () => {
  it.each([
    ['paper-out', 'printer/paper-out'],
    ['cover-open', 'printer/cover-open'],
    ['cutter-jam', 'printer/cutter-jam'],
    ['offline', 'printer/offline'],
    ['silent', 'printer/no-answer'],
    ['disconnect', 'link/closed'],
  ])('%s', async (fault, code) => {
    const { clock, simulator, print } = await bench();
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
    const { simulator, print, printer, codes } = await bench();
    simulator.setFault('near-end', true);
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(codes()).toEqual(['printer/paper-near-end']);
    expect(printer.health().state).toBe('waiting');
  });
});

describe('trouble in the middle of a job is unconfirmed, at every line', () => {
  const lines = Array.from({ length: 9 }, (_, line) => line + 1);

  it.each(lines)('paper out after line %i', async (line) => {
    const { clock, simulator, printer, codes } = await bench();
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
    const { clock, simulator, printer } = await bench();
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(line * SLOW_LINE_MS);
    simulator.setFault('disconnect', true);
    expect(await outcome).toEqual({ state: 'unconfirmed', code: 'link/closed' });
  });

  it('paper put in again in time is confirmed after all', async () => {
    const { clock, simulator, printer } = await bench();
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
    const { clock, simulator, printer, print } = await bench();
    simulator.setFault('slow', true);
    const first = printer.print('first', tenLines);
    await clock.advance(SLOW_LINE_MS);
    simulator.setFault('paper-out', true);
    await clock.advance(30_000);
    expect(await first).toEqual({ state: 'unconfirmed', code: 'printer/paper-out' });
    simulator.setFault('paper-out', false);
    const second = await print('second', note('第二张'));
    expect(second).toEqual({ state: 'confirmed' });
    expect(simulator.papers().length).toBe(2);
    expect(simulator.papers()[1]?.lines[0]).toMatchObject({ text: '第二张' });
  });

  it('a printer that falls silent is unconfirmed and reopened', async () => {
    const { clock, simulator, printer, codes } = await bench();
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
    const { clock, simulator, codes } = await bench();
    simulator.setFault('cover-open', true);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(codes()).toEqual(['printer/cover-open']);
    simulator.setFault('cover-open', false);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(codes()).toEqual([]);
  });

  it('hears of it at once from a model with automatic status', async () => {
    const { clock, simulator, codes } = await bench(profile('epson-tm-t82iii'));
    simulator.setFault('cover-open', true);
    await clock.advance(0);
    expect(codes()).toEqual(['printer/cover-open']);
  });

  it('says both languages for every fault', async () => {
    const { clock, simulator, printer } = await bench();
    simulator.setFault('paper-out', true);
    await clock.advance(defaultPrinterSettings.idlePollMs);
    expect(printer.health().faults[0]?.says).toEqual({
      zh: '打印纸用完了，请换一卷纸',
      en: 'The printer is out of paper. Put in a new roll.',
    });
  });

  it('comes back after a replug and leaves no timer behind when stopped', async () => {
    const { clock, simulator, printer } = await bench();
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
    const { clock, simulator, printer } = await bench();
    simulator.setFault('slow', true);
    const first = printer.print('a', tenLines);
    const second = printer.print('b', tenLines);
    await clock.advance(SLOW_LINE_MS);
    await printer.stop();
    expect(await first).toEqual({ state: 'unconfirmed', code: 'link/closed' });
    expect(await second).toEqual({ state: 'failed', code: 'link/closed' });
  });

  it('refuses an unknown fault by name', async () => {
    const { simulator } = await bench();
    expect(() => simulator.setFault('rain', true)).toThrow(/rain/);
    expect(simulator.faults().map(({ id }) => id)).toEqual([
      ...['paper-out', 'near-end', 'cover-open', 'cutter-jam', 'offline', 'silent', 'slow', 'disconnect'],
    ]);
  });
});
