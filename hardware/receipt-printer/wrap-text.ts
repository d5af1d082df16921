import { columnsOf } from './printable-text.ts';

/** Closing marks do not begin a line; they stay with the character before them. */
const NOT_AT_START = new Set('，。、；：！？）】》」』〉〕｝％…·,.;:!?)]}%');
/** Opening marks do not end a line. */
const NOT_AT_END = new Set('（【《「『〈〔｛￥([{');

/** A name in several parts, as 阿卜杜热合曼·买买提: each part is a word. */
const DOTTED_NAME = /\p{Script=Han}{1,8}(?:·\p{Script=Han}{1,8})+/gu;

/**
 * Breaks printable text into lines of at most `width` columns (2 or more): between words, between Chinese characters but not inside a
 * part of a dotted name, never through a wide one. Continuation lines hang under the text's own indent. Spaces at a break are dropped; an empty text is one empty line.
 */
export function wrapText(text: string, width: number): string[] {
  if (columnsOf(text) <= width) return [text.trimEnd()];
  const indent = Math.min(text.length - text.trimStart().length, Math.floor((width - 2) / 2));
  const hang = ' '.repeat(indent);
  const room = width - indent;
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let gap = 0;
  const end = (): void => {
    lines.push(hang + line);
    line = '';
    used = 0;
  };
  for (const piece of pieces(text.trim())) {
    if (piece === ' ') {
      gap++;
      continue;
    }
    const columns = columnsOf(piece);
    if (line !== '' && used + gap + columns > room) end();
    else if (line !== '') {
      line += ' '.repeat(gap);
      used += gap;
    }
    gap = 0;
    if (columns <= room) {
      line += piece;
      used += columns;
      continue;
    }
    for (const character of piece) {
      const wide = columnsOf(character);
      if (used + wide > room) end();
      line += character;
      used += wide;
    }
  }
  end();
  return lines;
}

/** What may not be broken: a word, a wide character, each with the marks that belong to it; and single spaces. */
function* pieces(text: string): Generator<string> {
  const unbroken = insideNames(text);
  let piece = '';
  let last = '';
  let at = 0;
  for (const character of text) {
    const joined =
      piece === '' ||
      (character !== ' ' &&
        last !== ' ' &&
        (NOT_AT_START.has(character) || NOT_AT_END.has(last) || bothNarrow(last, character) || unbroken.has(at)));
    if (!joined) {
      yield piece;
      piece = '';
    }
    piece += character;
    last = character;
    at += character.length;
  }
  if (piece !== '') yield piece;
}

/** Where a part of a name goes on. */
function insideNames(text: string): ReadonlySet<number> {
  const inside = new Set<number>();
  for (const { 0: name, index } of text.matchAll(DOTTED_NAME)) {
    let last = '·';
    let at = index;
    for (const character of name) {
      if (last !== '·') inside.add(at);
      last = character;
      at += character.length;
    }
  }
  return inside;
}

const bothNarrow = (one: string, other: string): boolean => columnsOf(one) === 1 && columnsOf(other) === 1;
