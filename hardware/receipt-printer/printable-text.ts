import { printableColumns } from '../../firmware-bridge/escpos/gb18030.ts';
import { type GlyphSource, noGlyphs } from '../../firmware-bridge/glyphs/glyph-source.ts';

/** Stands for a character that can be neither printed nor drawn: the traditional sign for it, and never a `?`. */
export const GETA = '〓';

/** Characters of the desk's papers that the font has only in another shape. */
const OTHER_SHAPE: Readonly<Record<string, string>> = {
  '¥': '￥',
  '☑': '√',
  '✓': '√',
  '✔': '√',
  '☐': '□',
  '•': '·',
  '⁄': '/',
  '−': '-',
  '‑': '-',
  '©': '(c)',
  '®': '(R)',
};
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const LINE_BREAKS_AND_SPACES = /\r\n|[\t\n\r\u2028\u2029]|(?!\u3000)\p{Zs}/gu;
const CONTROL_OR_BROKEN = /^[\p{Cc}\p{Cs}]/u;
const WITHOUT_A_GLYPH = /[\p{Cf}\p{M}\u115f\u1160\u3164]/gu;
/** Joiners, and the selectors that choose between shapes of one ideograph or emoji. */
const SHAPE_CHOICE = /\p{Cf}|[\u{fe00}-\u{fe0f}]|[\u{e0100}-\u{e01ef}]/gu;
/** Scripts written left to right, one shape per character: others would come out misread. */
const DRAWABLE =
  /^[\p{sc=Han}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{S}\p{P}\p{N}]$/u;
const IDEOGRAPH = /^\p{sc=Han}/u;

let clusters: Intl.Segmenter | undefined;

/**
 * Any text as characters the printer has or `glyphs` can draw, each one or two columns wide. Line breaks and tabs become spaces.
 *
 * Rules: control characters, halves of a surrogate pair, and what can be neither printed nor drawn become 〓, one per grapheme, an
 * ideograph with its code point; marks without a glyph of their own (bidi overrides, joiners, combining marks that do not compose)
 * are dropped; `ﬁ` prints as `fi`, an accent that cannot be drawn is left out.
 */
export function printableText(text: string, glyphs: GlyphSource = noGlyphs): string {
  if (isPrintable(text)) return text;
  // Every amount has a ¥: the common case must not pay for graphemes.
  const shaped = text.replaceAll('¥', '￥');
  if (isPrintable(shaped)) return shaped;
  const spaced = text.normalize('NFC').replace(LINE_BREAKS_AND_SPACES, ' ');
  if (isPrintable(spaced)) return spaced;
  clusters ??= new Intl.Segmenter('zh', { granularity: 'grapheme' });
  let out = '';
  for (const { segment } of clusters.segment(spaced)) out += printableCluster(segment, glyphs);
  return out;
}

/** Like {@link printableText}, one string per line of the text. */
export function printableLines(text: string, glyphs?: GlyphSource): string[] {
  return text.split(LINE_BREAK).map((piece) => printableText(piece, glyphs));
}

/** Text for a code to scan: only what has no glyph and could be taken for a command is dropped. */
export function scannableText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, '');
}

/** Columns of a text that {@link printableText} has made. */
export function columnsOf(text: string): number {
  let columns = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A character of two units is two columns wide already.
    if (unit > ASCII_END && (unit & SURROGATE_MASK) !== SURROGATE) columns++;
  }
  return columns;
}

const ASCII_END = 0x7e;
const SURROGATE = 0xd800;
const SURROGATE_MASK = 0xf800;

function printableCluster(cluster: string, glyphs: GlyphSource): string {
  if (isPrintable(cluster)) return cluster;
  const shape = OTHER_SHAPE[cluster];
  if (shape !== undefined) return shape;
  if (CONTROL_OR_BROKEN.test(cluster)) return GETA;
  const compatible = shaped(cluster.normalize('NFKC'));
  if (isPrintable(compatible)) return compatible;
  const bare = cluster.replace(SHAPE_CHOICE, '');
  if (bare !== '' && (isPrintable(bare) || isDrawable(bare, glyphs))) return bare;
  const plain = shaped(cluster.normalize('NFKD').replace(WITHOUT_A_GLYPH, ''));
  if (isPrintable(plain)) return plain;
  return IDEOGRAPH.test(bare) ? `${GETA}(U+${(bare.codePointAt(0) ?? 0).toString(16).toUpperCase()})` : GETA;
}

function shaped(text: string): string {
  return Array.from(text, (character) => OTHER_SHAPE[character] ?? character).join('');
}

function isDrawable(character: string, glyphs: GlyphSource): boolean {
  return DRAWABLE.test(character) && glyphs.outline(character.codePointAt(0) ?? 0) !== undefined;
}

/** True when the printer's own font has every character of the text. */
export function isPrintable(text: string): boolean {
  const columns = printableColumns();
  for (let at = 0; at < text.length; at++) if (columns[text.charCodeAt(at)] === 0) return false;
  return true;
}
