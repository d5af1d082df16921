import type { SpokenPiece } from '../../ports/public-address.ts';
import { readChinese } from './read-chinese.rules.ts';
import { readEnglish } from './read-english.rules.ts';

/** What an announcer would say for a written text. */
export function readAloud(text: string, language: 'zh' | 'en'): SpokenPiece[] {
  return [{ text: language === 'zh' ? readChinese(text) : readEnglish(text) }];
}
