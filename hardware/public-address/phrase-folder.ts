import { readdir, stat } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import type { ClipSource } from '../../firmware-bridge/audio/clip-messages.ts';
import { MUSIC_ENDINGS } from '../../firmware-bridge/audio/decoders.ts';
import type { SpeechLanguage } from '../../firmware-bridge/audio/speech-engine.ts';
import { joinedSentence } from './phrase-clips.ts';

/** A text as the clips that say it. */
export interface JoinedSpeech {
  /** Changes with every clip in it: a new take is heard at once. */
  readonly key: string;
  readonly source: ClipSource;
}

/** Recorded phrases named by their words, `<folder>/zh/各位顾客.wav`; read anew for each sentence, so files may come and go. */
export class PhraseFolder {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Undefined when some of the text is not recorded. */
  async find(text: string, language: SpeechLanguage): Promise<JoinedSpeech | undefined> {
    if (this.#folder === undefined) return undefined;
    const folder = join(this.#folder, language);
    const files = new Map<string, string>();
    for (const file of (await readdir(folder).catch((): string[] => [])).sort().reverse())
      if (MUSIC_ENDINGS.some((ending) => ending === extname(file).toLowerCase())) files.set(parse(file).name, file);
    const sentence = joinedSentence(text, [...files.keys()], language);
    if (sentence === undefined) return undefined;
    const paths = sentence.clips.map((name) => join(folder, files.get(name) ?? name));
    const takes = await Promise.all(paths.map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs));
    const { gapsMs } = sentence;
    return { key: `joined ${JSON.stringify([paths, takes, gapsMs])}`, source: { kind: 'joined', paths, gapsMs } };
  }
}
