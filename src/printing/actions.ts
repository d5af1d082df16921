import type { Change, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { KeptPapers } from '../ports/ledger.ts';
import type { Paper, PaperPicture, ReceiptPrinter } from '../ports/receipt-printer.ts';
import { marked } from './letterhead.ts';
import { dayBounds, paperDate, paperTime } from './paper-time.ts';
import { type PrintLoop, standJob, startPrintLoop } from './print-loop.ts';
import { isSettled, offersFor, type PrintJob, type PrintOffer } from './rules.ts';
import { openPrintJobStore, type PrintJobStore, type StoredJob } from './store.ts';

export type { PrintJob, PrintOffer, PrintState } from './rules.ts';

/** The outbox of the desk's printer. */
export interface Printing {
  readonly desk: Desk;
  readonly printer: ReceiptPrinter | undefined;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  readonly store: PrintJobStore;
  readonly loop: PrintLoop;
  /** Who works here, for the self-test page. */
  staffNames(): readonly string[];
}

export interface PrintingDeps {
  readonly printer: ReceiptPrinter | undefined;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  /** Hears of what the loop could not write down, e.g. a full disk; it tries again by itself. */
  report?(error: unknown): void;
  /** Who works here: the self-test page prints every name, so that a rare one is seen before it stands on a receipt. */
  staffNames?(): readonly string[];
}

/** Who touches; the name is printed behind 补打. */
export interface PrintedBy {
  readonly name: string;
}

const MOST_LISTED = 200;
/** The largest paper the desk makes is a report of some hundred lines; more is a mistake, not a document. */
const MOST_BLOCKS = 2_000;

/** Opens the outbox: jobs a crash interrupted are asked about, jobs still queued are printed. */
export function openPrinting(
  desk: Desk,
  { printer, identity, report = () => undefined, staffNames = () => [] }: PrintingDeps,
): Printing {
  const store = openPrintJobStore(desk.database);
  const interrupted = store.inState('sent');
  if (interrupted.length > 0) {
    desk.change('system', (change) => {
      for (const job of interrupted) standJob(store, change, job, { ...job, state: 'ask', code: 'print/interrupted' });
    });
  }
  return { desk, printer, identity, store, loop: startPrintLoop(desk, store, printer, report), staffNames };
}

/** A receipt takes some 3 s; a printer that is stuck must not keep the service from stopping. */
const FINISH_WITHIN_MS = 5_000;

/** An ordinary stop: the paper in the printer comes out and is written down, so that nobody is asked about it at the next start. */
export function finishPrinting(printing: Printing): Promise<void> {
  return printing.loop.finish(FINISH_WITHIN_MS);
}

/** Stops the loop at once; what is queued stays queued for the next start, what is being printed becomes a question. */
export function stopPrinting(printing: Printing): void {
  printing.loop.stop();
}

/** Puts a paper into the outbox inside the caller's transaction; it is printed after the commit. Returns the job's id. */
export function queuePaper(
  printing: Printing,
  change: Change,
  { document, subject, paper }: { readonly document: string; readonly subject: string; readonly paper: Paper },
): number {
  return insertJob(printing, change, { document, subject, paper, reprint: undefined });
}

/**
 * Prints a paper again, marked `*** 补打 第 n 次 · name · time ***` on its second line and counted. Returns the new job's id.
 * @throws DeskError `print/not-now` when an unmarked first print is still possible or the paper is withdrawn
 */
export function reprint(printing: Printing, change: Change, { jobId, by }: { jobId: number; by: PrintedBy }): number {
  const job = find(printing, jobId);
  refuseUnless(job, 'reprint');
  return queueMarked(printing, change, job, by);
}

/** Answers whether an interrupted or unconfirmed paper came out. On no, a marked reprint is queued and its id returned. */
export function answerWhetherItCameOut(
  printing: Printing,
  change: Change,
  { jobId, cameOut, by }: { jobId: number; cameOut: boolean; by: PrintedBy },
): number | undefined {
  const job = find(printing, jobId);
  refuseUnless(job, 'answer');
  const state = cameOut ? 'confirmed' : 'failed';
  standJob(printing.store, change, job, { ...job, state, code: cameOut ? undefined : 'print/not-come-out' });
  return cameOut || job.withdrawn || job.superseded ? undefined : queueMarked(printing, change, job, by);
}

/** Queues a job again of which nothing had gone out. @throws DeskError `print/not-now` otherwise */
export function retryJob(printing: Printing, change: Change, jobId: number): void {
  const job = find(printing, jobId);
  refuseUnless(job, 'retry');
  standJob(printing.store, change, job, { ...job, state: 'queued', code: undefined, autoResumed: false });
  change.afterCommit(printing.loop.kick);
}

/** The papers of a subject are no longer valid: what has not gone out never will, and nothing is reprinted. */
export function withdrawPapers(printing: Printing, change: Change, subject: string): void {
  const jobs = printing.store.ofSubject(subject);
  if (jobs.length === 0) return;
  change.record({ kind: 'printing/papers-withdrawn', subject, body: { jobs: jobs.map(({ id }) => id) } });
  for (const job of jobs) {
    printing.store.withdraw(job.id);
    if (job.state !== 'queued') continue;
    standJob(printing.store, change, job, { ...job, state: 'failed', code: 'print/withdrawn' });
  }
}

/** What a ledger that is past its time may do with its papers; what may still come out is left alone. */
export function keptPapers(printing: Printing): KeptPapers {
  const isOpen = ({ state }: StoredJob) => state === 'queued' || state === 'sent' || state === 'ask';
  return {
    count(subject) {
      const jobs = printing.store.ofSubject(subject);
      return { all: jobs.length, open: jobs.filter(isOpen).length };
    },
    destroy: (subject) => (printing.store.ofSubject(subject).some(isOpen) ? 0 : printing.store.destroy(subject)),
  };
}

/** The jobs of a subject, oldest first. */
export function jobsOf(printing: Printing, subject: string): PrintJob[] {
  return printing.store.ofSubject(subject).map(toView);
}

/** How many papers a person has to look at. */
export function papersToLookAt(printing: Printing): number {
  return recentJobs(printing).filter((job) => !job.settled && job.state !== 'queued' && job.state !== 'sent').length;
}

/** Jobs that need somebody first, then today's, newest first. */
export function recentJobs(printing: Printing): PrintJob[] {
  const { clock, timeZone } = printing.desk;
  const { fromMs } = dayBounds(paperDate(clock.read().wallMs, timeZone), timeZone);
  return printing.store.recent(fromMs, MOST_LISTED).map(toView);
}

/** @throws DeskError `print/unknown-job` */
export function jobById(printing: Printing, jobId: number): PrintJob {
  return toView(find(printing, jobId));
}

/** How a job's paper looks on the mounted roll; without a printer there is no picture. @throws DeskError `print/unknown-job` */
export function pictureOfJob(printing: Printing, jobId: number): PaperPicture | undefined {
  return previewPaper(printing, find(printing, jobId).paper);
}

/** How a paper would look on the mounted roll; without a printer there is no picture. */
export function previewPaper(printing: Printing, paper: Paper): PaperPicture | undefined {
  return printing.printer?.preview(paper);
}

function queueMarked(printing: Printing, change: Change, job: StoredJob, by: PrintedBy): number {
  const first = job.reprintOf === undefined ? job : find(printing, job.reprintOf);
  const no = printing.store.reprints(first.id) + 1;
  const time = paperTime(change.at.wallMs, printing.desk.timeZone);
  const blocks = marked(first.paper.blocks, `补打 第 ${no} 次 · ${by.name} · ${time}`);
  const { document, subject } = first;
  const paper = { title: first.paper.title, blocks };
  return insertJob(printing, change, { document, subject, paper, reprint: { of: first.id, no } });
}

function insertJob(
  printing: Printing,
  change: Change,
  job: Omit<Parameters<PrintJobStore['insert']>[0], 'atMs'>,
): number {
  if (job.paper.blocks.length > MOST_BLOCKS) throw new Error(`a ${job.document} of ${job.paper.blocks.length} blocks`);
  const id = printing.store.insert({ ...job, atMs: change.at.wallMs });
  const again = job.reprint === undefined ? {} : { reprintOf: job.reprint.of, reprintNo: job.reprint.no };
  change.record({
    kind: job.reprint === undefined ? 'printing/paper-queued' : 'printing/paper-queued-again',
    subject: `print-job:${id}`,
    body: { document: job.document, paperOf: job.subject, ...again },
  });
  change.publish({ name: 'print', payload: { jobId: id, subject: job.subject, state: 'queued' } });
  change.afterCommit(printing.loop.kick);
  return id;
}

function find(printing: Printing, jobId: number): StoredJob {
  const job = printing.store.byId(jobId);
  if (job !== undefined) return job;
  throw new DeskError(
    'not-found',
    'print/unknown-job',
    { zh: '没有这张打印记录，请回到列表重新选。', en: 'There is no such print job. Choose it from the list again.' },
    { facts: { jobId } },
  );
}

const NEXT_STEP: Readonly<Record<PrintOffer, Sentence>> = {
  answer: {
    zh: '请先看一下打印机，回答这张纸出来没有。',
    en: 'Look at the printer first and say whether the paper came out.',
  },
  retry: { zh: '这张还没有印出来，请点“重试”。', en: 'Nothing of it has been printed yet. Touch “try again”.' },
  reprint: { zh: '这张可能已经印出来了，请点“补打”。', en: 'It may have been printed already. Touch “reprint”.' },
};

function refuseUnless(job: StoredJob, wanted: PrintOffer): void {
  const offers = offersFor(job);
  if (offers.includes(wanted)) return;
  const next = offers[0];
  throw new DeskError('wrong-state', 'print/not-now', next === undefined ? closedSentence(job) : NEXT_STEP[next], {
    facts: { state: job.state, withdrawn: job.withdrawn },
  });
}

function closedSentence(job: StoredJob): Sentence {
  if (job.withdrawn) return { zh: '这张已作废，不能再印。', en: 'This paper is void and is not printed again.' };
  return { zh: '这张正在打印，请等它印完。', en: 'This paper is being printed. Wait until it is out.' };
}

function toView(job: StoredJob): PrintJob {
  return {
    id: job.id,
    document: job.document,
    subject: job.subject,
    state: job.state,
    ...(job.code === undefined ? {} : { code: job.code }),
    queuedAtMs: job.queuedAtMs,
    changedAtMs: job.changedAtMs,
    ...(job.reprintOf === undefined ? {} : { reprintOf: job.reprintOf }),
    reprintNo: job.reprintNo,
    settled: isSettled(job),
    offers: offersFor(job),
  };
}
