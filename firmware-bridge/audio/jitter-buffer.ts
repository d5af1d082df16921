/** Holds sound between a card that records and a mixer that pulls: little enough to be live, enough to bridge their unevenness. */
export class JitterBuffer {
  readonly #target: number;
  readonly #most: number;
  #chunks: Int16Array[] = [];
  #offset = 0;
  #held = 0;
  #primed = false;
  /** Frames that were asked for and not there, once sound had begun. */
  dryFrames = 0;
  /** Frames thrown away because the recording card is the faster one, or the mixer paused. */
  droppedFrames = 0;

  /** @param targetFrames frames waited for before the first, and after each time it ran dry: the delay it adds */
  constructor(targetFrames: number) {
    this.#target = targetFrames;
    this.#most = targetFrames * 3;
  }

  /** Frames in it now: the delay of the next one. */
  get held(): number {
    return this.#held;
  }

  push(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#chunks.push(samples);
    this.#held += samples.length;
    if (this.#held > this.#most) this.droppedFrames += this.trim();
  }

  /** Throws away what is older than the delay it is to add; answers how many frames. */
  trim(): number {
    const dropped = Math.max(0, this.#held - this.#target);
    this.#take(undefined, dropped);
    return dropped;
  }

  /** Fills `out`; silence where there is no sound. Answers how many frames were sound. */
  read(out: Int16Array): number {
    out.fill(0);
    if (!this.#primed && this.#held < this.#target) return 0;
    this.#primed = true;
    const count = Math.min(out.length, this.#held);
    this.#take(out, count);
    if (count < out.length) {
      this.#primed = false;
      this.dryFrames += out.length - count;
    }
    return count;
  }

  /** What is in it is old. */
  clear(): void {
    this.#chunks = [];
    this.#offset = 0;
    this.#held = 0;
    this.#primed = false;
  }

  #take(out: Int16Array | undefined, count: number): void {
    let done = 0;
    while (done < count) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) return;
      const part = Math.min(chunk.length - this.#offset, count - done);
      out?.set(chunk.subarray(this.#offset, this.#offset + part), done);
      done += part;
      this.#offset += part;
      this.#held -= part;
      if (this.#offset < chunk.length) continue;
      this.#chunks.shift();
      this.#offset = 0;
    }
  }
}
