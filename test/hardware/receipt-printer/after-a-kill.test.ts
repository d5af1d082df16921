import { describe, expect, it } from 'vitest';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { FakeClock } from '../../fake-clock.ts';
import { note, profile } from './printer-bench.ts';

const paper = (number: number) => note(Array.from({ length: 10 }, (_, line) => `${number}-${line}`).join('\n'));

// The printer goes on with what a killed service sent it, and answers for it to the service that was started next.
// Break it: start #processNumber at the seconds of the clock, or let #drain believe at once that the link is drained (print-jobs.ts).
describe.each(['epson-tm-t82iii', 'generic-80', 'pos-5890'])('A service started anew beside a slow %s', (name) => {
  it('does not take the answer to the paper of its predecessor for its own', async () => {
    const clock = new FakeClock();
    const of = profile(name);
    const { transport, simulator } = createPrinterSimulator({ clock, profile: of });
    const open = async () => {
      const printer = createEscposPrinter({ id: 'printer-1', transport, profile: of, clock, simulated: true });
      await printer.start();
      await clock.advance(50);
      return printer;
    };
    const first = await open();
    void first.print('job-0', note('quick'));
    await clock.advance(300);
    simulator.tearOff();
    simulator.setFault('slow', true);
    void first.print('job-1', paper(1));
    await clock.advance(1_500);
    await first.stop();
    expect(simulator.papers().flatMap(({ lines }) => lines).length).toBeLessThan(10);

    const second = await open();
    let outcome: PrintOutcome | undefined;
    void second.print('job-2', paper(2)).then((end) => {
      outcome = end;
    });
    const isOut = () => JSON.stringify(simulator.papers()).includes('2-9');
    for (let ms = 0; outcome === undefined && ms < 120_000; ms += 100) {
      await clock.advance(100);
      if (outcome === undefined) continue;
      expect({ outcome, isOut: isOut() }).not.toEqual({ outcome: { state: 'confirmed' }, isOut: false });
    }
    expect(outcome).toBeDefined();
    for (let ms = 0; !isOut() && ms < 60_000; ms += 100) await clock.advance(100);
    expect(isOut()).toBe(true);
    await second.stop();
  });
});
