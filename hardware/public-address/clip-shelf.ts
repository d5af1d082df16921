import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { ClipSource } from '../../firmware-bridge/audio/clip-messages.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import { msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';

/** Sounds kept ready in the mixer: five minutes, 29 MB, and whatever is needed now. */
const KEPT_FRAMES = msToFrames(5 * 60_000);

/** Knows which sounds the mixer holds, has a missing one loaded once, and lets the longest unused go. */
export class ClipShelf {
  readonly #frames = new Map<string, number>();
  readonly #underway = new Map<string, Promise<number>>();

  /** Frames of a sound, loaded when it is not there yet. Two who want it share one `load`. */
  async ready(key: string, load: () => Promise<number>): Promise<number> {
    const known = this.#frames.get(key);
    if (known !== undefined) {
      this.#frames.delete(key);
      this.#frames.set(key, known);
      return known;
    }
    const underway = this.#underway.get(key) ?? load();
    this.#underway.set(key, underway);
    try {
      const frames = await underway;
      this.#frames.set(key, frames);
      return frames;
    } finally {
      this.#underway.delete(key);
    }
  }

  /** Lets go what is too much, except the sounds in `keep`. */
  trim(mixer: MixerLink, keep: ReadonlySet<string>): void {
    let held = [...this.#frames.values()].reduce((sum, frames) => sum + frames, 0);
    for (const [key, frames] of [...this.#frames]) {
      if (held <= KEPT_FRAMES) return;
      if (keep.has(key)) continue;
      this.#frames.delete(key);
      held -= frames;
      // A dead mixer holds nothing any more.
      mixer.ask({ type: 'dropClip', key }).catch(() => {});
    }
  }

  /** The mixer is a new one and holds nothing. */
  forget(): void {
    this.#frames.clear();
  }
}

/** Has the mixer make a clip ready; answers its frames. @throws AudioError `speech/…`, `recording/…` */
export async function loadClip(mixer: MixerLink, key: string, source: ClipSource): Promise<number> {
  const frames = await mixer.ask({ type: 'loadClip', key, source });
  if (typeof frames !== 'number') throw new AudioError('audio/failed', 'the mixer answered no length');
  return frames;
}
