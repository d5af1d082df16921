import { type SpeechPiece, speakable } from './speech-words.ts';

/** Chinese words as numbered pinyin (`qing3 dao4 yi1 lou2`), taught words as taught; whatever is not Chinese stays. */
export async function numberedPinyin(pieces: readonly SpeechPiece[]): Promise<string> {
  return (await pinyinRuns(pieces)).join(' ');
}

/**
 * The same in the markup espeak-ng reads with `-m`. Its own Chinese dictionary is not used: in 1.51 (Debian 12) the voice `cmn` says
 * “yin two hang two” (espeak-ng issue 1236), while `cmn-latn-pinyin` is right in every version.
 */
export async function espeakMandarin(pieces: readonly SpeechPiece[]): Promise<string> {
  const runs = (await pinyinRuns(pieces)).map((run) => run.replace(/[<>&]/g, ' '));
  if (!runs.some(isEnglish)) return breathing(phonemes(runs.join(' ')));
  const voices = runs.map((run) =>
    isEnglish(run)
      ? `<voice xml:lang="en-gb">${run}</voice>`
      : `<voice name="${PINYIN_VOICE}">${breathing(phonemes(run))}</voice>`,
  );
  return `<speak>${voices.join('')}</speak>`;
}

export const PINYIN_VOICE = 'cmn-latn-pinyin';

/** Words for the English voice; capitals alone are letters, and the Chinese voice says letters. */
function isEnglish(run: string): boolean {
  return /[a-z]/.test(run) && /^[A-Za-z][A-Za-z'’ -]*$/.test(run);
}

/** The WebAssembly build (1.52) lacks one final of Mandarin; its sounds are the same in every build. */
const LACKING: Readonly<Record<string, string>> = { xiong: "S;'y", qiong: "tS;h'y", jiong: "tS;'y" };
/** Pauses of an announcer, ms. */
const BREATHS: Readonly<Record<string, number>> = { ',': 250, '.': 450 };
const TONES = ['', '55', '35', '21', '51', '11'];

function phonemes(pinyin: string): string {
  return pinyin.replace(
    /\b(xiong|qiong|jiong)([1-5])/g,
    (_, syllable: string, tone: string) => `[[${LACKING[syllable]}${TONES[Number(tone)]}N]]`,
  );
}

/** espeak-ng takes a stop before a small letter for an abbreviation and goes on without a breath; it is told to breathe. */
function breathing(words: string): string {
  return words.replace(/([,.])(?=\s|$)/g, (stop) => `${stop}<break time="${BREATHS[stop]}ms"/>`);
}

/** Pinyin and foreign words by turns. The dictionary is loaded with the first sentence: it costs 0.1 s and 20 MB. */
async function pinyinRuns(pieces: readonly SpeechPiece[]): Promise<string[]> {
  const { pinyin } = await import('pinyin-pro');
  return pieces.flatMap((piece) => {
    if (piece.pinyin !== undefined) return [piece.pinyin];
    return (speakable(piece.soundsLike ?? piece.text).match(/[A-Za-z][A-Za-z'’ -]*|[^A-Za-z]+/g) ?? []).map((run) => {
      const foreign = /^[A-Za-z]/.test(run);
      return foreign ? run.trim() : numbered(pinyin(run, { toneType: 'num', v: true }));
    });
  });
}

/** Light tone 5, as espeak-ng counts it; Chinese stops become those of the Latin script. */
function numbered(pinyin: string): string {
  return pinyin
    .replace(/([a-zü])0(?!\d)/g, '$15')
    .replace(/\s*[，、；：]\s*/g, ', ')
    .replace(/\s*[。！？]\s*/g, '. ')
    .replace(/\s+/g, ' ')
    .trim();
}
