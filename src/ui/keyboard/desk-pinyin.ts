import { PinyinInput } from './pinyin.ts';
import { syllables } from './syllables.ts';

/** The pinyin of this desk: the keyboard types with it, lists of people are searched with it. */
export const deskPinyin = new PinyinInput(syllables);
