import { FULL_SCALE, LEVEL_FRAMES } from './pcm-format.ts';

/** What a recording at the desk tells. */
export interface TakeReport {
  level(peak: number, frames: number): void;
  /** It is as long as it may be. */
  full(): void;
}

/** One recording from the microphone, in memory until somebody keeps it. */
export class Take {
  readonly #limitFrames: number;
  readonly #report: TakeReport;
  readonly #chunks: Int16Array[] = [];
  #frames = 0;
  #peak = 0;
  #levelFrames = 0;

  constructor(limitFrames: number, report: TakeReport) {
    this.#limitFrames = limitFrames;
    this.#report = report;
  }

  add(pcm: Int16Array): void {
    const room = this.#limitFrames - this.#frames;
    if (room <= 0) return;
    const kept = pcm.slice(0, room);
    this.#chunks.push(kept);
    this.#frames += kept.length;
    this.#measure(kept);
    if (this.#frames >= this.#limitFrames) this.#report.full();
  }

  /** All of it, one channel at 48 kHz. */
  whole(): Int16Array {
    const sound = new Int16Array(this.#frames);
    let at = 0;
    for (const chunk of this.#chunks) {
      sound.set(chunk, at);
      at += chunk.length;
    }
    return sound;
  }

  #measure(pcm: Int16Array): void {
    for (const sample of pcm) this.#peak = Math.max(this.#peak, Math.abs(sample));
    this.#levelFrames += pcm.length;
    if (this.#levelFrames < LEVEL_FRAMES) return;
    this.#report.level(this.#peak / FULL_SCALE, this.#frames);
    this.#peak = 0;
    this.#levelFrames = 0;
  }
}
