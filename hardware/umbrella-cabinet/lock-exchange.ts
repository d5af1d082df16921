import type { LockBoard } from '../../firmware-bridge/lock-board/constants.ts';
import type { LockBoardFrame } from '../../firmware-bridge/lock-board/frame.ts';
import { LockBoardParser } from '../../firmware-bridge/lock-board/parser.ts';
import type { Timers } from '../../firmware-bridge/timers.ts';

/** Whether the line gives back what is sent. `auto`: seen by it when asking, where it cannot be mistaken for an answer. */
export type EchoSetting = 'auto' | 'yes' | 'no';

/** A board that opens without a word is left alone this long, in milliseconds. */
const WORDLESS_MS = 20;

/** What is said to the board, and which frame answers it. */
export interface Saying {
  readonly request: Uint8Array;
  /** A question changes nothing: its own bytes coming back can only be an echo. */
  readonly asks: boolean;
  readonly accepts: (frame: LockBoardFrame) => boolean;
  /** 0 for what has no answer. */
  readonly timeoutMs: number;
  /** Called when the bytes are handed over, or were refused. */
  readonly written?: (sent: boolean) => void;
}

/**
 * One saying and its answer at a time on a half-duplex line.
 *
 * An 8A board that could not open answers with the very bytes of the command. On a line that echoes these come twice, on any other
 * once; whether it echoes shows with every question, whose echo cannot be an answer.
 */
export class LockExchange {
  readonly #parser: LockBoardParser;
  readonly #timers: Timers;
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #echo: EchoSetting;
  readonly #counters = { echoes: 0, unasked: 0, told: 0 };
  #waiting: (Saying & { same: number; done(reply: LockBoardFrame | undefined): void }) | undefined;
  #echoSeen = false;

  constructor(options: {
    readonly board: LockBoard;
    readonly timers: Timers;
    readonly write: (bytes: Uint8Array) => Promise<void>;
    readonly echo: EchoSetting;
  }) {
    this.#parser = new LockBoardParser(options.board, 'board');
    this.#timers = options.timers;
    this.#write = options.write;
    this.#echo = options.echo;
  }

  counters(): Readonly<Record<string, number>> {
    return { ...this.#parser.counters, ...this.#counters };
  }

  /** Resolves with the answer, or `undefined` when there was none in time. Never rejects. */
  async say(saying: Saying): Promise<LockBoardFrame | undefined> {
    // What is still in there belongs to an older question.
    this.#parser.reset();
    const reply = new Promise<LockBoardFrame | undefined>((resolve) => {
      const done = (frame: LockBoardFrame | undefined): void => {
        cancel();
        this.#waiting = undefined;
        resolve(frame);
      };
      const cancel = this.#timers.after(Math.max(saying.timeoutMs, WORDLESS_MS), () => done(undefined));
      this.#waiting = { ...saying, same: 0, done };
    });
    try {
      await this.#write(saying.request);
      saying.written?.(true);
    } catch {
      saying.written?.(false);
      this.end();
    }
    return reply;
  }

  received(chunk: Uint8Array): void {
    for (const piece of this.#parser.push(chunk, this.#timers.monotonicMs()))
      if (piece.kind === 'frame') this.#heard(piece);
  }

  /** Nobody is on the line any more: no answer comes. */
  end(): void {
    this.#waiting?.done(undefined);
    this.#parser.reset();
  }

  #heard(frame: LockBoardFrame): void {
    const waiting = this.#waiting;
    if (waiting === undefined) {
      this.#counters[frame.meaning === 'told' ? 'told' : 'unasked']++;
    } else if (sameBytes(frame.bytes, waiting.request)) {
      waiting.same++;
      const echo = waiting.asks || waiting.timeoutMs === 0 || (waiting.same === 1 && this.#lineEchoes);
      if (echo) this.#counters.echoes++;
      else waiting.done(frame);
    } else if (waiting.accepts(frame)) {
      if (waiting.asks) this.#echoSeen = waiting.same > 0;
      waiting.done(frame);
    } else {
      this.#counters.unasked++;
    }
  }

  get #lineEchoes(): boolean {
    return this.#echo === 'auto' ? this.#echoSeen : this.#echo === 'yes';
  }
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
