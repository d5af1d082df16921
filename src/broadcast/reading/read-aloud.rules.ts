import type { SpokenPiece } from '../../ports/public-address.ts';
import { readChinese } from './read-chinese.rules.ts';
import { readEnglish } from './read-english.rules.ts';

/** A word that somebody taught the desk to say. */
export interface TaughtWord {
  readonly language: 'zh' | 'en';
  readonly word: string;
  /** Numbered, `shan4 xiong2 xin4`; Chinese only. */
  readonly pinyin: string | null;
  /** Characters or letters that sound so. */
  readonly soundsLike: string | null;
}

/** What an announcer would say for a written text; of taught words that overlap the longest counts. */
export function readAloud(text: string, language: 'zh' | 'en', taught: readonly TaughtWord[]): SpokenPiece[] {
  const read = language === 'zh' ? readChinese : readEnglish;
  const words = new Map(taught.filter((one) => one.language === language).map((one) => [read(one.word), one]));
  const said = read(text);
  if (words.size === 0) return [{ text: said }];
  return said.split(anyOf([...words.keys()], language)).flatMap((piece) => {
    if (piece === '') return [];
    const word = words.get(piece);
    if (word === undefined) return [{ text: piece }];
    return [
      {
        text: piece,
        ...(word.pinyin === null ? {} : { pinyin: word.pinyin }),
        ...(word.soundsLike === null ? {} : { soundsLike: word.soundsLike }),
      },
    ];
  });
}

/** English words only where they stand alone; Chinese has no spaces to tell. */
function anyOf(words: readonly string[], language: 'zh' | 'en'): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const any = longestFirst.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return new RegExp(language === 'en' ? `(?<![A-Za-z])(${any})(?![A-Za-z])` : `(${any})`, 'u');
}
