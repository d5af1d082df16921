const DIGITS = '零一二三四五六七八九';
/** In codes, phones and plates 1 is 幺: 一 is too easily heard as 七. */
const CODE_DIGITS = '零幺二三四五六七八九';
const SMALL_UNITS = ['', '十', '百', '千'] as const;
const BIG_UNITS = [
  { places: 8, name: '亿' },
  { places: 4, name: '万' },
] as const;
/** Up to here a number has a name; longer ones are said digit by digit. */
const LONGEST_CARDINAL = 16;

/** Each digit by its name, 一 for 1: years, decimals, discounts. */
export function digitNames(digits: string): string {
  return digits.replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? '');
}

/** Each digit by its name, 幺 for 1: codes, phones, plates. */
export function codeDigits(digits: string): string {
  return digits.replace(/\d/g, (digit) => CODE_DIGITS[Number(digit)] ?? '');
}

/**
 * A whole number as it is counted: 一千零五, 十万零五百. 两 leads 千, 万 and 亿, 二 leads 百 and 十, as news readers say it.
 *
 * @param digits ASCII digits, thousands commas allowed
 */
export function cardinal(digits: string): string {
  const plain = digits.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (plain.length > LONGEST_CARDINAL) return codeDigits(plain);
  if (plain === '0') return '零';
  return grouped(plain).replace(/^一十/, '十').replace(/^二千/, '两千');
}

/** A number with its decimals: 一点五. */
export function decimal(number: string): string {
  const [whole = '', fraction] = number.split('.');
  return fraction === undefined ? cardinal(whole) : `${cardinal(whole)}点${digitNames(fraction)}`;
}

/** A number before a measure word: 两 for exactly 2. */
export function counted(number: string): string {
  return /^0*2$/.test(number) ? '两' : decimal(number);
}

/** 万 counts what is above four figures, 亿 what is above eight, however long that is: 六百二十五万零一亿. */
function grouped(digits: string): string {
  const unit = BIG_UNITS.find(({ places }) => digits.length > places);
  if (unit === undefined) return fourDigits(digits);
  const high = grouped(digits.slice(0, -unit.places));
  const rest = digits.slice(-unit.places);
  const low = grouped(rest.replace(/^0+(?=\d)/, ''));
  if (high === '') return low;
  const nought = low !== '' && rest.startsWith('0') ? '零' : '';
  return `${high === '二' ? '两' : high}${unit.name}${nought}${low}`;
}

function fourDigits(group: string): string {
  let said = '';
  let gap = false;
  [...group].forEach((digit, at) => {
    if (digit === '0') {
      gap = true;
      return;
    }
    if (gap && said !== '') said += '零';
    gap = false;
    said += `${DIGITS[Number(digit)]}${SMALL_UNITS[group.length - 1 - at]}`;
  });
  return said;
}
