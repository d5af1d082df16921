import type { ParserCounters } from '../parser-counters.ts';
import type { Timers } from '../timers.ts';
import type { Pn532Frame, Pn532Message } from './frame.ts';
import { Pn532Parser } from './parser.ts';
import { ackFrame, serializePn532 } from './serialize.ts';

export type Pn532ErrorCode = 'pn532/no-ack' | 'pn532/no-answer' | 'pn532/refused' | 'pn532/closed';

/** A command that came to nothing; asking again later may help. */
export class Pn532Error extends Error {
  override readonly name = 'Pn532Error';
  readonly code: Pn532ErrorCode;
  readonly retryable = true;
  constructor(code: Pn532ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Pn532Timings {
  /** The chip acknowledges within 15–30 ms; USB adapters add 16 ms each way. Default 150 ms. */
  readonly ackTimeoutMs: number;
  /** From the acknowledgement to the answer, for commands with finite retries. Default 500 ms. */
  readonly answerTimeoutMs: number;
}

export const defaultPn532Timings: Pn532Timings = { ackTimeoutMs: 150, answerTimeoutMs: 500 };

interface Pending {
  readonly code: number;
  isAcknowledged: boolean;
  cancelTimer: () => void;
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** One command at a time over any byte link: acknowledgement, answer, deadlines, abort. */
export class Pn532Dialog {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #timers: Timers;
  readonly #timings: Pn532Timings;
  readonly #parser = new Pn532Parser();
  #pending: Pending | undefined;
  #strayFrames = 0;

  constructor(
    write: (bytes: Uint8Array) => Promise<void>,
    timers: Timers,
    timings: Pn532Timings = defaultPn532Timings,
  ) {
    this.#write = write;
    this.#timers = timers;
    this.#timings = timings;
  }

  /** `strayFrames`: good ones nobody waited for, such as a late answer or an echo. */
  get counters(): ParserCounters & { readonly strayFrames: number } {
    return { ...this.#parser.counters, strayFrames: this.#strayFrames };
  }

  /**
   * Sends a command and waits for its answer; resolves with the answer's body.
   *
   * @throws Pn532Error when no answer came in time, after aborting the command, or the chip refused it
   * @throws LinkError when the bytes could not be sent
   */
  async ask(command: Pn532Message): Promise<Uint8Array> {
    const { ackTimeoutMs } = this.#timings;
    if (this.#pending !== undefined) throw new Pn532Error('pn532/refused', 'a PN532 does one command at a time');
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      const pending: Pending = { code: command.code, isAcknowledged: false, cancelTimer: () => {}, resolve, reject };
      this.#pending = pending;
      this.#waitFor(pending, 'pn532/no-ack', ackTimeoutMs);
    });
    const sent = this.#write(serializePn532(command)).catch((error: unknown) => {
      this.#settle();
      throw error;
    });
    // Together, so that a write that hangs does not hold the deadline back.
    const [body] = await Promise.all([answer, sent]);
    return body;
  }

  received(chunk: Uint8Array): void {
    for (const output of this.#parser.push(chunk, this.#timers.monotonicMs())) {
      if (output.kind !== 'discarded') this.#hear(output);
    }
  }

  /** The link is gone: what was asked is answered by `pn532/closed`, half a frame is forgotten. */
  close(): void {
    this.#parser.reset();
    const pending = this.#settle();
    pending?.reject(new Pn532Error('pn532/closed', `the link was closed before the answer to ${hex(pending.code)}`));
  }

  #hear(frame: Pn532Frame): void {
    const pending = this.#pending;
    if (pending !== undefined && frame.kind === 'error') {
      this.#settle()?.reject(new Pn532Error('pn532/refused', `the chip did not understand ${hex(pending.code)}`));
    } else if (pending !== undefined && frame.kind === 'ack' && !pending.isAcknowledged) {
      pending.isAcknowledged = true;
      this.#waitFor(pending, 'pn532/no-answer', this.#timings.answerTimeoutMs);
    } else if (frame.kind === 'frame' && frame.from === 'chip' && frame.code === (pending?.code ?? 0) + 1) {
      this.#settle()?.resolve(frame.body);
    } else this.#strayFrames++;
  }

  #waitFor(pending: Pending, code: 'pn532/no-ack' | 'pn532/no-answer', timeoutMs: number): void {
    pending.cancelTimer();
    pending.cancelTimer = this.#timers.after(timeoutMs, () => {
      this.#settle();
      // The chip may still be searching; a link that fails here says so itself.
      this.#write(ackFrame).catch(() => {});
      const awaited = code === 'pn532/no-ack' ? 'acknowledgement of' : 'answer to';
      pending.reject(new Pn532Error(code, `no ${awaited} command ${hex(pending.code)} in ${timeoutMs} ms`));
    });
  }

  #settle(): Pending | undefined {
    const pending = this.#pending;
    pending?.cancelTimer();
    this.#pending = undefined;
    return pending;
  }
}

function hex(code: number): string {
  return code.toString(16).padStart(2, '0').toUpperCase();
}
