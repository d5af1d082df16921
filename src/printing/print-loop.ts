import type { Change, Desk } from '../journal/desk.ts';
import type { PrintOutcome, ReceiptPrinter } from '../ports/receipt-printer.ts';
import { afterOutcome, gateFor, resumesByItself } from './rules.ts';
import type { JobStanding, PrintJobStore, StoredJob } from './store.ts';

/** Prints what is queued, in order, one at a time. */
export interface PrintLoop {
  /** Looks at the queue soon; never throws, never waits for the printer. */
  kick(): void;
  /** Begins no other paper, waits at most `withinMs` for the one in the printer, then stops. */
  finish(withinMs: number): Promise<void>;
  /** Prints nothing more and listens to nothing more. */
  stop(): void;
}

/** After a full disk kept an outcome from being recorded. */
const RECORD_AGAIN_AFTER_MS = 2_000;

/** Writes where a job stands, in the journal too, and tells the screens after the commit. */
export function standJob(
  store: PrintJobStore,
  change: Change,
  job: StoredJob,
  next: Omit<JobStanding, 'id' | 'atMs'>,
): void {
  store.stand({ ...next, id: job.id, atMs: change.at.wallMs });
  const code = next.code === undefined ? {} : { code: next.code };
  change.record({
    kind: 'printing/job-changed',
    subject: `print-job:${job.id}`,
    body: { from: job.state, to: next.state, bytesOut: next.bytesOut, paperOf: job.subject, ...code },
  });
  change.publish({ name: 'print', payload: { jobId: job.id, subject: job.subject, state: next.state, ...code } });
}

/**
 * Starts the one loop of a printer. A job is `sent` on disk before its first byte, so that a crash can only leave a question,
 * never a twin; its outcome is recorded before the next job begins.
 */
export function startPrintLoop(
  desk: Desk,
  store: PrintJobStore,
  printer: ReceiptPrinter | undefined,
  report: (error: unknown) => void,
): PrintLoop {
  const device = `device:${printer?.id ?? 'no-printer'}`;
  let running = false;
  let finishing = false;
  let whenIdle: () => void = () => undefined;
  let stopped = false;
  let worked = false;
  let cancelAgain: () => void = () => undefined;
  let wakeRecorder: () => void = () => undefined;

  const gate = () => gateFor(printer?.health());

  function recordStanding(job: StoredJob, next: Omit<JobStanding, 'id' | 'atMs'>): void {
    desk.change(device, (change) => standJob(store, change, job, next));
  }

  /** The paper is out or not: that fact must reach the disk, also when the disk was full for a while. */
  async function recordOutcome(job: StoredJob, outcome: PrintOutcome): Promise<void> {
    while (!stopped) {
      try {
        recordStanding({ ...job, state: 'sent' }, { ...afterOutcome(outcome), autoResumed: job.autoResumed });
        return;
      } catch (error) {
        report(error);
        await new Promise<void>((resolve) => {
          wakeRecorder = resolve;
          cancelAgain = desk.clock.after(RECORD_AGAIN_AFTER_MS, resolve);
        });
      }
    }
  }

  async function printQueued(): Promise<void> {
    while (!stopped && !finishing) {
      const pass = gate();
      if (pass.pass === 'wait') return;
      const job = store.nextQueued();
      if (job === undefined) return;
      if (pass.pass === 'fail' || printer === undefined) {
        const code = pass.pass === 'fail' ? pass.code : 'printer/none';
        recordStanding(job, { state: 'failed', code, bytesOut: false, autoResumed: false });
        continue;
      }
      recordStanding(job, { state: 'sent', code: undefined, bytesOut: true, autoResumed: job.autoResumed });
      const outcome = await printer.print(`print-${job.id}`, job.paper).catch(
        // The port promises never to reject; if it does, nobody can know what came out.
        (): PrintOutcome => ({ state: 'unconfirmed', code: 'printer/unknown' }),
      );
      await recordOutcome(job, outcome);
    }
  }

  async function run(): Promise<void> {
    await null;
    if (running || stopped || finishing) return;
    running = true;
    try {
      await printQueued();
    } catch (error) {
      report(error);
      // Nothing was sent: the job is still queued. Look again when the disk may have room.
      if (!stopped && !finishing) cancelAgain = desk.clock.after(RECORD_AGAIN_AFTER_MS, kick);
    } finally {
      running = false;
      whenIdle();
    }
  }

  function kick(): void {
    void run();
  }

  function resume(): void {
    const jobs = store.inState('failed').filter(resumesByItself);
    if (jobs.length === 0) return;
    desk.change(device, (change) => {
      for (const job of jobs) {
        standJob(store, change, job, { state: 'queued', code: undefined, bytesOut: false, autoResumed: true });
      }
    });
  }

  function onHealth(): void {
    const works = gate().pass === 'send';
    try {
      if (works && !worked) resume();
      worked = works;
    } catch (error) {
      report(error);
      // A full disk: the next health report of the printer tries again.
    }
    kick();
  }

  const forget = printer?.onHealth(onHealth) ?? (() => undefined);
  onHealth();

  function stop(): void {
    stopped = true;
    forget();
    cancelAgain();
    wakeRecorder();
  }

  return {
    kick,
    async finish(withinMs) {
      finishing = true;
      if (running) {
        await new Promise<void>((resolve) => {
          const cancel = desk.clock.after(withinMs, resolve);
          whenIdle = () => {
            cancel();
            resolve();
          };
        });
      }
      stop();
    },
    stop,
  };
}
