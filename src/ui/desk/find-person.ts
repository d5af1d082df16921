import { deskPinyin } from '../keyboard/desk-pinyin.ts';

/** Somebody in a list. */
export interface Findable {
  readonly name: string;
  readonly staffNo?: string;
}

/** What parts a name: 吐尔逊·买买提, Anna-Maria O’Neill. */
const between = /[\s·•・‧.,'’-]+/;
const notTyped = /[\s·•・‧.,'’-]+/g;
const accents = /\p{Mark}/gu;
const turners = /\p{Bidi_Control}/gu;
const chinese = /\p{Script=Han}/u;

/** Those of a list whom somebody means who types this; all of them while nothing is typed. */
export function findPerson<P extends Findable>(people: readonly P[], typed: string): P[] {
  return people.filter((person) => isMeant(person, typed));
}

/** Whether `zw`, `zhangwei`, `zhang`, `张` or `2087` is typed for 张伟; the parts of a long name each count as a beginning. */
export function isMeant({ name, staffNo = '' }: Findable, typed: string): boolean {
  const wanted = plain(typed).replaceAll(notTyped, '');
  if (wanted === '' || plain(staffNo).startsWith(wanted)) return true;
  const words = plain(name).split(between);
  if (chinese.test(wanted) && words.join('').includes(wanted)) return true;
  return words.some((_, at) => deskPinyin.begins(words.slice(at), wanted));
}

/** As it is typed: small, narrow, without accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(accents, '').replaceAll(turners, '').toLowerCase();
}
