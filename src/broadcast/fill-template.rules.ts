import { plainWords } from '../ports/plain-words.ts';

/** A stretch of a written script; `filled` words come from the form and are shown in the accent colour. */
export interface ScriptPiece {
  readonly text: string;
  readonly filled: boolean;
}

export type Fillings = Readonly<Record<string, string | undefined>>;

/** Words of grammar: filled in, but nothing the clerk has chosen. */
const GRAMMAR: ReadonlySet<string> = new Set(['pronoun']);

/**
 * Fills `{name}`; a `[part]` is left out whole when any of its fillings is missing. Filled words are taken as they are, never as template.
 */
export function fillTemplate(template: string, fillings: Fillings): ScriptPiece[] {
  const pieces: ScriptPiece[] = [];
  for (const part of template.split(/(\[[^\]]*\])/)) {
    const optional = part.startsWith('[');
    const words = optional ? part.slice(1, -1) : part;
    if (optional && namesIn(words).some((name) => plainWords(fillings[name]) === '')) continue;
    words.split(/\{(\w+)\}/).forEach((text, at) => {
      const filled = at % 2 === 1;
      add(pieces, filled ? plainWords(fillings[text]) : text, filled && !GRAMMAR.has(text));
    });
  }
  return pieces;
}

/** The words of a script. */
export function textOf(pieces: readonly ScriptPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function namesIn(words: string): string[] {
  return [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function add(pieces: ScriptPiece[], text: string, filled: boolean): void {
  const last = pieces.at(-1);
  if (text === '') return;
  if (last !== undefined && !last.filled && !filled) pieces[pieces.length - 1] = { text: last.text + text, filled };
  else pieces.push({ text, filled });
}
