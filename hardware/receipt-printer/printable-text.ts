import { printableColumns } from '../../firmware-bridge/escpos/gb18030.ts';

/** Stands for a character the printer's font lacks: the traditional sign for it, and never a `?`. */
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

const clusters = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Any text as characters the printer has, each one or two columns wide. Line breaks and tabs become spaces.
 *
 * Rules: control characters, halves of a surrogate pair, and what the font lacks become 〓, one per grapheme; marks without a
 * glyph of their own (bidi overrides, joiners, combining marks that do not compose) are dropped; `ñ` prints as `n`, `ﬁ` as `fi`.
 */
export function printableText(text: string): string {
  if (isPrintable(text)) return text;
  // Every amount has a ¥: the common case must not pay for graphemes.
  const shaped = text.replaceAll('¥', '￥');
  if (isPrintable(shaped)) return shaped;
  const spaced = text.normalize('NFC').replace(LINE_BREAKS_AND_SPACES, ' ');
  if (isPrintable(spaced)) return spaced;
  let out = '';
  for (const { segment } of clusters.segment(spaced)) out += printableCluster(segment);
  return out;
}

/** Like {@link printableText}, one string per line of the text. */
export function printableLines(text: string): string[] {
  return text.split(LINE_BREAK).map(printableText);
}

/** Text for a code to scan: only what has no glyph and could be taken for a command is dropped. */
export function scannableText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, '');
}

/** Columns of a text that {@link printableText} has made. */
export function columnsOf(text: string): number {
  let columns = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > ASCII_END) columns++;
  return columns;
}

const ASCII_END = 0x7e;

function printableCluster(cluster: string): string {
  if (isPrintable(cluster)) return cluster;
  const shape = OTHER_SHAPE[cluster];
  if (shape !== undefined) return shape;
  if (CONTROL_OR_BROKEN.test(cluster)) return GETA;
  const plain = cluster.normalize('NFKD').replace(WITHOUT_A_GLYPH, '');
  const shaped = Array.from(plain, (character) => OTHER_SHAPE[character] ?? character).join('');
  return isPrintable(shaped) ? shaped : GETA;
}

function isPrintable(text: string): boolean {
  const columns = printableColumns();
  for (let at = 0; at < text.length; at++) if (columns[text.charCodeAt(at)] === 0) return false;
  return true;
}
