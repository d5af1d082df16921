import { describe, expect, it } from 'vitest';
import { orderedStatus } from '../../../firmware-bridge/escpos/printer-commands.ts';
import type { PrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import type { Transport } from '../../../firmware-bridge/transport/transport.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import { defaultPrinterSettings as timing } from '../../../hardware/receipt-printer/printer-settings.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { SLOW_LINE_MS } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import type { PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';
import { receipt } from './golden-papers.ts';
import { note, profile, tenLines } from './printer-bench.ts';

/** A driver that believes `claims` on the cable of a printer that `is` otherwise, and everything it ever wrote. */
async function bench(claims: PrinterProfile, is: PrinterProfile = claims) {
  const clock = new FakeClock();
  const { transport: cable, simulator } = createPrinterSimulator({ clock, profile: is });
  const written: Uint8Array[] = [];
  const ears = new Set<(chunk: Uint8Array) => void>();
  const transport: Transport = {
    name: cable.name,
    open: () => cable.open(),
    close: () => cable.close(),
    onBytes(listener) {
      ears.add(listener);
      return cable.onBytes(listener);
    },
    onClose: (listener) => cable.onClose(listener),
    write(bytes) {
      written.push(bytes);
      return cable.write(bytes);
    },
  };
  const printer = createEscposPrinter({ id: 'printer-1', transport, profile: claims, clock, simulated: true });
  await printer.start();
  await clock.advance(timing.statusTimeoutMs);
  let asked = 0;
  /** Prints, and says after how many milliseconds the outcome was there. */
  const print = async (paper = tenLines): Promise<PrintOutcome & { readonly afterMs: number }> => {
    let outcome: PrintOutcome | undefined;
    void printer.print(`job-${asked++}`, paper).then((end) => {
      outcome = end;
    });
    const beganMs = clock.monotonicMs();
    while (outcome === undefined) await clock.advance(100);
    return { ...outcome, afterMs: clock.monotonicMs() - beganMs };
  };
  const codes = (): string[] => printer.health().faults.map(({ code }) => code);
  /** A byte on the line that no printer sent. */
  const stray = (byte: number): void => {
    for (const ear of ears) ear(Uint8Array.of(byte));
  };
  return { clock, simulator, printer, print, codes, written, stray };
}
const mute = (of: PrinterProfile): PrinterProfile => ({
  ...of,
  realTimeStatus: false,
  orderedStatus: false,
  processId: false,
  automaticStatus: false,
});

describe.each(printerProfileNames())('the ladder on %s', (name) => {
  const of = profile(name);

  it('its own rung: the printer’s word, or its ordered answer and a clean look', async () => {
    const { print, printer } = await bench(of);
    const { state, afterMs } = await print(receipt);
    expect(state).toBe('confirmed');
    // Its own word ends the waiting at once; the ordered answer is followed by the settling and one look more.
    expect(afterMs < timing.settleMs).toBe(of.processId);
    expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  it('without its process id: the ordered answer, after the deadline of the word it claims', async () => {
    const { print } = await bench(of, { ...of, processId: false });
    expect((await print(receipt)).state).toBe('confirmed');
  });

  it('only DLE EOT: a paper waits once at most to find out, the next do not; none is called confirmed', async () => {
    const onlyRealTime = { ...of, processId: false, orderedStatus: false, automaticStatus: false };
    const { print, printer } = await bench({ ...of, processId: false }, { ...onlyRealTime, realTimeStatus: true });
    expect(await print()).toMatchObject({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
    const next = await print();
    expect(next).toMatchObject({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
    expect(next.afterMs).toBeLessThan(timing.settleMs + 500);
    expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
  });

  it('a printer that answers nothing: sent and unconfirmed where the model may be such a one, else a fault', async () => {
    const { clock, simulator, print, printer, codes } = await bench(of, mute(of));
    if (of.realTimeStatus === 'perhaps') {
      expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
      const { state, afterMs } = await print();
      expect(state).toBe('unconfirmed');
      expect(afterMs).toBeLessThanOrEqual(timing.statusTimeoutMs + timing.settleMs + 200);
      expect(simulator.papers().length).toBe(1);
      await clock.advance(60_000);
      expect(printer.health()).toMatchObject({ state: 'ready', faults: [] });
      expect(printer.health().counters.reconnects).toBeUndefined();
    } else {
      expect(codes()).toEqual(['printer/no-answer']);
      expect(await print()).toMatchObject({ state: 'failed', code: 'printer/no-answer' });
      expect(simulator.papers()).toEqual([]);
    }
  });

  // Break it: set BARRIERS in print-jobs.ts to 1, and one zero on the line confirms a paper that is still being printed.
  it('one byte of noise is never taken for the word of the printer', async () => {
    const { clock, simulator, printer, stray } = await bench({ ...of, processId: false });
    simulator.setFault('slow', true);
    let atOutcome: { readonly state: string; readonly isCut: boolean } | undefined;
    const isCut = (): boolean => simulator.papers().at(-1)?.lines.at(-1)?.kind === 'cut';
    void printer.print('a', tenLines).then(({ state }) => {
      atOutcome = { state, isCut: isCut() };
    });
    await clock.advance(2 * SLOW_LINE_MS);
    // What a healthy printer answers to GS r.
    stray(0x00);
    while (atOutcome === undefined) await clock.advance(100);
    expect(atOutcome.isCut || atOutcome.state === 'unconfirmed').toBe(true);
    expect(isCut()).toBe(true);
  });

  // Break it: leave out the comparison of `rubbish` in print-jobs.ts, and two zeros among rubbish confirm it.
  it('a line full of noise confirms nothing', async () => {
    const { clock, simulator, printer, stray } = await bench({ ...of, processId: false });
    simulator.setFault('slow', true);
    const outcome = printer.print('a', tenLines);
    await clock.advance(2 * SLOW_LINE_MS);
    for (const byte of [0x00, 0xff, 0x00, 0xa5, 0x0c]) stray(byte);
    await clock.advance(20_000);
    expect(await outcome).toMatchObject({ state: 'unconfirmed' });
  });
});

describe('a printer that may or may not answer', () => {
  const perhaps = profile('xp-58');

  it('and does is asked before each paper, like any other', async () => {
    const { simulator, print } = await bench(perhaps);
    simulator.setFault('paper-out', true);
    expect(await print()).toMatchObject({ state: 'failed', code: 'printer/paper-out' });
    expect(simulator.papers()).toEqual([]);
  });

  it('and has once answered is a fault when it falls silent, also after its link came back', async () => {
    const { clock, simulator, print, codes } = await bench(perhaps);
    simulator.setFault('silent', true);
    await clock.advance(60_000);
    expect(codes()).toContain('printer/no-answer');
    expect((await print()).state).toBe('failed');
    simulator.setFault('silent', false);
    await clock.advance(20_000);
    expect(codes()).toEqual([]);
  });

  it('has no near-end sensor: what those bits say is not shown', async () => {
    const { clock, simulator, codes } = await bench(perhaps);
    simulator.setFault('near-end', true);
    await clock.advance(timing.idlePollMs + 100);
    expect(codes()).toEqual([]);
  });
});

it('GS r is asked once on a new link and twice behind the last line, and no more of a printer that never answers it', async () => {
  const of = profile('generic-80');
  const asked = (written: readonly Uint8Array[]): number =>
    Buffer.concat(written).toString('latin1').split(Buffer.from(orderedStatus).toString('latin1')).length - 1;
  const answering = await bench(of);
  await answering.print(note('一'));
  expect(asked(answering.written)).toBe(3);
  const silent = await bench(of, { ...of, orderedStatus: false });
  await silent.print(note('一'));
  await silent.print(note('二'));
  expect(asked(silent.written)).toBe(1);
});
