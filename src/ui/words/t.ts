import { en } from './en.ts';
import { wordsOf } from './words.ts';
import { zh } from './zh.ts';

/** Words of the shell and the kit, e.g. `t('action.cancel')`. Pages bring their own with `wordsOf`. */
export const t = wordsOf(zh, en);

/** A key of {@link t} that takes no parameters. */
export type PlainKey = {
  [K in keyof typeof zh]: (typeof zh)[K] extends `${string}{${string}}${string}` ? never : K;
}[keyof typeof zh];
