import type { Timers } from '../timers.ts';
import { BLOCK_FRAMES, framesToMs, msToFrames } from './pcm-format.ts';

/** Sound kept ahead of the card. With ducking it stays under the 150 ms from request to first sound. */
const LEAD_FRAMES = msToFrames(60);
/** Further behind than this (a suspended machine), time starts anew instead of being caught up with. */
const LOST_FRAMES = msToFrames(1_000);
/** A player program is reading by then. Fed sooner, its starting time would stay as delay for as long as it lives. */
const PLAYER_START_MS = 150;
/** How often the card is asked what it has really played: cards run up to 100 ppm off, 8 s a day. */
const ASK_EVERY_FRAMES = msToFrames(500);

/** Decides when the next blocks are due so that a card never starves and never lags: by the clock, corrected by the card's own count. */
export class CardPace {
  readonly #timers: Timers;
  readonly #advance: (frames: number) => void;
  #played: () => number | undefined = () => undefined;
  #anchorMs = 0;
  #written = 0;
  #askedAt = 0;
  #cancel: () => void = () => {};

  constructor(timers: Timers, advance: (frames: number) => void) {
    this.#timers = timers;
    this.#advance = advance;
  }

  /** A sink has been opened. @param played frames it has played, where the system can tell */
  begin(played: () => number | undefined): void {
    this.end();
    this.#played = played;
    this.#written = 0;
    this.#askedAt = 0;
    this.#cancel = this.#timers.after(PLAYER_START_MS, () => {
      this.#anchorMs = this.#timers.monotonicMs();
      this.#step();
    });
  }

  end(): void {
    this.#cancel();
  }

  wrote(frames: number): void {
    this.#written += frames;
  }

  #step(): void {
    this.#correct();
    const elapsed = msToFrames(this.#timers.monotonicMs() - this.#anchorMs);
    let due = elapsed + LEAD_FRAMES - this.#written;
    if (due > LOST_FRAMES) {
      this.#anchorMs += framesToMs(due - LEAD_FRAMES);
      due = LEAD_FRAMES;
    }
    this.#cancel = this.#timers.after(framesToMs(BLOCK_FRAMES), () => this.#step());
    if (due >= BLOCK_FRAMES) this.#advance(due);
  }

  #correct(): void {
    if (this.#written - this.#askedAt < ASK_EVERY_FRAMES) return;
    this.#askedAt = this.#written;
    const played = this.#played();
    if (played === undefined) return;
    const elapsed = msToFrames(this.#timers.monotonicMs() - this.#anchorMs);
    this.#anchorMs += framesToMs(elapsed - played);
  }
}
