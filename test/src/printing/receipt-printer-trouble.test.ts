import { afterEach, describe, expect, it } from 'vitest';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { PrinterSimulatorFault } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import type { PaperPicture } from '../../../src/ports/receipt-printer.ts';
import { answerWhetherItCameOut, jobsOf, retryJob, stopPrinting } from '../../../src/printing/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { issue, LI_MIN, openReceiptsRoom } from '../receipts/receipts-fixture.ts';

// F8: receipts through the outbox, the real driver, real bytes and the simulated printer, on one clock.

const profile = loadPrinterProfile('generic-80');
/** Lines of the receipt of `issue`, the large last one included. */
const RECEIPT_LINES = 12;
const STEP_MS = 200;
const ENOUGH_STEPS = 400;

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

/** A desk with a printer on its cable; `restart` is a killed process: the printer keeps what it had been sent. */
async function openCounter() {
  let desk: TestDesk = openTestDesk('2026-11-21T15:04:00+08:00');
  const { transport, simulator } = createPrinterSimulator({ clock: desk.clock, profile });
  const driver = () => createEscposPrinter({ id: 'printer-1', transport, profile, clock: desk.clock, simulated: true });
  let printer = driver();
  let room = openReceiptsRoom(printer, desk);
  await printer.start();
  await desk.clock.advance(500);
  disposals.push(async () => {
    await printer.stop();
    room.dispose();
  });
  const turn = (ms: number) => desk.clock.advance(ms);
  return {
    simulator,
    turn,
    issue: () => issue(room.receipts),
    jobs: () => jobsOf(room.printing, 'receipt:1'),
    async restart() {
      stopPrinting(room.printing);
      await printer.stop();
      desk = desk.restart();
      printer = driver();
      room = openReceiptsRoom(printer, desk);
      await printer.start();
    },
    async until(isDone: () => boolean) {
      for (let step = 0; step < ENOUGH_STEPS && !isDone(); step++) await turn(STEP_MS);
      expect(isDone()).toBe(true);
    },
    /** The worst clerk: overlooks the first paper whenever asked, and touches “try again” wherever it is offered. */
    async settle() {
      for (let round = 0; round < 4; round++) {
        await this.until(() => this.jobs().every(({ state }) => state !== 'queued' && state !== 'sent'));
        const open = this.jobs().find(({ settled, state }) => !settled || state === 'unconfirmed');
        if (open === undefined) return;
        const cameOut = open.reprintOf !== undefined;
        desk.change('staff:2', (change) => {
          if (open.offers.includes('retry')) retryJob(room.printing, change, open.id);
          else answerWhetherItCameOut(room.printing, change, { jobId: open.id, cameOut, by: LI_MIN });
        });
      }
    },
  };
}

const text = (paper: PaperPicture) => paper.lines.map((line) => (line.kind === 'cut' ? '✂' : line.text)).join('\n');
/** Papers a customer would take for a receipt: from the plaza's name to the number and the cut. */
const whole = (papers: readonly PaperPicture[]) =>
  papers.filter((paper) => /客户服务中心.*经办 王芳 1024.*000001.*✂/s.test(text(paper)));

describe('a receipt on the simulated printer', () => {
  it('comes out as it was previewed, is confirmed, and kicks the drawer once', async () => {
    const counter = await openCounter();
    counter.issue();
    await counter.until(() => counter.jobs()[0]?.state === 'confirmed');
    expect(whole(counter.simulator.papers())).toHaveLength(1);
    expect(text(counter.simulator.papers()[0] ?? { columns: 48, lines: [] })).toContain('大写  叁元整');
    expect(counter.simulator.drawerKicks()).toBe(1);
    expect(counter.simulator.rawControlBytes()).toBe(0);
  });

  it.each<PrinterSimulatorFault>(['paper-out', 'cover-open', 'disconnect'])(
    'waits through %s and comes out once, unmarked, when that is mended',
    async (fault) => {
      const counter = await openCounter();
      counter.simulator.setFault(fault, true);
      await counter.turn(6_000);
      counter.issue();
      await counter.until(() => counter.jobs()[0]?.state === 'failed');
      expect(counter.simulator.papers()).toEqual([]);
      counter.simulator.setFault(fault, false);
      await counter.until(() => counter.jobs()[0]?.state === 'confirmed');
      expect(counter.simulator.papers()).toHaveLength(1);
      expect(text(counter.simulator.papers()[0] ?? { columns: 48, lines: [] })).not.toContain('补打');
    },
  );

  const lines = Array.from({ length: RECEIPT_LINES + 1 }, (_, line) => line);
  const troubles = (['paper-out', 'cover-open', 'disconnect', 'kill'] as const).flatMap((trouble) =>
    lines.map((line) => ({ trouble, line })),
  );

  // Break it: let openPrinting queue `sent` jobs again, or leave the mark off in queueMarked, and this turns red.
  it.each(troubles)(
    'is neither lost nor doubled without a mark: $trouble after line $line',
    async ({ trouble, line }) => {
      const counter = await openCounter();
      counter.simulator.setFault('slow', true);
      counter.issue();
      const printed = () => counter.simulator.papers().reduce((sum, paper) => sum + paper.lines.length, 0);
      await counter.until(() => printed() >= line || counter.jobs()[0]?.state === 'confirmed');
      expect(printed()).toBeGreaterThanOrEqual(line);
      if (trouble === 'kill') await counter.restart();
      else {
        counter.simulator.setFault(trouble, true);
        await counter.turn(30_000);
        counter.simulator.setFault(trouble, false);
      }
      counter.simulator.setFault('slow', false);
      await counter.turn(30_000);
      await counter.settle();
      const papers = whole(counter.simulator.papers());
      const unmarked = papers.filter((paper) => !text(paper).includes('*** 补打'));
      expect(papers.length).toBeGreaterThanOrEqual(1);
      expect(unmarked.length).toBeLessThanOrEqual(1);
      expect(counter.jobs().every(({ settled }) => settled)).toBe(true);
    },
  );
});
