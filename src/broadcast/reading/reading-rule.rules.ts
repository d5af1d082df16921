/** One way of reading a stretch of text aloud. */
export interface ReadingRule {
  /** Sticky: it is tried where the reader stands. */
  readonly pattern: RegExp;
  /**
   * What is said; `undefined` when it is something else after all and the next rule shall try.
   *
   * @param before the text already passed, as written
   * @param after the text still to come
   */
  read(match: RegExpExecArray, before: string, after: string): string | undefined;
}

/** Reads a text by the first rule that fits at each place; what no rule knows is said as it is written. */
export function readByRules(text: string, rules: readonly ReadingRule[]): string {
  let said = '';
  for (let at = 0; at < text.length; ) {
    const { words, length } = readAt(text, at, rules) ?? { words: text[at] ?? '', length: 1 };
    said += words;
    at += length;
  }
  return said;
}

function readAt(text: string, at: number, rules: readonly ReadingRule[]) {
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(text);
    if (match === null || match[0] === '') continue;
    const words = rule.read(match, text.slice(Math.max(0, at - CONTEXT), at), text.slice(at + match[0].length));
    if (words !== undefined) return { words, length: match[0].length };
  }
  return undefined;
}

/** Characters before a number that can say what kind of number it is. */
const CONTEXT = 12;
