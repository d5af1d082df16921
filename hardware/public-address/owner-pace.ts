import { msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { Clock } from '../../src/ports/clock.ts';

const STEP_MS = 50;
/** After the last sound, fades and the music's return still need time. */
const TAIL_MS = 3_000;
/** A step longer than this was a suspended machine; the time is not made up for. */
const LONGEST_STEP_MS = 5_000;

/** Turns the desk's clock into frames for a mixer without a sound card, only while there is something to hear. */
export class OwnerPace {
  readonly #clock: Clock;
  readonly #sounding: () => boolean;
  readonly #tick: (frames: number) => void;
  #lastMs = 0;
  #untilMs = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, sounding: () => boolean, tick: (frames: number) => void) {
    this.#clock = clock;
    this.#sounding = sounding;
    this.#tick = tick;
  }

  /** Something is to be heard from now on. */
  wake(): void {
    this.#untilMs = this.#clock.monotonicMs() + TAIL_MS;
    if (this.#cancel !== undefined) return;
    this.#lastMs = this.#clock.monotonicMs();
    this.#wait();
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    this.#cancel = this.#clock.after(STEP_MS, () => {
      this.#cancel = undefined;
      const nowMs = this.#clock.monotonicMs();
      const frames = msToFrames(Math.min(LONGEST_STEP_MS, nowMs - this.#lastMs));
      this.#lastMs = nowMs;
      this.#tick(frames);
      if (this.#sounding()) this.#untilMs = nowMs + TAIL_MS;
      if (nowMs < this.#untilMs) this.#wait();
    });
  }
}
