import { afterEach, describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import {
  answerWhetherItCameOut,
  jobById,
  jobsOf,
  openPrinting,
  type Printing,
  queuePaper,
  recentJobs,
  reprint,
  retryJob,
  stopPrinting,
  withdrawPapers,
} from '../../../src/printing/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { type FakePrinter, fakePrinter } from '../../fake-printer.ts';

const identity = { plaza: { zh: '晴川购物广场', en: 'Plaza' }, desk: { zh: '客户服务中心', en: 'Desk' } };
const LI_MIN = { name: '李敏' };
const disposals: (() => void)[] = [];
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
});

function paper(word: string): Paper {
  return {
    title: word,
    blocks: [{ kind: 'text', text: 'head' }, { kind: 'text', text: word }, { kind: 'drawer' }, { kind: 'cut' }],
  };
}

function open(printer: FakePrinter | undefined, desk = openTestDesk('2026-11-21T15:20:00+08:00')) {
  const printing = openPrinting(desk, { printer, identity });
  disposals.push(() => {
    stopPrinting(printing);
    desk.dispose();
  });
  return { desk, printing };
}

function reopen(desk: TestDesk, printer: FakePrinter) {
  disposals.pop();
  return open(printer, desk.restart());
}

function queue(printing: Printing, word: string, subject = `thing:${word}`): number {
  return printing.desk.change('staff:1', (change) =>
    queuePaper(printing, change, { document: 'slip', subject, paper: paper(word) }),
  );
}

const inChange = <T>(
  printing: Printing,
  work: (change: Parameters<Parameters<Printing['desk']['change']>[1]>[0]) => T,
): T => printing.desk.change('staff:2', work);

const marks = (printer: FakePrinter) =>
  printer.printed.map(({ paper: { blocks } }) => (blocks[1]?.kind === 'mark' ? blocks[1].text : undefined));

describe('the printing outbox', () => {
  it('prints after the commit, in order, one at a time, and tells the screens each step', async () => {
    const printer = fakePrinter();
    const { desk, printing } = open(printer);
    const first = queue(printing, 'a');
    queue(printing, 'b');
    expect(printer.printed).toEqual([]);
    await settle();
    expect(printer.printed.map(({ paper: { title } }) => title)).toEqual(['a', 'b']);
    expect(jobById(printing, first)).toMatchObject({ state: 'confirmed', settled: true, offers: ['reprint'] });
    const states = desk.events.filter(({ payload }) => JSON.stringify(payload).includes('"thing:a"'));
    expect(states.map(({ name, payload }) => [name, payload])).toEqual([
      ['print', { jobId: first, subject: 'thing:a', state: 'queued' }],
      ['print', { jobId: first, subject: 'thing:a', state: 'sent' }],
      ['print', { jobId: first, subject: 'thing:a', state: 'confirmed' }],
    ]);
  });

  it('prints nothing of a change that is rolled back', async () => {
    const printer = fakePrinter();
    const { printing } = open(printer);
    expect(() =>
      inChange(printing, (change) => {
        queuePaper(printing, change, { document: 'slip', subject: 'thing:x', paper: paper('x') });
        throw new Error('the money did not move');
      }),
    ).toThrow('the money did not move');
    await settle();
    expect(printer.printed).toEqual([]);
    expect(jobsOf(printing, 'thing:x')).toEqual([]);
  });

  it('journals every state of a job', async () => {
    const { desk, printing } = open(fakePrinter());
    const id = queue(printing, 'a');
    await settle();
    const rows = desk.journal.page({ limit: 10, subject: `print-job:${id}` }).reverse();
    expect(rows.map(({ kind, body }) => [kind, JSON.parse(body).to])).toEqual([
      ['printing/paper-queued', undefined],
      ['printing/job-changed', 'sent'],
      ['printing/job-changed', 'confirmed'],
    ]);
  });

  it('prints what was queued before a restart', async () => {
    const { desk, printing } = open(fakePrinter('starting'));
    const id = queue(printing, 'a');
    await settle();
    const printer = fakePrinter();
    const again = reopen(desk, printer);
    await settle();
    expect(printer.printed).toHaveLength(1);
    expect(jobById(again.printing, id).state).toBe('confirmed');
  });

  // Break it: make openPrinting queue `sent` jobs again, and an unmarked twin comes out here.
  it('asks about a job a crash interrupted and never prints it by itself', async () => {
    const hung = fakePrinter();
    hung.outcomes.push('hang');
    const { desk, printing } = open(hung);
    const id = queue(printing, 'a');
    await settle();
    expect(jobById(printing, id).state).toBe('sent');
    const printer = fakePrinter();
    const again = reopen(desk, printer).printing;
    printer.report('fault', 'printer/paper-out');
    printer.report('ready');
    await settle();
    expect(printer.printed).toEqual([]);
    expect(jobById(again, id)).toMatchObject({ state: 'ask', settled: false, offers: ['answer'] });
    expect(() => inChange(again, (change) => reprint(again, change, { jobId: id, by: LI_MIN }))).toThrow(
      expect.objectContaining({ code: 'print/not-now', refusal: 'wrong-state' }),
    );
  });

  it('confirms an interrupted job that came out, and reprints with a mark one that did not', async () => {
    const hung = fakePrinter();
    hung.outcomes.push('hang');
    const { desk, printing } = open(hung);
    const id = queue(printing, 'a');
    await settle();
    const printer = fakePrinter();
    const again = reopen(desk, printer).printing;
    const twin = inChange(again, (change) =>
      answerWhetherItCameOut(again, change, { jobId: id, cameOut: false, by: LI_MIN }),
    );
    await settle();
    expect(marks(printer)).toEqual(['补打 第 1 次 · 李敏 · 15:20']);
    expect(printer.printed[0]?.paper.blocks.some(({ kind }) => kind === 'drawer')).toBe(false);
    expect(jobById(again, id)).toMatchObject({ state: 'failed', code: 'print/not-come-out', settled: true });
    expect(jobById(again, Number(twin))).toMatchObject({ state: 'confirmed', reprintOf: id, reprintNo: 1 });
    expect(() =>
      inChange(again, (change) => answerWhetherItCameOut(again, change, { jobId: id, cameOut: true, by: LI_MIN })),
    ).toThrow(expect.objectContaining({ code: 'print/not-now' }));
  });

  it('takes a yes for an unconfirmed paper as confirmed', async () => {
    const printer = fakePrinter();
    printer.outcomes.push({ state: 'unconfirmed', code: 'printer/cannot-confirm' });
    const { printing } = open(printer);
    const id = queue(printing, 'a');
    await settle();
    expect(jobById(printing, id)).toMatchObject({ state: 'unconfirmed', offers: ['answer', 'reprint'] });
    inChange(printing, (change) => answerWhetherItCameOut(printing, change, { jobId: id, cameOut: true, by: LI_MIN }));
    await settle();
    expect(jobById(printing, id)).not.toHaveProperty('code');
    expect(printer.printed).toHaveLength(1);
  });

  it('counts reprints from the first print, whichever print is chosen', async () => {
    const printer = fakePrinter();
    const { printing } = open(printer);
    const id = queue(printing, 'a');
    await settle();
    const second = inChange(printing, (change) => reprint(printing, change, { jobId: id, by: LI_MIN }));
    await settle();
    inChange(printing, (change) => reprint(printing, change, { jobId: second, by: { name: '王芳' } }));
    await settle();
    expect(marks(printer)).toEqual([undefined, '补打 第 1 次 · 李敏 · 15:20', '补打 第 2 次 · 王芳 · 15:20']);
    expect(printer.printed.at(-1)?.paper.blocks.filter(({ kind }) => kind === 'mark')).toHaveLength(1);
  });
});

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
