/** Free words as one line that is spoken, shown and printed: no control or invisible characters, runs of spaces as one. */
export function plainWords(text: string | undefined): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}/gu, '')
    .replace(/\p{Cc}|\p{Zl}|\p{Zp}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
