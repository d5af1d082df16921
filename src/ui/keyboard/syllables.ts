import chinese from 'simple-keyboard-layouts/build/layouts/chinese';
import type { SyllableTable } from './pinyin.ts';

// The library's types leave its candidates out (3.4): read them as what they are.
function isTable(value: unknown): value is SyllableTable {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

const candidates: unknown = 'layoutCandidates' in chinese ? chinese.layoutCandidates : undefined;

/** Characters by pinyin syllable, most used first (simple-keyboard-layouts, after sxei/pinyinjs). */
export const syllables: SyllableTable = isTable(candidates) ? candidates : {};
