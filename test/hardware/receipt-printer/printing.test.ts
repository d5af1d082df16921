import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutRealTimeCommands } from '../../../firmware-bridge/escpos/encode-job.ts';
import type { PrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import { defaultPrinterSettings } from '../../../hardware/receipt-printer/printer-settings.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { SLOW_LINE_MS } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import type { Paper, PaperPicture, PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';
import { depositSlip, receipt } from './golden-papers.ts';
import { papers, texts } from './paper-arbitraries.ts';
import { note, printerBench, profile, tenLines } from './printer-bench.ts';

/** A raster says no words: what it shows is compared by its modules or its dots. */
const seen = (picture: PaperPicture | undefined, of: PrinterProfile): unknown =>
  picture?.lines.map((line) => {
    if (line.kind === 'raster')
      return { ...line, text: '', bits: withoutRealTimeCommands(line.bits).toString('base64') };
    return line.kind === 'qr' && !of.nativeQr ? { ...line, text: '' } : line;
  });

describe.each(printerProfileNames())('on %s', (name) => {
  const of = profile(name);

  it('what the driver lays out is what hangs out of the printer', async () => {
    const { simulator, printer, print } = await printerBench(of);
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
    const { clock, simulator, printer } = await printerBench(of);
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
  const { simulator, print } = await printerBench();
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
    const { clock, printer } = await printerBench(profile('epson-tm-t82iii'));
    const outcome = printer.print('a', receipt);
    await clock.advance(0);
    expect(await outcome).toEqual({ state: 'confirmed' });
  });

  it('waits until the last line is really printed', async () => {
    const { clock, simulator, printer } = await printerBench(profile('epson-tm-t82iii'));
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
    const { print } = await printerBench({ ...profile('generic-80'), orderedStatus: false });
    expect(await print('a', receipt)).toEqual({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
  });

  it('a printer behind a write-only link neither', async () => {
    const mute = { ...profile('generic-80'), orderedStatus: false, realTimeStatus: false };
    const { print, printer } = await printerBench(mute);
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
    const { simulator, print } = await printerBench();
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(await print('a', receipt)).toEqual({ state: 'confirmed' });
    expect(simulator.papers().length).toBe(1);
  });

  it('jobs come out in the order they were given', async () => {
    const { clock, simulator, printer } = await printerBench();
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
