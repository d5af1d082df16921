import type { Paper } from '../ports/receipt-printer.ts';
import type { Database } from '../store/database.ts';
import { type JobFacts, PRINT_STATES, type PrintState } from './rules.ts';

interface JobRow {
  readonly id: number;
  readonly document: string;
  readonly subject: string;
  readonly paper: string;
  readonly state: string;
  readonly code: string | null;
  readonly bytes_out: number;
  readonly auto_resumed: number;
  readonly withdrawn: number;
  readonly reprint_of: number | null;
  readonly reprint_no: number;
  readonly queued_at: number;
  readonly changed_at: number;
  readonly superseded: number;
}

/** A job as stored, with its paper. */
export interface StoredJob extends JobFacts {
  readonly id: number;
  readonly document: string;
  readonly subject: string;
  readonly paper: Paper;
  readonly code: string | undefined;
  readonly reprintOf: number | undefined;
  readonly reprintNo: number;
  readonly queuedAtMs: number;
  readonly changedAtMs: number;
}

/** Where a job stands now. */
export interface JobStanding {
  readonly id: number;
  readonly state: PrintState;
  readonly code: string | undefined;
  readonly bytesOut: boolean;
  readonly autoResumed: boolean;
  readonly atMs: number;
}

export interface NewJob {
  readonly document: string;
  readonly subject: string;
  readonly paper: Paper;
  readonly reprint: { readonly of: number; readonly no: number } | undefined;
  readonly atMs: number;
}

export interface PrintJobStore {
  insert(job: NewJob): number;
  byId(id: number): StoredJob | undefined;
  ofSubject(subject: string): StoredJob[];
  inState(state: PrintState): StoredJob[];
  nextQueued(): StoredJob | undefined;
  /** Unsettled jobs of any day first, then those queued since `fromMs`, newest first. */
  recent(fromMs: number, limit: number): StoredJob[];
  stand(standing: JobStanding): void;
  withdraw(id: number): void;
  /** How often the first print `id` has been reprinted. */
  reprints(id: number): number;
  /** Destroys every job of a subject. Returns how many. */
  destroy(subject: string): number;
}

const JOB = `SELECT job.*, EXISTS (SELECT 1 FROM print_jobs AS newer
    WHERE newer.reprint_of = coalesce(job.reprint_of, job.id) AND newer.id > job.id) AS superseded
  FROM print_jobs AS job`;

/** Prepares the statements of the outbox. */
export function openPrintJobStore(database: Database): PrintJobStore {
  const insert = database.prepare(
    `INSERT INTO print_jobs (document, subject, paper, state, reprint_of, reprint_no, queued_at, changed_at)
     VALUES (@document, @subject, @paper, 'queued', @of, @no, @at, @at)`,
  );
  const byId = database.prepare<JobRow>(`${JOB} WHERE job.id = @id`);
  const ofSubject = database.prepare<JobRow>(`${JOB} WHERE job.subject = @subject ORDER BY job.id`);
  const inState = database.prepare<JobRow>(`${JOB} WHERE job.state = @state ORDER BY job.id`);
  const nextQueued = database.prepare<JobRow>(`${JOB} WHERE job.state = 'queued' ORDER BY job.id LIMIT 1`);
  const recent = database.prepare<JobRow>(
    `${JOB} WHERE job.queued_at >= @from OR job.state IN ('queued', 'sent', 'ask')
       OR (job.state = 'failed' AND job.withdrawn = 0 AND superseded = 0)
     ORDER BY job.state IN ('queued', 'sent', 'ask') OR (job.state = 'failed' AND job.withdrawn = 0 AND superseded = 0) DESC,
       job.id DESC LIMIT @limit`,
  );
  const stand = database.prepare(
    `UPDATE print_jobs SET state = @state, code = @code, bytes_out = @bytesOut, auto_resumed = @autoResumed, changed_at = @at
     WHERE id = @id`,
  );
  const withdraw = database.prepare('UPDATE print_jobs SET withdrawn = 1 WHERE id = @id');
  const reprints = database.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM print_jobs WHERE reprint_of = @id',
  );
  // A reprint goes before the first print it points at.
  const destroyReprints = database.prepare(
    'DELETE FROM print_jobs WHERE reprint_of IN (SELECT id FROM print_jobs WHERE subject = @subject)',
  );
  const destroyFirst = database.prepare('DELETE FROM print_jobs WHERE subject = @subject');
  return {
    insert(job) {
      const { lastInsertRowid } = insert.run({
        document: job.document,
        subject: job.subject,
        paper: JSON.stringify(job.paper),
        of: job.reprint?.of ?? null,
        no: job.reprint?.no ?? 0,
        at: job.atMs,
      });
      return Number(lastInsertRowid);
    },
    byId: (id) => optional(byId.get({ id })),
    ofSubject: (subject) => ofSubject.all({ subject }).map(toJob),
    inState: (state) => inState.all({ state }).map(toJob),
    nextQueued: () => optional(nextQueued.get()),
    recent: (fromMs, limit) => recent.all({ from: fromMs, limit }).map(toJob),
    stand(standing) {
      stand.run({
        id: standing.id,
        state: standing.state,
        code: standing.code ?? null,
        bytesOut: standing.bytesOut ? 1 : 0,
        autoResumed: standing.autoResumed ? 1 : 0,
        at: standing.atMs,
      });
    },
    withdraw: (id) => void withdraw.run({ id }),
    reprints: (id) => reprints.get({ id })?.count ?? 0,
    destroy: (subject) => destroyReprints.run({ subject }).changes + destroyFirst.run({ subject }).changes,
  };
}

const optional = (row: JobRow | undefined) => (row === undefined ? undefined : toJob(row));

function toJob(row: JobRow): StoredJob {
  const state = PRINT_STATES.find((known) => known === row.state);
  if (state === undefined) throw new Error(`print job ${row.id} is in the unknown state ${row.state}`);
  return {
    id: row.id,
    document: row.document,
    subject: row.subject,
    // Written by this file from a Paper; the printer's layout takes any text as text.
    paper: JSON.parse(row.paper),
    state,
    code: row.code ?? undefined,
    bytesOut: row.bytes_out === 1,
    autoResumed: row.auto_resumed === 1,
    withdrawn: row.withdrawn === 1,
    superseded: row.superseded === 1,
    reprintOf: row.reprint_of ?? undefined,
    reprintNo: row.reprint_no,
    queuedAtMs: row.queued_at,
    changedAtMs: row.changed_at,
  };
}
