import { afterEach, describe, expect, it } from 'vitest';
import { type PrinterProfile, withoutAnswers } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import type { PrinterSimulatorFault } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import type { PaperPicture } from '../../../src/ports/receipt-printer.ts';
import { answerWhetherItCameOut, jobsOf, retryJob, stopPrinting } from '../../../src/printing/actions.ts';
import type { PrintState } from '../../../src/printing/rules.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { issue, LI_MIN, openReceiptsRoom } from '../receipts/receipts-fixture.ts';

// F8: receipts through the outbox, the real driver, real bytes and the simulated printer, on one clock.

/** One printer for each rung of the ladder: its own word, an ordered answer, no answer at all. */
const generic = loadPrinterProfile('generic-80');
const epson = loadPrinterProfile('epson-tm-t82iii');
const mute = withoutAnswers(generic);
/** Lines of the receipt of `issue`, the large last one included. */
const RECEIPT_LINES = 12;
const STEP_MS = 200;
const ENOUGH_STEPS = 400;

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

/** A desk with a printer on its cable; `restart` is a killed process: the printer keeps what it had been sent. */
async function openCounter(profile: PrinterProfile = generic) {
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
    async restart({ start = true } = {}) {
      stopPrinting(room.printing);
      await printer.stop();
      desk = desk.restart();
      printer = driver();
      room = openReceiptsRoom(printer, desk);
      if (start) await printer.start();
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
  const faults = ['paper-out', 'cover-open', 'cutter-jam', 'head-hot', 'offline', 'silent', 'noise'] as const;
  const cuts = ['disconnect', 'disconnect-mid-write', 'kill'] as const;
  const everyLine = (['paper-out', 'cover-open', 'disconnect', 'kill'] as const).flatMap((trouble) =>
    lines.map((line) => ({ on: 'an ordered answer', of: generic, trouble, line })),
  );
  const everyRung = [
    { on: 'its own word', of: epson },
    { on: 'an ordered answer', of: generic },
    { on: 'no answer', of: mute },
  ].flatMap((rung) =>
    [...faults, ...cuts].flatMap((trouble) => [0, 5, 11].map((line) => ({ ...rung, trouble, line }))),
  );

  // Break it: let openPrinting queue `sent` jobs again, or leave the mark off in queueMarked, and this turns red.
  it.each([...everyLine, ...everyRung])(
    'is neither lost nor doubled without a mark: $trouble after line $line, on a printer with $on',
    async ({ of, trouble, line }) => {
      const counter = await openCounter(of);
      counter.simulator.setFault('slow', true);
      if (trouble === 'disconnect-mid-write') counter.simulator.setFault(trouble, true);
      counter.issue();
      const printed = () => counter.simulator.papers().reduce((sum, paper) => sum + paper.lines.length, 0);
      const isOver = (): boolean => ['confirmed', 'unconfirmed', 'failed'].includes(counter.jobs()[0]?.state ?? '');
      await counter.until(() => printed() >= line || isOver());
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

  // Break it: let openPrinting leave `sent` jobs as they are, and the paper is lost; let it queue them, and it is doubled.
  it.each<[PrintState, PrinterSimulatorFault | undefined]>([
    ['queued', 'disconnect'],
    ['sent', 'slow'],
    ['confirmed', undefined],
    ['unconfirmed', 'disconnect-mid-write'],
    ['failed', 'paper-out'],
    ['ask', 'slow'],
  ])('is neither lost nor doubled when the service is killed while it is %s', async (state, fault) => {
    const counter = await openCounter();
    if (state === 'queued') await counter.restart({ start: false });
    if (fault !== undefined) counter.simulator.setFault(fault, true);
    if (state === 'failed') await counter.turn(6_000);
    counter.issue();
    if (state === 'ask') {
      await counter.until(() => counter.jobs()[0]?.state === 'sent');
      await counter.turn(1_000);
      await counter.restart();
    }
    await counter.until(() => counter.jobs()[0]?.state === state);
    await counter.restart();
    if (fault !== undefined) counter.simulator.setFault(fault, false);
    await counter.turn(30_000);
    await counter.settle();
    const papers = whole(counter.simulator.papers());
    const unmarked = papers.filter((paper) => !text(paper).includes('*** 补打'));
    expect(papers.length).toBeGreaterThanOrEqual(1);
    expect(unmarked.length).toBeLessThanOrEqual(1);
    expect(counter.jobs().every(({ settled }) => settled)).toBe(true);
  });
});
