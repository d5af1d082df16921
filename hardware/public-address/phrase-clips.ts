import type { SpeechLanguage } from '../../firmware-bridge/audio/speech-engine.ts';

/** A sentence made of recorded phrases. */
export interface JoinedSentence {
  /** Names of the clips, in order. */
  readonly clips: readonly string[];
  /** Silence after each clip but the last. */
  readonly gapsMs: readonly number[];
}

/** A clip of this name is said where a stretch of words ends: its tone falls. Without one the other is taken. */
const FINAL = /-(末|final)$/;
/** Figures follow each other closely, phrases less so; at a comma and a full stop an announcer breathes. */
const GAP_MS = { figures: 60, phrases: 100, comma: 250, stop: 450 } as const;
const FIGURES = {
  zh: new Set('零〇一二两三四五六七八九幺'),
  en: new Set(['zero', 'oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']),
} as const;
const STOPS = /[。！？.!?…]/;
/** What parts words without being said. */
const MARKS = /([，、；：。！？…,;:!?]+|\.(?=\s|$))/;

/**
 * The clips that say a text, the longest phrases first; undefined when some of it is not recorded, and the text is left to an engine whole.
 *
 * @param text written out for the ear
 * @param names what is recorded, by the words said; `三-末` is 三 at the end of a stretch
 */
export function joinedSentence(
  text: string,
  names: readonly string[],
  language: SpeechLanguage,
): JoinedSentence | undefined {
  const phrases = new Map(
    names.map((name) => [wordsOf(name.replace(FINAL, ''), language).join(' ') + finalMark(name), name]),
  );
  const clips: string[] = [];
  const gapsMs: number[] = [];
  const pieces = text.split(MARKS);
  for (let index = 0; index < pieces.length; index += 2) {
    const words = wordsOf(pieces[index] ?? '', language);
    if (words.length === 0) continue;
    const said = cover(words, phrases);
    if (said === undefined) return undefined;
    for (const [at, { name, figure }] of said
      .map((phrase) => ({ ...phrase, figure: isFigure(phrase, language) }))
      .entries()) {
      clips.push(name);
      const next = said[at + 1];
      if (next === undefined) gapsMs.push(STOPS.test(pieces[index + 1] ?? '') ? GAP_MS.stop : GAP_MS.comma);
      else gapsMs.push(figure && isFigure(next, language) ? GAP_MS.figures : GAP_MS.phrases);
    }
  }
  return clips.length === 0 ? undefined : { clips, gapsMs: gapsMs.slice(0, -1) };
}

interface Phrase {
  readonly name: string;
  readonly words: readonly string[];
}

/** The longest phrase first; where that leaves a rest that is not recorded, the next shorter one. */
function cover(words: readonly string[], phrases: ReadonlyMap<string, string>): readonly Phrase[] | undefined {
  /** What follows from each place on, once it is known; a text of many short phrases is not walked again and again. */
  const known = new Map<number, readonly Phrase[] | undefined>([[words.length, []]]);
  for (let from = words.length - 1; from >= 0; from--) {
    known.set(from, undefined);
    for (let to = words.length; to > from; to--) {
      const rest = known.get(to);
      if (rest === undefined) continue;
      const key = words.slice(from, to).join(' ');
      const name = (to === words.length ? phrases.get(`${key}$`) : undefined) ?? phrases.get(key);
      if (name === undefined) continue;
      known.set(from, [{ name, words: words.slice(from, to) }, ...rest]);
      break;
    }
  }
  return known.get(0);
}

/** Chinese is cut into characters, English into words. */
function wordsOf(text: string, language: SpeechLanguage): readonly string[] {
  const plain = text.normalize('NFC').replace(/["“”'‘’「」『』()（）《》]/g, ' ');
  if (language === 'en')
    return plain
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
  return [...plain.replace(/\s+/g, '')];
}

function finalMark(name: string): string {
  return FINAL.test(name) ? '$' : '';
}

function isFigure({ words }: Phrase, language: SpeechLanguage): boolean {
  return words.length === 1 && FIGURES[language].has(words[0] ?? '');
}
