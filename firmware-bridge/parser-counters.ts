/** What came over one line since the start, for the devices page. */
export interface ParserCounters {
  readonly frames: number;
  readonly checksumErrors: number;
  /** Times a frame had begun and was given up for another reason than its checksum. */
  readonly resyncs: number;
  readonly discardedBytes: number;
}

/** Bytes that belong to no good frame, and why. */
export interface Discarded<Reason extends string> {
  readonly kind: 'discarded';
  readonly reason: Reason;
  readonly bytes: Uint8Array;
}

/** Keeps a parser's {@link ParserCounters}; reasons `noise` and `checksum` mean the same in every protocol. */
export class CountedOutput<Reason extends string> {
  #counters = { frames: 0, checksumErrors: 0, resyncs: 0, discardedBytes: 0 };

  get counters(): ParserCounters {
    return { ...this.#counters };
  }

  frame(): void {
    this.#counters.frames++;
  }

  discard(reason: Reason, bytes: readonly number[]): Discarded<Reason> {
    this.#counters.discardedBytes += bytes.length;
    if (reason === 'checksum') this.#counters.checksumErrors++;
    else if (reason !== 'noise') this.#counters.resyncs++;
    return { kind: 'discarded', reason, bytes: Uint8Array.from(bytes) };
  }
}
