import { cardinal, codeDigits, counted, digitNames } from './chinese-number.rules.ts';
import type { ReadingRule } from './reading-rule.rules.ts';

const YEAR = '(?:19|20)\\d{2}';
const MONTH = '(0?[1-9]|1[0-2])';
const DAY = '(0?[1-9]|[12]\\d|3[01])';
const TO = '\\s?(?:[-~～－]|—{1,2}|–|至|到)\\s?';
const CLOCK = '([01]?\\d|2[0-4])[:：]([0-5]\\d)(?:[:：]([0-5]\\d))?';
const HALF = '(?:\\s?([AaPp])\\.?[Mm]\\.?)?';

/** Dates and times of day. */
export const chineseTimes: readonly ReadingRule[] = [
  {
    pattern: new RegExp(`(${YEAR})([-/.])${MONTH}\\2${DAY}(?![\\d-])日?`, 'y'),
    read: ([, year = '', , month = '', day = '']) => `${digitNames(year)}年${cardinal(month)}月${cardinal(day)}日`,
  },
  {
    pattern: new RegExp(`(${YEAR})-(0[1-9]|1[0-2])(?![\\d.-])`, 'y'),
    read: ([, year = '', month = '']) => `${digitNames(year)}年${cardinal(month)}月`,
  },
  {
    pattern: new RegExp(`(${YEAR})年?${TO}(${YEAR})(?=年|学年|财年)`, 'y'),
    read: ([whole, from = '', to = '']) => `${digitNames(from)}${/^\d+年/.test(whole) ? '年' : ''}到${digitNames(to)}`,
  },
  {
    pattern: new RegExp(`(${YEAR})(?=年|[春夏秋冬新届跨]|款|版|财年|学年)`, 'y'),
    read: ([, year = '']) => digitNames(year),
  },
  { pattern: /(\d{2})(?=年(?:0?[1-9]|1[0-2])月|届毕业)/y, read: ([, year = '']) => digitNames(year) },
  {
    pattern: new RegExp(`${MONTH}月${DAY}(日|号)?${TO}${MONTH}月${DAY}(?=日|号)`, 'y'),
    read: ([, month = '', day = '', mark = '', toMonth = '', toDay = '']) =>
      `${cardinal(month)}月${cardinal(day)}${mark}到${cardinal(toMonth)}月${cardinal(toDay)}`,
  },
  {
    pattern: new RegExp(`${MONTH}月${DAY}(日|号)?(?:${TO}${DAY}(?=日|号))?(?!\\d|个)`, 'y'),
    read: ([, month = '', day = '', mark = '', to]) =>
      `${cardinal(month)}月${cardinal(day)}${to === undefined ? mark || '日' : `${mark}到${cardinal(to)}`}`,
  },
  {
    pattern: new RegExp(`${CLOCK}${HALF}${TO}${CLOCK}${HALF}(?![\\d:])`, 'y'),
    read: ([, h = '', m = '', s, half, h2 = '', m2 = '', s2, half2]) =>
      `${timeOfDay(h, m, s, half)}到${timeOfDay(h2, m2, s2, half2)}`,
  },
  {
    pattern: new RegExp(`${CLOCK}${HALF}(?![\\d:])`, 'y'),
    read: ([, h = '', m = '', s, half]) => timeOfDay(h, m, s, half),
  },
  { pattern: /(\d{1,3})[:：](\d{1,3})(?![\d:])/y, read: ([, a = '', b = '']) => `${cardinal(a)}比${cardinal(b)}` },
  {
    pattern: /(\d{1,2})([点时])([0-5]?\d)(?=分)/y,
    read: ([, h = '', mark = '', m = '']) => `${counted(h)}${mark}${minutes(m)}`,
  },
  {
    pattern: /(\d{1,2})点([0-5]\d)(?!\d|[.%％个])/y,
    read: ([, h = '', m = '']) => `${counted(h)}点${minutes(m)}分`,
  },
  {
    pattern: /(\d{1,2})·(\d{1,2})(?!\d)/y,
    read: ([, a = '', b = '']) => `${codeDigits(a)}${codeDigits(b)}`,
  },
];

/** 18:05 → 十八点零五分; full hours without minutes. */
function timeOfDay(hour: string, minute: string, second: string | undefined, half: string | undefined): string {
  const part = half === undefined ? '' : /a/i.test(half) ? '上午' : '下午';
  const exact = Number(minute) === 0 && second === undefined;
  const seconds = second === undefined ? '' : `${minutes(second)}秒`;
  return `${part}${counted(hour)}点${exact ? '' : `${minutes(minute)}分`}${seconds}`;
}

/** Two places: a nought before a single minute is said. */
function minutes(written: string): string {
  const value = Number(written);
  return written.length === 2 && value < 10 ? `零${value === 0 ? '' : cardinal(written)}` : cardinal(written);
}
