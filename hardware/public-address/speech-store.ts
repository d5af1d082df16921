import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import { msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { SpeechEngine, SpeechLanguage } from '../../firmware-bridge/audio/speech-engine.ts';
import type { SpeechPiece } from '../../firmware-bridge/audio/speech-words.ts';

/** Speech kept ready in the mixer: five minutes, 29 MB. In memory only: a lost child's name is never left on the card. */
const KEPT_FRAMES = msToFrames(5 * 60_000);

/** Knows which sentences the mixer holds, has missing ones spoken once, and lets the longest unused go. */
export class SpeechStore {
  readonly #engine: SpeechEngine;
  readonly #frames = new Map<string, number>();
  readonly #underway = new Map<string, Promise<number>>();

  constructor(engine: SpeechEngine) {
    this.#engine = engine;
  }

  /** The same characters taught another way are another sound; voice and speed are fixed for the life of the engine. */
  static key(words: readonly SpeechPiece[], language: SpeechLanguage): string {
    const said = words.map(({ text, pinyin = '', soundsLike = '' }) => [text, pinyin, soundsLike]);
    return `${language} ${JSON.stringify(said)}`;
  }

  /** Frames of a sentence, spoken and loaded when it is not there yet. @throws AudioError `speech/…` */
  async ready(words: readonly SpeechPiece[], language: SpeechLanguage, mixer: MixerLink): Promise<number> {
    const key = SpeechStore.key(words, language);
    const known = this.#frames.get(key);
    if (known !== undefined) {
      this.#frames.delete(key);
      this.#frames.set(key, known);
      return known;
    }
    const underway = this.#underway.get(key) ?? this.#load(key, words, language, mixer);
    this.#underway.set(key, underway);
    try {
      return await underway;
    } finally {
      this.#underway.delete(key);
    }
  }

  async #load(key: string, words: readonly SpeechPiece[], language: SpeechLanguage, mixer: MixerLink): Promise<number> {
    const wav = await this.#engine.speak(words, language);
    const frames = await mixer.ask({ type: 'loadClip', key, wav });
    if (typeof frames !== 'number') throw new AudioError('audio/failed', 'the mixer answered no length');
    this.#frames.set(key, frames);
    return frames;
  }

  /** Lets go what is too much, except the sentences in `keep`. */
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
