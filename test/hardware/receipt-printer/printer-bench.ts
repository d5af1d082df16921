import type { PrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { type GlyphSource, installedGlyphs } from '../../../firmware-bridge/glyphs/glyph-source.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { Paper, PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';

export const profile = (name: string): PrinterProfile => loadPrinterProfile(name);
/** A paper of one text. */
export const note = (text: string): Paper => ({ title: '', blocks: [{ kind: 'text', text }, { kind: 'cut' }] });
export const tenLines = note(Array.from({ length: 10 }, (_, line) => `第 ${line + 1} 行`).join('\n'));

/** A driver, a simulator and the cable between them, on a clock the test turns. */
export async function printerBench(of: PrinterProfile = profile('generic-80'), glyphs: GlyphSource = installedGlyphs) {
  const clock = new FakeClock();
  const { transport, simulator } = createPrinterSimulator({ clock, profile: of });
  const printer = createEscposPrinter({ id: 'printer-1', transport, profile: of, clock, simulated: true, glyphs });
  await printer.start();
  await clock.advance(500);
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
