import type { Timers } from '../timers.ts';
import { openAlsaSink } from './alsa-sink.ts';
import { openFileSink } from './file-sink.ts';
import type { Sink, SinkEvents, SinkSettings } from './sink.ts';

/** What the keeper tells about its sink. */
export interface SinkReport {
  opened(): void;
  /** The sink cannot be used; it will be tried again. */
  dead(reason: string): void;
  /** It has held long enough to be called working. */
  working(): void;
  counted(name: 'sinkRestarts' | 'underruns', value: number): void;
}

/** A sink that lived this long before it was lost is opened again at once; one that did not is dead. */
const SETTLED_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
/** A card that takes nothing for so long hangs: its program lives, and nobody hears anything. */
const STALLED_MS = 3_000;
/** A sound card that is plugged in again is heard as soon as every other device. */
const LAST_RETRY_MS = 5_000;

/** Keeps one sink open: opens it again when it is lost, with growing waits while it stays dead. */
export class SinkKeeper {
  readonly #settings: SinkSettings;
  readonly #timers: Timers;
  readonly #report: SinkReport;
  #sink: Sink | undefined;
  #openedAtMs = 0;
  #retryMs = FIRST_RETRY_MS;
  #cancel: () => void = () => {};
  #cancelWatch: () => void = () => {};
  #broken = false;
  #closed = false;
  #dead = false;
  #restarts = 0;
  #underruns = 0;

  constructor(settings: SinkSettings, timers: Timers, report: SinkReport) {
    this.#settings = settings;
    this.#timers = timers;
    this.#report = report;
  }

  get open(): boolean {
    return this.#sink !== undefined;
  }
  /** It failed and has not worked since; while it is tried again it may be open, but nobody should count on it. */
  get dead(): boolean {
    return this.#dead;
  }
  /** The far end is behind: nothing more should be rendered now. */
  get full(): boolean {
    return (this.#sink?.waitingBytes ?? 0) > 0;
  }
  /** Frames the loudspeakers have played of this sink, where the system can tell. */
  playedFrames(): number | undefined {
    return this.#sink?.playedFrames?.();
  }

  start(): void {
    if (this.#closed) return;
    if (this.#broken) {
      this.#die('switched off at the bench');
      return;
    }
    try {
      this.#openedAtMs = this.#timers.monotonicMs();
      const events: SinkEvents = {
        lost: (reason) => this.#lost(reason),
        underrun: () => this.#report.counted('underruns', ++this.#underruns),
      };
      this.#sink = openSink(this.#settings, events);
    } catch (error) {
      this.#die(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#report.opened();
    // A file or nothing at all works once it is open; a program may still end with a complaint.
    if (this.#settings.kind === 'alsa') this.#cancel = this.#timers.after(SETTLED_MS, () => this.#settled());
    else this.#settled();
  }

  write(samples: Int16Array): void {
    try {
      this.#sink?.write(samples);
      this.#watch();
    } catch (error) {
      this.#abandon(error instanceof Error ? error.message : String(error));
    }
  }

  /** Nothing is written to a full sink, so a sink that is full so long after the last write has taken nothing since. */
  #watch(): void {
    this.#cancelWatch();
    if (!this.full) return;
    this.#cancelWatch = this.#timers.after(STALLED_MS, () => {
      if (this.full) this.#abandon('takes no more sound');
    });
  }

  #abandon(reason: string): void {
    const sink = this.#sink;
    this.#die(reason);
    void sink?.close().catch(() => {});
  }

  /** What the card was given and has not played yet is not heard: its program is ended and started anew. */
  async dropWaiting(): Promise<void> {
    const sink = this.#sink;
    if (this.#settings.kind !== 'alsa' || sink === undefined) return;
    this.#cancel();
    this.#cancelWatch();
    this.#sink = undefined;
    await sink.close();
    // Closed meanwhile, or opened again by somebody else.
    if (this.#sink === undefined) this.start();
  }

  async setBroken(broken: boolean): Promise<void> {
    if (broken === this.#broken) return;
    this.#broken = broken;
    this.#cancel();
    const sink = this.#sink;
    this.#sink = undefined;
    if (broken) this.#die('switched off at the bench');
    await sink?.close();
    if (!broken) this.start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    this.#cancelWatch();
    const sink = this.#sink;
    this.#sink = undefined;
    await sink?.close();
  }

  #settled(): void {
    if (this.full) {
      this.#cancel = this.#timers.after(SETTLED_MS, () => this.#settled());
      return;
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#dead = false;
    this.#report.working();
  }

  #lost(reason: string): void {
    if (this.#sink === undefined || this.#closed) return;
    this.#cancel();
    this.#cancelWatch();
    this.#sink = undefined;
    this.#report.counted('sinkRestarts', ++this.#restarts);
    if (this.#timers.monotonicMs() - this.#openedAtMs >= SETTLED_MS) this.start();
    else this.#die(reason);
  }

  #die(reason: string): void {
    this.#sink = undefined;
    this.#cancel();
    this.#cancelWatch();
    this.#dead = true;
    this.#report.dead(reason);
    this.#cancel = this.#timers.after(this.#retryMs, () => this.start());
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }
}

function openSink(settings: SinkSettings, events: SinkEvents): Sink {
  switch (settings.kind) {
    case 'alsa':
      return openAlsaSink(settings.device, settings.program ?? 'aplay', events);
    case 'file':
      return openFileSink(settings.path);
    case 'none':
      return { write: () => {}, waitingBytes: 0, close: async () => {} };
  }
}
