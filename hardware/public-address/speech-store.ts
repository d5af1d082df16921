import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import type { SpeechEngine, SpeechLanguage } from '../../firmware-bridge/audio/speech-engine.ts';
import type { SpeechPiece } from '../../firmware-bridge/audio/speech-words.ts';
import { type ClipShelf, loadClip } from './clip-shelf.ts';
import type { PhraseFolder } from './phrase-folder.ts';
import type { SpeechCache } from './speech-cache.ts';

/** What is to be said. */
export interface Sentence {
  readonly words: readonly SpeechPiece[];
  readonly language: SpeechLanguage;
  /** Nobody is named in it: it may be kept on the card. */
  readonly cacheable: boolean;
}

/** Where speech comes from, best first: recorded phrases, what is kept, the engine. */
export interface SpeechSources {
  readonly engine: SpeechEngine;
  readonly phrases: Pick<PhraseFolder, 'find'>;
  readonly cache: Pick<SpeechCache, 'find' | 'keep' | 'drop'>;
  /** The engine has spoken, or failed. */
  spoke(): void;
  failed(error: AudioError): void;
  /** Recorded phrases were played, or cannot be read and the engine says the sentence. */
  phrasesRead(error?: AudioError): void;
}

/** Has sentences ready in the mixer, each made once. Without `cacheable` only in memory: a lost child's name is never left on the card. */
export class SpeechStore {
  readonly #shelf: ClipShelf;
  readonly #sources: SpeechSources;

  constructor(shelf: ClipShelf, sources: SpeechSources) {
    this.#shelf = shelf;
    this.#sources = sources;
  }

  /** The same characters taught another way are another sound; voice and speed are fixed for the life of the engine. */
  static key(words: readonly SpeechPiece[], language: SpeechLanguage): string {
    const said = words.map(({ text, pinyin = '', soundsLike = '' }) => [text, pinyin, soundsLike]);
    return `${language} ${JSON.stringify(said)}`;
  }

  /** The sentence as a clip the mixer holds. @throws AudioError `speech/…` */
  async ready(sentence: Sentence, mixer: MixerLink): Promise<{ readonly clip: string; readonly frames: number }> {
    const joined = await this.#joined(sentence, mixer);
    if (joined !== undefined) return joined;
    const clip = SpeechStore.key(sentence.words, sentence.language);
    return { clip, frames: await this.#shelf.ready(clip, () => this.#speak(clip, sentence, mixer)) };
  }

  async #joined({ words, language }: Sentence, mixer: MixerLink) {
    const text = words.map((word) => word.text).join('');
    const found = await this.#sources.phrases.find(text, language);
    if (found === undefined) return undefined;
    const { key: clip, source } = found;
    try {
      const frames = await this.#shelf.ready(clip, () => loadClip(mixer, clip, source));
      this.#sources.phrasesRead();
      return { clip, frames };
    } catch (error) {
      if (!(error instanceof AudioError) || !error.code.startsWith('recording/')) throw error;
      this.#sources.phrasesRead(error);
      return undefined;
    }
  }

  async #speak(key: string, { words, language, cacheable }: Sentence, mixer: MixerLink): Promise<number> {
    const kept = cacheable ? await this.#kept(key, mixer) : undefined;
    if (kept !== undefined) return kept;
    try {
      const wav = await this.#sources.engine.speak(words, language);
      const frames = await loadClip(mixer, key, { kind: 'spoken', wav });
      this.#sources.spoke();
      // Nobody waits for the card.
      if (cacheable) void this.#sources.cache.keep(key, wav);
      return frames;
    } catch (error) {
      // An empty text is the asker's mistake; everything else is an engine that does not work.
      if (error instanceof AudioError && error.code.startsWith('speech/') && error.code !== 'speech/empty')
        this.#sources.failed(error);
      throw error;
    }
  }

  async #kept(key: string, mixer: MixerLink): Promise<number | undefined> {
    const wav = await this.#sources.cache.find(key);
    if (wav === undefined) return undefined;
    try {
      return await loadClip(mixer, key, { kind: 'spoken', wav });
    } catch (error) {
      if (!(error instanceof AudioError) || !error.code.startsWith('speech/')) throw error;
      await this.#sources.cache.drop(key);
      return undefined;
    }
  }
}
