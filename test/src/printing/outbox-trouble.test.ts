import { describe, expect, it } from 'vitest';
import { jobById, recentJobs, retryJob, withdrawPapers } from '../../../src/printing/actions.ts';
import { settle } from '../../fake-clock.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { inChange, marks, open, queue, reopen } from './outbox-fixture.ts';

describe('a printer in trouble', () => {
  it('gets no byte while it is in fault: the jobs say why and come out once, in order, when it is ready', async () => {
    const printer = fakePrinter();
    printer.report('fault', 'printer/paper-out');
    const { printing } = open(printer);
    const ids = [queue(printing, 'a'), queue(printing, 'b')];
    await settle();
    expect(printer.printed).toEqual([]);
    for (const id of ids) {
      expect(jobById(printing, id)).toMatchObject({ state: 'failed', code: 'printer/paper-out', offers: ['retry'] });
    }
    printer.report('ready');
    printer.report('ready');
    await settle();
    expect(printer.printed.map(({ paper: { title } }) => title)).toEqual(['a', 'b']);
    expect(marks(printer)).toEqual([undefined, undefined]);
  });

  it('waits without a verdict while nobody knows how the printer is', async () => {
    const printer = fakePrinter('starting');
    const { printing } = open(printer);
    const id = queue(printing, 'a');
    await settle();
    expect(jobById(printing, id).state).toBe('queued');
    printer.report('ready');
    await settle();
    expect(jobById(printing, id).state).toBe('confirmed');
  });

  it('tries a job the printer refused once more by itself, and then only at a touch', async () => {
    const printer = fakePrinter();
    const refused = { state: 'failed', code: 'printer/paper-out' } as const;
    printer.outcomes.push(refused, refused);
    const { printing } = open(printer);
    const id = queue(printing, 'a');
    await settle();
    expect(printer.printed).toHaveLength(1);
    for (let round = 0; round < 3; round++) {
      printer.report('fault', 'printer/paper-out');
      printer.report('ready');
      await settle();
    }
    expect(printer.printed).toHaveLength(2);
    expect(jobById(printing, id)).toMatchObject({ state: 'failed', settled: false, offers: ['retry'] });
    inChange(printing, (change) => retryJob(printing, change, id));
    await settle();
    expect(marks(printer)).toEqual([undefined, undefined, undefined]);
    expect(jobById(printing, id).state).toBe('confirmed');
    expect(() => inChange(printing, (change) => retryJob(printing, change, id))).toThrow(
      expect.objectContaining({ code: 'print/not-now', facts: { state: 'confirmed', withdrawn: false } }),
    );
  });

  it('says that there is no printer, and keeps the paper for the day there is one', async () => {
    const { desk, printing } = open(undefined);
    const id = queue(printing, 'a');
    await settle();
    expect(jobById(printing, id)).toMatchObject({ state: 'failed', code: 'printer/none' });
    const printer = fakePrinter();
    reopen(desk, printer);
    await settle();
    expect(printer.printed).toHaveLength(1);
  });

  it('records the outcome later when the disk was full at that moment, without printing again', async () => {
    const printer = fakePrinter();
    const { desk, printing } = open(printer);
    const id = queue(printing, 'a');
    desk.database
      .prepare(
        "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.print_jobs WHEN NEW.state = 'confirmed' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      )
      .run();
    await settle();
    expect(jobById(printing, id).state).toBe('sent');
    desk.database.prepare('DROP TRIGGER full').run();
    await desk.clock.advance(2_000);
    expect(jobById(printing, id).state).toBe('confirmed');
    expect(printer.printed).toHaveLength(1);
  });
});

describe('the list of jobs', () => {
  it('puts what needs somebody first, of any day, and today’s rest after it', async () => {
    const printer = fakePrinter();
    printer.outcomes.push({ state: 'failed', code: 'printer/offline' });
    const { desk, printing } = open(printer);
    const stuck = queue(printing, 'stuck');
    const old = queue(printing, 'old');
    await settle();
    await desk.clock.advance(24 * 3_600_000);
    const today = queue(printing, 'today');
    await settle();
    const listed = recentJobs(printing).map(({ id }) => id);
    expect(listed).toEqual([stuck, today]);
    expect(listed).not.toContain(old);
  });

  it('shows a withdrawn paper as settled and offers nothing', async () => {
    const printer = fakePrinter('starting');
    const { printing } = open(printer);
    const id = queue(printing, 'a');
    inChange(printing, (change) => withdrawPapers(printing, change, 'thing:a'));
    printer.report('ready');
    await settle();
    expect(printer.printed).toEqual([]);
    expect(jobById(printing, id)).toMatchObject({
      state: 'failed',
      code: 'print/withdrawn',
      settled: true,
      offers: [],
    });
  });

  it('answers an unknown job with not-found', () => {
    const { printing } = open(fakePrinter());
    expect(() => jobById(printing, 99)).toThrow(expect.objectContaining({ refusal: 'not-found' }));
  });
});
