import { describe, expect, it } from 'vitest';
import {
  answerWhetherItCameOut,
  jobById,
  jobsOf,
  queuePaper,
  reprint,
  retryJob,
} from '../../../src/printing/actions.ts';
import { settle } from '../../fake-clock.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { inChange, LI_MIN, marks, open, paper, queue, reopen } from './outbox-fixture.ts';

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
    // Bytes of it went out: it may only come again with a mark.
    expect(() => inChange(again, (change) => retryJob(again, change, id))).toThrow(
      expect.objectContaining({ code: 'print/not-now' }),
    );
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
