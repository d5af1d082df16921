/**
 * Turns the repeats of a card that stays in the field into one presentation.
 *
 * A card is gone when its frame was not heard for `removedAfterMs`. Every card is watched by itself, so two cards that lie on the
 * reader together and are heard in turn are two presentations, not a new one with each frame.
 */
export class Presentations {
  readonly #removedAfterMs: number;
  readonly #lastHeardMs = new Map<string, number>();

  constructor(removedAfterMs: number) {
    this.#removedAfterMs = removedAfterMs;
  }

  /** True when this frame begins a presentation. @param nowMs monotonic */
  hear(cardId: string, nowMs: number): boolean {
    for (const [id, heardMs] of this.#lastHeardMs) {
      if (nowMs - heardMs >= this.#removedAfterMs) this.#lastHeardMs.delete(id);
    }
    const isNew = !this.#lastHeardMs.has(cardId);
    this.#lastHeardMs.set(cardId, nowMs);
    return isNew;
  }
}
