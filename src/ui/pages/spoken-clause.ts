/** What of a sentence has been said, is being said, and comes next. */
export interface SpokenNow {
  readonly said: string;
  readonly saying: string;
  readonly next: string;
}

/** The clause being spoken at `fraction` (0–1) of the sound; every character is taken to last as long as any other. */
export function clauseAt(text: string, fraction: number): SpokenNow {
  const clauses = text.match(/[^，。、；！？,.;!?]+[，。、；！？,.;!?]*\s*/gu) ?? [text];
  const reached = Math.min(0.999, Math.max(0, fraction)) * text.length;
  let from = 0;
  for (const clause of clauses) {
    if (reached < from + clause.length) {
      return { said: text.slice(0, from), saying: clause, next: text.slice(from + clause.length) };
    }
    from += clause.length;
  }
  return { said: text, saying: '', next: '' };
}
