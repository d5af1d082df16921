/** Words for a speech engine; a word that is said in a way of its own brings how. */
export interface SpeechPiece {
  readonly text: string;
  /** Numbered pinyin, `shan4 xiong2 xin4`. */
  readonly pinyin?: string;
  /** Characters or English letters that sound so, for engines that read no pinyin. */
  readonly soundsLike?: string;
}

/** The most an engine may be given: the desk refuses at 500 characters, which may be said in more; this only bounds a mistake. */
const MAX_SPEECH_CHARACTERS = 4_000;

/**
 * Words that no engine can take for an option, a command or a phoneme code: control characters and `[[…]]` (espeak-ng phonemes) become
 * spaces, leading dashes go.
 */
export function speakable(text: string): string {
  return (
    text
      .slice(0, MAX_SPEECH_CHARACTERS)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff[\]]/g, ' ')
      .replace(/^[\s\-\u2010-\u2015]+/, '')
      .trim()
  );
}

/** The words as characters: taught ones by what sounds like them, where somebody has said what does. */
export function asCharacters(pieces: readonly SpeechPiece[]): string {
  return speakable(pieces.map(({ text, soundsLike }) => soundsLike ?? text).join(''));
}
