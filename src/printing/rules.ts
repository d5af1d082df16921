import type { DeviceHealth } from '../ports/device.ts';
import type { PrintOutcome } from '../ports/receipt-printer.ts';

/**
 * `ask`: the desk went down while it printed, a person must say whether it came out. `failed` with nothing out can be tried again;
 * with something out it can only be reprinted with a mark.
 */
export type PrintState = 'queued' | 'sent' | 'confirmed' | 'unconfirmed' | 'failed' | 'ask';

export const PRINT_STATES = ['queued', 'sent', 'confirmed', 'unconfirmed', 'failed', 'ask'] as const;

/** What a person can do with a job now. */
export type PrintOffer = 'answer' | 'retry' | 'reprint';

/** A job of the outbox. */
export type PrintJob = {
  readonly id: number;
  /** `receipt`, `deposit-slip` … */
  readonly document: string;
  /** `receipt:318`, `loan:7` … */
  readonly subject: string;
  readonly state: PrintState;
  /** Why it is unconfirmed or failed, e.g. `printer/paper-out`. */
  readonly code?: string;
  readonly queuedAtMs: number;
  readonly changedAtMs: number;
  /** The first print of the same paper. */
  readonly reprintOf?: number;
  /** 0 for the first print, then 1, 2 … as printed behind 补打. */
  readonly reprintNo: number;
  /** Nobody has to look at it any more. */
  readonly settled: boolean;
  readonly offers: readonly PrintOffer[];
};

/** What decides what may happen to a job. */
export interface JobFacts {
  readonly state: PrintState;
  /** False: surely nothing of it reached the printer. */
  readonly bytesOut: boolean;
  readonly autoResumed: boolean;
  readonly withdrawn: boolean;
  /** A newer print of the same paper exists. */
  readonly superseded: boolean;
}

/** The person's choices; a twin without its mark is never among them. */
export function offersFor(job: JobFacts): PrintOffer[] {
  switch (job.state) {
    case 'queued':
    case 'sent':
      return [];
    case 'ask':
      return ['answer'];
    case 'unconfirmed':
      return job.withdrawn || job.superseded ? ['answer'] : ['answer', 'reprint'];
    case 'confirmed':
      return job.withdrawn ? [] : ['reprint'];
    case 'failed':
      if (job.withdrawn) return [];
      return job.bytesOut ? ['reprint'] : ['retry'];
  }
}

/** True when nobody has to look at the job any more. */
export function isSettled(job: JobFacts): boolean {
  switch (job.state) {
    case 'queued':
    case 'sent':
    case 'ask':
      return false;
    case 'failed':
      return job.withdrawn || job.superseded;
    case 'confirmed':
    case 'unconfirmed':
      return true;
  }
}

/**
 * A job of which nothing went out is queued again by the desk itself when the printer becomes ready. What was held back because the
 * printer was known not to work always is; what was handed over and refused is once, and then a person decides.
 */
export function resumesByItself(job: JobFacts): boolean {
  return job.state === 'failed' && !job.bytesOut && !job.autoResumed && !job.withdrawn && !job.superseded;
}

/** Whether to send now, wait for the printer to say how it is, or fail the job without sending a byte. */
export type Gate =
  | { readonly pass: 'send' }
  | { readonly pass: 'wait' }
  | { readonly pass: 'fail'; readonly code: string };

/** A printer that is known not to work gets no byte: what was never sent can be printed later without a mark. */
export function gateFor(health: Pick<DeviceHealth, 'state' | 'faults'> | undefined): Gate {
  if (health === undefined || health.state === 'off') return { pass: 'fail', code: 'printer/none' };
  if (health.state === 'starting') return { pass: 'wait' };
  if (health.state === 'fault') return { pass: 'fail', code: health.faults[0]?.code ?? 'printer/fault' };
  return { pass: 'send' };
}

/** What the printer's answer makes of a sent job. */
export function afterOutcome(outcome: PrintOutcome): {
  state: PrintState;
  code: string | undefined;
  bytesOut: boolean;
} {
  switch (outcome.state) {
    case 'confirmed':
      return { state: 'confirmed', code: undefined, bytesOut: true };
    case 'unconfirmed':
      return { state: 'unconfirmed', code: outcome.code, bytesOut: true };
    case 'failed':
      return { state: 'failed', code: outcome.code, bytesOut: false };
  }
}
