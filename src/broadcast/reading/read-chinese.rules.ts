import { chineseAmounts, chineseNumbers } from './chinese-amounts.rules.ts';
import { chineseCodes, chineseTokens } from './chinese-codes.rules.ts';
import { chineseTimes } from './chinese-times.rules.ts';
import { readByRules } from './reading-rule.rules.ts';

/** Phones before times before amounts: a rule that comes first knows more of what it sees. */
const RULES = [...chineseCodes, ...chineseTimes, ...chineseAmounts, ...chineseTokens, ...chineseNumbers];

/**
 * A Chinese announcement as it is said: no figures are left in it, 幺 in codes, 两 before measure words; words stay as they are.
 * Written and spoken text stay apart: slips and the log keep the written one.
 */
export function readChinese(text: string): string {
  return readByRules(halfWidth(text), RULES);
}

/** Full-width figures, letters and signs, and circled numbers, as an input method writes them. */
function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ％＋＝＃＄]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[①-⑳⓪]/g, (sign) => sign.normalize('NFKC'))
    .replace(/(?<=\d)：(?=\d)/g, ':')
    .replace(/(?<=\d)．(?=\d)/g, '.')
    .replace(/(?<=\d)[‑－―]+(?=\d)/g, '-');
}
