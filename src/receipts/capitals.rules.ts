const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿'] as const;
const GROUP = 10_000;
const FEN_PER_YUAN = 100;

/** The largest amount that can be written out: 999,999,999,999.99 yuan. */
export const MOST_CAPITAL_FEN = GROUP ** GROUPS.length * FEN_PER_YUAN - 1;

/**
 * An amount in fen as it is written out on paper, e.g. `壹拾叁元整`, `壹仟零伍元零叁分` (支付结算办法, annex 1: one 零 for zeros between
 * digits, 整 after 元 or 角, none after 分; 壹拾 and never 拾 alone).
 * @throws RangeError for what is not a whole number from 0 to {@link MOST_CAPITAL_FEN}
 */
export function fenToCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > MOST_CAPITAL_FEN)
    throw new RangeError(`cannot write out ${fen} fen`);
  const yuan = Math.trunc(fen / FEN_PER_YUAN);
  const jiao = Math.trunc(fen / 10) % 10;
  const left = fen % 10;
  const whole = yuan === 0 ? '' : `${wholeNumber(yuan)}元`;
  if (jiao === 0 && left === 0) return whole === '' ? '零元整' : `${whole}整`;
  if (left === 0) return `${whole}${digit(jiao)}角整`;
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${digit(jiao)}角`;
  return `${whole}${tenths}${digit(left)}分`;
}

/** From 1: groups of four digits, with one 零 wherever a zero stands before a later digit. */
function wholeNumber(value: number): string {
  let text = '';
  let isZeroOwed = false;
  for (let index = GROUPS.length - 1; index >= 0; index--) {
    const group = Math.trunc(value / GROUP ** index) % GROUP;
    if (group === 0) {
      isZeroOwed = text !== '';
      continue;
    }
    if (text !== '' && (isZeroOwed || group < GROUP / 10)) text += DIGITS[0];
    text += `${group4(group)}${GROUPS[index] ?? ''}`;
    isZeroOwed = false;
  }
  return text;
}

function group4(group: number): string {
  let text = '';
  let isZeroOwed = false;
  for (let place = PLACES.length - 1; place >= 0; place--) {
    const figure = Math.trunc(group / 10 ** place) % 10;
    if (figure === 0) {
      isZeroOwed = text !== '';
      continue;
    }
    text += `${isZeroOwed ? DIGITS[0] : ''}${digit(figure)}${PLACES[place] ?? ''}`;
    isZeroOwed = false;
  }
  return text;
}

function digit(figure: number): string {
  const character = DIGITS[figure];
  if (character === undefined) throw new RangeError(`no digit ${figure}`);
  return character;
}
