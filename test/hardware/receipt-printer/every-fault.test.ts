import { describe, expect, it } from 'vitest';
import { printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import {
  PRINTER_FAULTS,
  type PrinterSimulatorFault,
  SLOW_LINE_MS,
} from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import type { PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { printerBench, profile, tenLines } from './printer-bench.ts';

const faults = Object.keys(PRINTER_FAULTS).filter((id): id is PrinterSimulatorFault => id !== 'slow');
const whole = 11;

/** Faults that a printer with these powers of speech can say; the codes are the lamps of the devices page. */
const LAMPS: Partial<Record<PrinterSimulatorFault, string>> = {
  'paper-out': 'printer/paper-out',
  'near-end': 'printer/paper-near-end',
  'cover-open': 'printer/cover-open',
  'cutter-jam': 'printer/cutter-jam',
  'head-hot': 'printer/overheated',
  mechanical: 'printer/mechanical',
  broken: 'printer/broken',
  offline: 'printer/offline',
  silent: 'printer/no-answer',
};

// Break it: let print-jobs.ts answer `failed` where the link goes after the first byte, and 40 of these turn red.
describe.each(printerProfileNames())('every fault on %s', (name) => {
  const of = profile(name);

  it.each(faults.flatMap((fault) => [0, 3, 7].map((line) => ({ fault, line }))))(
    '$fault after line $line: what is said of the paper is true, and the printer works again when it is mended',
    async ({ fault, line }) => {
      const { clock, simulator, printer, print, codes } = await printerBench(of);
      simulator.setFault('slow', true);
      let outcome: PrintOutcome | undefined;
      void printer.print('a', tenLines).then((end) => {
        outcome = end;
      });
      if (line === 0) simulator.setFault(fault, true);
      await clock.advance(line * SLOW_LINE_MS + 50);
      simulator.setFault(fault, true);
      await clock.advance(2_500);
      const lamp = LAMPS[fault];
      if (lamp !== undefined && (fault !== 'near-end' || of.nearEndSensor)) expect(codes()).toContain(lamp);
      await clock.advance(60_000);
      const printed = (): number => simulator.papers().reduce((sum, { lines }) => sum + lines.length, 0);
      if (outcome === undefined) throw new Error('the job has no outcome after a minute');
      if (outcome.state === 'confirmed') expect(printed()).toBe(whole);
      if (outcome.state === 'failed') expect(printed()).toBe(0);

      simulator.setFault(fault, false);
      simulator.setFault('slow', false);
      await clock.advance(30_000);
      expect(codes()).toEqual([]);
      expect(printer.health().state).toBe('ready');
      simulator.tearOff();
      expect(await print('b', tenLines)).toEqual({ state: 'confirmed' });
      expect(printed()).toBe(whole);
    },
  );
});
