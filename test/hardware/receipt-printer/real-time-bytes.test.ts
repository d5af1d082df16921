import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJob } from '../../../firmware-bridge/escpos/encode-job.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { layOut } from '../../../hardware/receipt-printer/lay-out.ts';
import { printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';
import { depositSlip, receipt } from './golden-papers.ts';
import { papers } from './paper-arbitraries.ts';
import { note, printerBench, profile } from './printer-bench.ts';

/** DLE with EOT, ENQ or DC4 behind it: what printers obey wherever it stands (protocols: HPRT TP809, Epson DLE EOT). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const REAL_TIME = /\x10[\x04\x05\x14]/;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A drawn line of dots that spell DLE EOT 1 to 4 over and over. */
const evil = Buffer.from(Array.from({ length: 48 * 30 }, (_, at) => [0x10, 0x04, 0x01 + (at % 4)][at % 3] ?? 0));

describe.each(printerProfileNames())('what is sent to %s', (name) => {
  const of = profile(name);

  // Break it: let encodeRaster send the dots as they are.
  it('spells no real-time command in a picture, whatever its dots', () => {
    const line = { kind: 'raster', text: '', width: 384, height: 30, bits: evil.toString('base64') } as const;
    expect(latin1(encodeJob([line], of))).not.toMatch(REAL_TIME);
  });

  it('spells none in any paper, drawn lines and codes among them', () => {
    fc.assert(
      fc.property(papers, (paper) => {
        expect(latin1(encodeJob(layOut(paper, of), of))).not.toMatch(REAL_TIME);
      }),
      { numRuns: 100 },
    );
  });

  it('spells none in a kick of the drawer, whatever the pulse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 510 }), fc.integer({ min: 2, max: 510 }), (onMs, offMs) => {
        const wired = { ...of, drawer: { ...of.drawer, onMs, offMs } };
        expect(latin1(encodeJob([{ kind: 'drawer' }], wired))).not.toMatch(REAL_TIME);
      }),
    );
  });

  it.each([
    ['a deposit slip', depositSlip],
    ['a receipt', receipt],
    ['rare names', note('借用人 龘𠮷䶮 㼆')],
  ])('%s stays within its dots and columns', (_, paper) => {
    for (const line of layOut(paper, of)) {
      if (line.kind === 'raster') expect(line.width).toBeLessThanOrEqual(of.dots);
      if (line.kind === 'text') expect(line.text.length).toBeLessThanOrEqual(of.columns);
    }
  });
});

it('answers nobody asked for are no state of the printer, whenever they come', async () => {
  const clock = new FakeClock();
  const of = profile('generic-80');
  const { transport, simulator } = createPrinterSimulator({ clock, profile: of });
  const ears: ((chunk: Uint8Array) => void)[] = [];
  const printer = createEscposPrinter({
    id: 'printer-1',
    transport: {
      ...{ name: transport.name, open: () => transport.open(), close: () => transport.close() },
      onClose: (listener) => transport.onClose(listener),
      onBytes(listener) {
        ears.push(listener);
        return transport.onBytes(listener);
      },
      write(bytes) {
        // A printer that reads commands out of the dots says “paper out” to each: 72 is paper end, 1A offline, 0C GS r paper end.
        if (bytes.length > 100) for (const ear of ears) for (const byte of [0x72, 0x1a, 0x0c]) ear(Uint8Array.of(byte));
        return transport.write(bytes);
      },
    },
    profile: of,
    clock,
    simulated: true,
  });
  await printer.start();
  await clock.advance(100);
  const raised: string[] = [];
  printer.onHealth(({ faults }) => raised.push(...faults.map(({ code }) => code)));
  const outcome = printer.print('a', depositSlip);
  await clock.advance(20_000);
  expect(simulator.papers().length).toBe(1);
  // One of them may have passed for an answer: then a person is asked, and nothing wrong is said.
  expect(['confirmed', 'unconfirmed']).toContain((await outcome).state);
  expect(raised.filter((code) => code === 'printer/offline')).toEqual([]);
  expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
});

it('a printer that obeys DLE EOT inside pictures is asked nothing by them', async () => {
  const { clock, printer, print } = await printerBench(profile('generic-58'));
  const before = printer.health().counters.answers ?? 0;
  const paper: Paper = { title: '', blocks: [{ kind: 'text', text: '龘𠮷䶮㼆'.repeat(20) }, { kind: 'cut' }] };
  expect(await print('a', paper)).toEqual({ state: 'confirmed' });
  await clock.advance(0);
  // Two looks of four answers, and GS r twice.
  expect((printer.health().counters.answers ?? 0) - before).toBe(10);
  expect(printer.health().counters.unaskedAnswers).toBeUndefined();
});
