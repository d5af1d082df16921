import type { Clock, ClockQuality, ClockReading } from '../src/ports/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that only moves when a test turns it. Timers run in the order they are due. */
export class FakeClock implements Clock {
  quality: ClockQuality = 'synchronised';
  bootId = 'boot-test';
  #wallMs: number;
  #monotonicMs = 1_000;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(startsAt = '2026-11-21T08:00:00+08:00') {
    this.#wallMs = Date.parse(startsAt);
  }

  read(): ClockReading {
    return { wallMs: this.#wallMs, monotonicMs: this.#monotonicMs, bootId: this.bootId, quality: this.quality };
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers still waiting: a stopped component leaves none. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Turns wall and monotonic time forward together, running due timers and letting promises settle between them. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#monotonicMs + ms;
    await settle();
    for (;;) {
      const next = [...this.#timers]
        .filter((t) => t.dueMs <= untilMs)
        .sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#move(Math.max(0, next.dueMs - this.#monotonicMs));
      next.run();
      await settle();
    }
    this.#move(untilMs - this.#monotonicMs);
    await settle();
  }

  /** The wall clock jumps (somebody set it); monotonic time and timers do not notice. */
  setWall(at: string): void {
    this.#wallMs = Date.parse(at);
  }

  /** Everything stands still meanwhile: what was due runs late, with the next {@link advance}. */
  leap(ms: number): void {
    this.#move(ms);
  }

  #move(ms: number): void {
    this.#wallMs += ms;
    this.#monotonicMs += ms;
  }
}

/** Lets already queued promises and I/O callbacks run. */
export async function settle(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
