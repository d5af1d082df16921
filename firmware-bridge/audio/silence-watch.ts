import { dbToGain, FULL_SCALE } from './pcm-format.ts';

/** What counts as silence that nobody asked for. */
export interface SilenceSettings {
  readonly afterMs: number;
  /** Peak below full scale, as it leaves the mixer. */
  readonly belowDb: number;
}

/** Counts how long nothing has been heard although music is wanted. Pure: told of every stretch that was rendered. */
export class SilenceWatch {
  settings: SilenceSettings;
  #silentMs = 0;

  constructor(settings: SilenceSettings) {
    this.settings = settings;
  }

  /**
   * @param peak of the stretch, 0–1
   * @returns `silent` each time it has lasted too long, `sound` when something was heard
   */
  heard(peak: number, stretchMs: number): 'silent' | 'sound' | undefined {
    if (peak >= Math.max(dbToGain(this.settings.belowDb), 1 / FULL_SCALE)) {
      this.#silentMs = 0;
      return 'sound';
    }
    this.#silentMs += stretchMs;
    if (this.#silentMs < this.settings.afterMs) return undefined;
    this.#silentMs = 0;
    return 'silent';
  }

  /** Music is not wanted now: its silence is no trouble. */
  rest(): void {
    this.#silentMs = 0;
  }
}
