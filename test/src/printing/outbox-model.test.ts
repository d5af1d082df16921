import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper, PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import {
  answerWhetherItCameOut,
  openPrinting,
  type PrintJob,
  queuePaper,
  recentJobs,
  reprint,
  retryJob,
  stopPrinting,
} from '../../../src/printing/actions.ts';
import { openTestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { type FakePrinter, fakePrinter } from '../../fake-printer.ts';
import { identity, LI_MIN } from './outbox-fixture.ts';

const outcome = fc.constantFrom<PrintOutcome | 'hang'>(
  { state: 'confirmed' },
  { state: 'unconfirmed', code: 'printer/no-answer' },
  { state: 'failed', code: 'printer/paper-out' },
  'hang',
);
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('queue' as const), ends: outcome }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('touch' as const), which: fc.nat(2), yes: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('breaks' as const, 'mended' as const, 'restart' as const) }),
  },
);

const slip = (word: string): Paper => ({
  title: word,
  blocks: [
    { kind: 'text', text: 'head' },
    { kind: 'text', text: word },
  ],
});

/** What may have come out of the printer unmarked, by title: everything handed over that was not refused whole. */
function unmarkedOut(printers: readonly { printer: FakePrinter; ended: (PrintOutcome | 'hang')[] }[]): string[] {
  return printers.flatMap(({ printer, ended }) =>
    printer.printed
      .filter(({ paper }, index) => {
        const end = ended[index];
        return paper.blocks[1]?.kind !== 'mark' && !(typeof end === 'object' && end.state === 'failed');
      })
      .map(({ paper }) => paper.title),
  );
}

describe('the outbox through any morning', () => {
  // Break it: let offersFor give `retry` to a job with bytes out, or openPrinting queue `sent` jobs again, and two unmarked papers of one job come out.
  it('never lets two unmarked papers of one job out, and never forgets one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        let desk = openTestDesk();
        const printers: { printer: FakePrinter; ended: (PrintOutcome | 'hang')[] }[] = [];
        const plugIn = () => {
          const printer = fakePrinter();
          const ended: (PrintOutcome | 'hang')[] = [];
          const print = printer.print;
          printer.print = (jobId, paper) => {
            ended.push(printer.outcomes[0] ?? { state: 'confirmed' });
            return print(jobId, paper);
          };
          printers.push({ printer, ended });
          return printer;
        };
        let printer = plugIn();
        let printing = openPrinting(desk, { printer, identity });
        let queued = 0;
        const touch = (job: PrintJob, yes: boolean) =>
          desk.change('staff:1', (change) => {
            const [offer] = job.offers;
            if (offer === 'answer')
              answerWhetherItCameOut(printing, change, { jobId: job.id, cameOut: yes, by: LI_MIN });
            else if (offer === 'retry') retryJob(printing, change, job.id);
            else if (offer === 'reprint') reprint(printing, change, { jobId: job.id, by: LI_MIN });
            else change.record({ kind: 'test/looked', subject: 'print-jobs', body: {} });
          });
        try {
          for (const one of steps) {
            if (one.do === 'queue') {
              queued += 1;
              printer.outcomes.push(one.ends);
              const paper = slip(`slip-${queued}`);
              desk.change('staff:1', (change) =>
                queuePaper(printing, change, { document: 'slip', subject: 'x', paper }),
              );
            } else if (one.do === 'touch') {
              const jobs = recentJobs(printing);
              const job = jobs[one.which % Math.max(1, jobs.length)];
              if (job !== undefined) touch(job, one.yes);
            } else if (one.do === 'restart') {
              stopPrinting(printing);
              desk = desk.restart();
              printer = plugIn();
              printing = openPrinting(desk, { printer, identity });
            } else printer.report(one.do === 'breaks' ? 'fault' : 'ready', 'printer/cover-open');
            await settle();
          }
          const out = unmarkedOut(printers);
          expect(new Set(out).size).toBe(out.length);
          expect(recentJobs(printing).filter(({ reprintNo }) => reprintNo === 0)).toHaveLength(queued);
        } finally {
          stopPrinting(printing);
          desk.dispose();
        }
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
