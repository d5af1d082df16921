/** Letters that stand in a bar at its own size; a Chinese character is as wide as two. */
const MOST_LETTERS = 26;

/** Whether a title or a name needs smaller letters and a second line: at 800 px a bar holds so much beside who, language and time. */
export function isLong(text: string): boolean {
  return [...text].reduce((width, character) => width + (character < '\u2e80' ? 1 : 2), 0) > MOST_LETTERS;
}
