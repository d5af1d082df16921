const MARKS: readonly (readonly [marked: string, plain: string])[] = [
  ['āáǎà', 'a'],
  ['ēéěè', 'e'],
  ['īíǐì', 'i'],
  ['ōóǒò', 'o'],
  ['ūúǔù', 'u'],
  ['ǖǘǚǜ', 'v'],
];
const SYLLABLE =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iong|iang|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ao|an|ei|en|er|ia|ie|iu|in|ou|ua|uo|ui|un|ue|ve|vn|a|o|e|i|u|v)[1-5]$/;

/**
 * Pinyin as a person types it, `shàn xióng xìn`, `shan4xiong2xin4` or `lü4`, as numbered syllables; 5 is the light tone.
 * `undefined` when a syllable is none or has no tone.
 */
export function numberedSyllables(typed: string): readonly string[] | undefined {
  const plain = typed.trim().toLowerCase().normalize('NFC').replace(/u:|ü/g, 'v');
  const syllables = plain
    .replace(/(\d)(?=[^\d\s'’-])/g, '$1 ')
    .split(/[\s'’-]+/)
    .map(numbered);
  return syllables.every((syllable) => SYLLABLE.test(syllable)) ? syllables : undefined;
}

function numbered(syllable: string): string {
  for (const [marked, plain] of MARKS) {
    const tone = [...marked].findIndex((letter) => syllable.includes(letter)) + 1;
    if (tone > 0) return `${syllable.replace(marked[tone - 1] ?? '', plain)}${tone}`;
  }
  return syllable.replace(/0$/, '5');
}
