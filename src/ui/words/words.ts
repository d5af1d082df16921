import { effect, signal } from '@preact/signals';

export type Language = 'zh' | 'en';

const storageKey = 'qingyu.language';

function remembered(): Language {
  try {
    return globalThis.localStorage?.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    // A locked-down browser profile refuses storage: Chinese first.
    return 'zh';
  }
}

/** The language on screen; Chinese until someone touches EN, remembered on this desk. */
export const language = signal<Language>(remembered());

effect(() => {
  const chosen = language.value;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  try {
    globalThis.localStorage?.setItem(storageKey, chosen);
  } catch {
    // Not remembered; the page still works.
  }
});

type ParamsOf<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? P | ParamsOf<Rest> : never;
type Args<S extends string> = [ParamsOf<S>] extends [never] ? [] : [params: Record<ParamsOf<S>, string | number>];

/** Looks a sentence up in the language on screen; `{name}` parts of the Chinese sentence are required parameters. */
export type Translate<Z extends Record<string, string>> = <K extends keyof Z & string>(
  key: K,
  ...args: Args<Z[K]>
) => string;

/** A clause as it is read: what the regulations leave open the desk has set itself. */
export function clauseWords(clause: string): string {
  return clause === 'desk' ? say({ zh: '前台自定', en: 'the desk’s rule' }) : clause;
}

/** Puts parameters into `{name}` and `{n|day|days}` places; an unknown place stays visible, so that a slip is seen. */
export function fill(sentence: string, params: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(
    /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g,
    (place, name: string, one: string | undefined, many: string | undefined) => {
      const value = params[name];
      if (value === undefined) return place;
      if (name === 'clause') return clauseWords(String(value));
      return one === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
    },
  );
}

// The Chinese type draws a curly apostrophe as wide as a character.
const straight = (english: string): string => english.replaceAll('’', "'");

/** The words of one page or part: every key in both languages, or it does not compile. */
export function wordsOf<const Z extends Record<string, string>>(
  zh: Z,
  en: Readonly<Record<keyof Z, string>>,
): Translate<Z> {
  return (key, ...args) => fill(language.value === 'zh' ? (zh[key] ?? key) : straight(en[key] ?? key), args[0]);
}

/** A sentence that comes from the service in both languages. */
export function say(sentence: { readonly zh: string; readonly en: string }): string {
  return language.value === 'zh' ? sentence.zh : straight(sentence.en);
}
