import { randomInt } from 'node:crypto';
import { orderedStatus, requestProcessId } from '../../firmware-bridge/escpos/printer-commands.ts';
import type { PrinterProfile } from '../../firmware-bridge/escpos/printer-profile.ts';
import type { PrinterCondition } from '../../firmware-bridge/escpos/printer-status.ts';
import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { PrintOutcome } from '../../src/ports/receipt-printer.ts';
import type { SupervisedLink } from '../supervised-link.ts';
import type { PrinterConversation } from './printer-conversation.ts';
import { stoppingFault } from './printer-faults.ts';
import type { PrinterSettings } from './printer-settings.ts';

/** One paper as bytes. */
export interface PrintJob {
  readonly jobId: string;
  readonly bytes: Uint8Array;
  /** Lines on the paper, or as many text lines as its bytes would be: the deadline grows with them. */
  readonly lines: number;
  /** Called before the first byte goes out, and with the outcome of what went out. */
  readonly begun?: () => void;
  readonly ended?: (outcome: PrintOutcome) => void;
}

/** The jobs of one printer, one after the other. */
export interface PrintJobs {
  /** A job is under way. */
  readonly busy: boolean;
  /** Never rejects. The same id again while under way, or after it may have printed, gets the first outcome and prints nothing. */
  add(job: PrintJob): Promise<PrintOutcome>;
}

interface PrintJobsParts {
  readonly link: SupervisedLink;
  readonly clock: Pick<Clock, 'monotonicMs' | 'read'>;
  readonly conversation: PrinterConversation;
  readonly profile: PrinterProfile;
  readonly settings: PrinterSettings;
  /** Asks the printer how it is and keeps its health up to date. */
  readonly look: () => Promise<PrinterCondition | undefined>;
  /** What the printer last said of itself. */
  readonly lastKnown: () => PrinterCondition;
  /** The printer may not be one that answers status questions, and has never answered one. */
  readonly isMute: () => boolean;
  /** It answered no question lately. */
  readonly isSilent: () => boolean;
}

/** What was when the job's first byte went out. */
interface SentJob {
  readonly id: string;
  readonly losses: number;
  readonly rubbish: number;
}

const REMEMBERED_JOBS = 500;
const ID_BASE = 36;
const ID_LENGTH = 4;
/** GS r is asked twice: with one byte of noise taken for an answer, the other still proves that every byte was processed. */
const BARRIERS = 2;

/** Makes the queue. */
export function createPrintJobs(parts: PrintJobsParts): PrintJobs {
  return new Jobs(parts);
}

class Jobs implements PrintJobs {
  busy = false;
  readonly #parts: PrintJobsParts;
  readonly #known = new Map<string, Promise<PrintOutcome>>();
  #queue: Promise<unknown> = Promise.resolve();
  /** At random: a printer may still answer for the last job of a run that ended a moment ago, and a clock may have been set back. */
  #processNumber = randomInt(ID_BASE ** ID_LENGTH);
  /** The `losses` of the link on which every answer to GS r that comes now was asked for by this run. */
  #drainedSince: number | undefined;
  /** The link on which the printer turned out not to answer GS r; a late answer shows as rubbish, and it is asked again. */
  #unordered: { readonly losses: number; readonly rubbish: number } | undefined;

  constructor(parts: PrintJobsParts) {
    this.#parts = parts;
    // Before anybody waits for a paper. Whether a model answers at all shows with the first look, if that may be.
    if (parts.profile.realTimeStatus !== 'perhaps')
      parts.link.onUp(() => {
        this.#queue = this.#queue.then(() => this.#drain());
      });
  }

  add(job: PrintJob): Promise<PrintOutcome> {
    const known = this.#known.get(job.jobId);
    if (known !== undefined) return known;
    const outcome = this.#queue.then(async () => {
      this.busy = true;
      // A job must end with an outcome even if a listener of ours throws; by then anything may have come out.
      const end = await this.#run(job).catch(() => unconfirmed('printer/driver-error'));
      this.busy = false;
      // Nothing of a failed job came out: its id may try again.
      if (end.state === 'failed') this.#known.delete(job.jobId);
      return end;
    });
    this.#queue = outcome;
    this.#known.set(job.jobId, outcome);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED_JOBS && oldest !== undefined) this.#known.delete(oldest);
    return outcome;
  }

  async #run(job: PrintJob): Promise<PrintOutcome> {
    const { link, conversation, profile, look, isMute } = this.#parts;
    if (!link.isUp) return failed('link/closed');
    const losses = conversation.losses;
    if (profile.realTimeStatus !== false) {
      const condition = await look();
      if (conversation.losses !== losses) return failed('link/closed');
      if (condition === undefined && !isMute()) return failed('printer/no-answer');
      const fault = condition === undefined ? undefined : stoppingFault(condition);
      if (fault !== undefined) return failed(fault);
    }
    await this.#drain();
    if (conversation.losses !== losses || !link.isUp) return failed('link/closed');
    const id = this.#nextProcessId();
    const rubbish = conversation.rubbish;
    job.begun?.();
    const outcome = (await this.#send(job, id)) ?? (await this.#confirm(job, { id, losses, rubbish }));
    job.ended?.(outcome);
    return outcome;
  }

  /** Whether this printer, on this link, is one to ask GS r. */
  get #asksOrdered(): boolean {
    const { conversation, profile, isMute } = this.#parts;
    return profile.orderedStatus && !isMute() && !this.#isUnordered && this.#drainedSince === conversation.losses;
  }

  get #isUnordered(): boolean {
    const { losses, rubbish } = this.#parts.conversation;
    return this.#unordered?.losses === losses && this.#unordered.rubbish === rubbish;
  }

  /** From the first byte on nobody can say that nothing came out: every trouble is `unconfirmed`. */
  async #send(job: PrintJob, id: string): Promise<PrintOutcome | undefined> {
    const { link, conversation, profile, settings, lastKnown } = this.#parts;
    const questions: Uint8Array[] = [];
    if (profile.processId) questions.push(requestProcessId(id));
    if (this.#asksOrdered) {
      for (let barrier = 0; barrier < BARRIERS; barrier++) questions.push(orderedStatus);
      conversation.expectOrdered(BARRIERS);
    }
    const losses = conversation.losses;
    let end: 'written' | 'broken' | undefined;
    const ended = (how: 'written' | 'broken') => () => {
      end = how;
      conversation.wake();
    };
    void link.write(Buffer.concat([job.bytes, ...questions])).then(ended('written'), ended('broken'));
    const handedOver = await conversation.until(
      () => (conversation.losses === losses ? end : 'broken'),
      settings.writeTimeoutMs,
    );
    if (handedOver === 'written') return undefined;
    if (handedOver === 'broken') return unconfirmed('link/closed');
    // Its buffer is full and nothing moves: what is still on the way is thrown away with the link.
    const code = stoppingFault(lastKnown()) ?? 'link/time-out';
    link.drop(new LinkError('link/time-out', `the printer took no bytes for ${settings.writeTimeoutMs} ms`));
    return unconfirmed(code);
  }

  /** The ladder: the printer's word (GS ( H), then its ordered answer (GS r 1) and a clean look, then only a look. */
  async #confirm(job: PrintJob, sent: SentJob): Promise<PrintOutcome> {
    const { clock, conversation, profile, settings, look } = this.#parts;
    const deadlineMs = clock.monotonicMs() + settings.confirmBaseMs + job.lines * settings.confirmPerLineMs;
    const asksOrdered = this.#asksOrdered;
    const heard = (): 'lost' | 'printed' | 'processed' | undefined => {
      if (conversation.losses !== sent.losses) return 'lost';
      if (profile.processId && conversation.hasPrinted(sent.id)) return 'printed';
      const isProcessed = asksOrdered && conversation.orderedOwed === 0;
      return isProcessed && !(profile.processId && clock.monotonicMs() < deadlineMs) ? 'processed' : undefined;
    };
    let fault: string | undefined;
    while (profile.processId || asksOrdered) {
      const leftMs = deadlineMs - clock.monotonicMs();
      const answer = await conversation.until(heard, Math.max(0, Math.min(leftMs, settings.printingPollMs)));
      if (answer === 'lost') return unconfirmed('link/closed');
      if (answer === 'printed') return { state: 'confirmed' };
      if (answer === 'processed') return this.#lastLook(sent, true);
      if (leftMs <= 0) return unconfirmed(fault ?? this.#unheard());
      if (profile.realTimeStatus === false) continue;
      const condition = await look();
      fault = condition === undefined ? 'printer/no-answer' : stoppingFault(condition);
    }
    return this.#lastLook(sent, false);
  }

  /** Nothing is wrong and yet no answer came: a printer that never answered GS r on this link is not asked again. */
  #unheard(): string {
    this.#giveUpOrdered();
    return 'printer/no-confirmation';
  }

  async #lastLook({ losses, rubbish }: SentJob, isProcessed: boolean): Promise<PrintOutcome> {
    const { conversation, profile, settings, look, isMute } = this.#parts;
    const gone = await conversation.until(() => (conversation.losses === losses ? undefined : true), settings.settleMs);
    if (gone) return unconfirmed('link/closed');
    if (profile.realTimeStatus !== false && !isMute()) {
      const condition = await look();
      if (conversation.losses !== losses) return unconfirmed('link/closed');
      if (condition === undefined) return unconfirmed('printer/no-answer');
      const fault = stoppingFault(condition);
      if (fault !== undefined) return unconfirmed(fault);
    }
    if (!isProcessed) return unconfirmed('printer/cannot-confirm');
    // Any byte of noise may have passed for the answer.
    return conversation.rubbish === rubbish ? { state: 'confirmed' } : unconfirmed('printer/noisy-line');
  }

  /**
   * An earlier job may still be answered for: one whose paper was refilled, or one that a run before this sent and never heard of. The
   * answers carry no name, so one more question is asked, and what comes until it is quiet again is nobody's. Where nothing comes, the
   * next job does not ask in order: it could not tell whose answer it is.
   */
  async #drain(): Promise<void> {
    const { link, clock, conversation, profile, settings, isMute, isSilent } = this.#parts;
    const { losses } = conversation;
    if (!profile.orderedStatus || isMute() || this.#isUnordered) return;
    if (this.#drainedSince === losses && conversation.orderedOwed === 0) return;
    this.#drainedSince = undefined;
    conversation.expectOrdered(1);
    // Not awaited: a stalled link must not stall the deadline.
    link.write(orderedStatus).catch(() => conversation.wake());
    const deadlineMs = clock.monotonicMs() + settings.oldAnswersMs;
    const heard = () => conversation.orderedHeard + conversation.rubbish;
    let seen = heard();
    let isAnswered = false;
    let more: boolean | undefined = true;
    while (more) {
      const waitMs = isAnswered ? settings.answerGapMs : deadlineMs - clock.monotonicMs();
      more = await conversation.until(
        () => (conversation.losses === losses && heard() === seen ? undefined : true),
        Math.max(0, waitMs),
      );
      if (conversation.losses !== losses) return;
      isAnswered ||= heard() > seen;
      seen = heard();
    }
    conversation.forgetOrdered();
    if (isAnswered) this.#drainedSince = losses;
    // One that is silent altogether may answer when it is switched on.
    else if (!isSilent()) this.#giveUpOrdered();
  }

  /** A printer that has answered before on this link is asked again for the next job. */
  #giveUpOrdered(): void {
    const { conversation } = this.#parts;
    const { losses, rubbish, orderedHeard } = conversation;
    if (orderedHeard > 0) return;
    this.#unordered = { losses, rubbish };
    conversation.forgetOrdered();
  }

  #nextProcessId(): string {
    this.#processNumber = (this.#processNumber + 1) % ID_BASE ** ID_LENGTH;
    return this.#processNumber.toString(ID_BASE).padStart(ID_LENGTH, '0');
  }
}

const failed = (code: string): PrintOutcome => ({ state: 'failed', code });
const unconfirmed = (code: string): PrintOutcome => ({ state: 'unconfirmed', code });
