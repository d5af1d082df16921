import { expect, it } from 'vitest';
import type { PrintOutcome } from '../../../src/ports/receipt-printer.ts';
import { finishPrinting, jobsOf } from '../../../src/printing/actions.ts';
import { settle } from '../../fake-clock.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { open, queue } from './outbox-fixture.ts';

// Breaking it on purpose: let `finish` stop at once, and the paper that came out becomes a question (red).

it('waits for the paper in the printer, writes it down and begins no other', async () => {
  let comesOut: (outcome: PrintOutcome) => void = () => undefined;
  const printer = fakePrinter();
  const { printing } = open({
    ...printer,
    print: (jobId, paper) => {
      printer.printed.push({ jobId, paper });
      return new Promise((resolve) => {
        comesOut = resolve;
      });
    },
  });
  queue(printing, 'first');
  queue(printing, 'second');
  await settle();
  const finished = finishPrinting(printing);
  await settle();
  comesOut({ state: 'confirmed' });
  await finished;
  expect(jobsOf(printing, 'thing:first')).toMatchObject([{ state: 'confirmed' }]);
  expect(jobsOf(printing, 'thing:second')).toMatchObject([{ state: 'queued' }]);
  expect(printer.printed).toHaveLength(1);
});

it('waits five seconds for a stuck printer and no longer', async () => {
  const printer = fakePrinter();
  printer.outcomes.push('hang');
  const { desk, printing } = open(printer);
  queue(printing, 'stuck');
  await settle();
  let stopped = false;
  const finished = finishPrinting(printing).then(() => {
    stopped = true;
  });
  await desk.clock.advance(4_900);
  expect(stopped).toBe(false);
  await desk.clock.advance(200);
  await finished;
  expect(jobsOf(printing, 'thing:stuck')).toMatchObject([{ state: 'sent' }]);
  expect(desk.clock.pending).toBe(0);
});

it('ends at once when nothing is being printed', async () => {
  const { printing } = open(fakePrinter());
  await settle();
  await finishPrinting(printing);
});
