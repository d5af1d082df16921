import type { PromotionRules } from '../../config/rules/promotions.ts';
import type { Sentence } from '../ports/device.ts';

/** A word of a script that somebody should look at, and the clause that says why. It only warns. */
export interface WordingWarning {
  readonly word: string;
  readonly clause: string;
  readonly says: Sentence;
}

/** Words of the list that a script holds, each once, longest first where one lies in another. */
export function wordingWarnings(text: string, list: PromotionRules['wording']): WordingWarning[] {
  const found: WordingWarning[] = [];
  for (const { words, unless, clause, says } of list) {
    let left = comparable(text);
    for (const innocent of [...unless].sort(longestFirst)) left = left.replaceAll(comparable(innocent), BLANK);
    for (const word of [...words].sort(longestFirst)) {
      const pattern = patternOf(word);
      if (!pattern.test(left)) continue;
      left = left.replace(pattern, BLANK);
      if (found.every((other) => other.word !== word)) found.push({ word, clause, says });
    }
  }
  return found;
}

/** Stands where something was taken out, so that what is left and right of it makes no new word. */
const BLANK = '\u0000';
const HAN_GAP = /(?<=\p{Script=Han})[\s·.、，-]+(?=\p{Script=Han})/gu;

const longestFirst = (a: string, b: string): number => b.length - a.length;

/** Wide letters as narrow ones, small ones as capitals, and no gaps between characters: 最 佳 is 最佳. */
function comparable(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(HAN_GAP, '');
}

/** Words of letters only count whole: “best” is not in “Bestway”. */
function patternOf(word: string): RegExp {
  const escaped = comparable(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const before = /^[A-Z0-9]/.test(comparable(word)) ? '(?<![A-Z0-9])' : '';
  const after = /[A-Z0-9]$/.test(comparable(word)) ? '(?![A-Z0-9])' : '';
  return new RegExp(`${before}${escaped}${after}`, 'gu');
}
