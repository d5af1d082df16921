import { cardinal, codeDigits, counted, decimal, digitNames } from './chinese-number.rules.ts';
import type { ReadingRule } from './reading-rule.rules.ts';

const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';
const TO = '\\s?(?:[-~～－]|—{1,2}|–|至|到)\\s?';
const CURRENCIES: Readonly<Record<string, string>> = {
  '¥': '元',
  '￥': '元',
  RMB: '元',
  CNY: '元',
  $: '美元',
  US$: '美元',
  HK$: '港元',
  '€': '欧元',
  '£': '英镑',
};
const CURRENCY = '(¥|￥|RMB|CNY|HK\\$|US\\$|\\$|€|£)\\s?';
/** Units written in Latin letters or signs, longest first. */
const UNITS: Readonly<Record<string, string>> = {
  '㎡': '平方米',
  'm²': '平方米',
  m2: '平方米',
  '㎞': '公里',
  km: '公里',
  KM: '公里',
  cm: '厘米',
  mm: '毫米',
  ml: '毫升',
  mL: '毫升',
  ML: '毫升',
  kg: '公斤',
  KG: '公斤',
  Kg: '公斤',
  min: '分钟',
  g: '克',
  m: '米',
  L: '升',
  h: '小时',
  s: '秒',
  '℃': '摄氏度',
  '°C': '摄氏度',
  '°': '度',
};
const UNIT = `(${Object.keys(UNITS).join('|')})(?![A-Za-z0-9])`;
/** After these 2 is 两. Not among them: 楼 号 月 日 期 路 班 级 区 折 线 排, which stand behind an ordinal. */
const MEASURES =
  '个|位|名|人|只|件|把|辆|台|部|条|张|本|瓶|杯|份|套|双|对|家|间|种|次|遍|回|天|周|星期|小时|分钟|秒钟?|点|时|年|岁|元|块|角|毛|分|斤|公斤|千克|克|吨|千米|公里|平方米|立方米|米|厘米|毫米|升|毫升|倍|颗|粒|串|包|盒|箱|袋|束|支|枝|根|盏|盘|碗|扇|幅|面|片|滴|股|项|顿|趟|站|局|轮|组|批|句|页|封|匹|步|场|门|百|千|万|亿|摄氏度|度|美元|港元|欧元|英镑|倍|成|节|层|款|道|顶|座|架|艘|伙|群|堆|副|听|罐|打|刻钟?|季|样|边|侧|头|晚|夜|代|则|笔|单|桶';
const MEASURE = new RegExp(`^\\s?(?:多|余|几)?(?:${MEASURES})`);
/** Written before a number it makes an order of it: 第二个. */
const ORDINAL = /(?:第|初|周|星期|礼拜|B|地下)$/;
/** 二层 is a storey; after these it is a count of storeys: 共两层. */
const COUNTS = /(?:共|有|上|下|高|隔|每|前|后|近|约|再)$/;

/** Money, per cent, temperatures, ranges, measures and plain numbers. */
export const chineseAmounts: readonly ReadingRule[] = [
  {
    pattern: new RegExp(`${CURRENCY}${NUMBER}(万|亿)?(?:${TO}(?:${CURRENCY})?${NUMBER}(万|亿)?)?\\s?元?`, 'y'),
    read([, sign = '', from = '', big = '', , to, toBig = '']) {
      const unit = CURRENCIES[sign] ?? '元';
      if (to === undefined) return `${amount(from, big)}${unit}`;
      return `${amount(from, big)}到${amount(to, toBig)}${unit}`;
    },
  },
  {
    pattern: new RegExp(`([-−])?${NUMBER}([%％‰])?${TO}${NUMBER}([%％‰])`, 'y'),
    read: ([, minus, from = '', , to = '', sign = '']) =>
      `${share(sign)}${minus ? '负' : ''}${decimal(from)}到${share(sign)}${decimal(to)}`,
  },
  {
    pattern: new RegExp(`([-−])?${NUMBER}([%％‰])`, 'y'),
    read: ([, minus, number = '', sign = '']) => `${minus ? '负' : ''}${share(sign)}${decimal(number)}`,
  },
  {
    pattern:
      /([-−])?(\d+(?:\.\d+)?)\s?(?:℃|°C|°|摄氏度|度)?\s?(?:[~～至到]|—{1,2}|–|-)\s?([-−])?(\d+(?:\.\d+)?)\s?(?:℃|°C|摄氏度)/y,
    read: ([, minus, from = '', toMinus, to = '']) =>
      `${minus ? '零下' : ''}${decimal(from)}到${toMinus ? '零下' : ''}${decimal(to)}摄氏度`,
  },
  {
    pattern: /[-−](\d+(?:\.\d+)?)\s?(℃|°C|摄氏度|度)/y,
    read: ([, number = '', unit = '']) => `零下${decimal(number)}${UNITS[unit] ?? unit}`,
  },
  {
    pattern: new RegExp(`${NUMBER}${TO}${NUMBER}\\s?${UNIT}`, 'y'),
    read: ([, from = '', to = '', unit = '']) => `${counted(from)}到${counted(to)}${UNITS[unit] ?? unit}`,
  },
  {
    pattern: new RegExp(`${NUMBER}\\s?${UNIT}`, 'y'),
    read: ([, number = '', unit = '']) => `${counted(number)}${UNITS[unit] ?? unit}`,
  },
  { pattern: /(\d)\.(\d)(?=折)/y, read: ([, whole = '', tenth = '']) => digitNames(`${whole}${tenth}`) },
  { pattern: /([1-9][1-9])(?=折)/y, read: ([, number = '']) => digitNames(number) },
  {
    pattern: /[-−](\d{1,2})(楼|层|F)/y,
    read: ([, floor = '', storey = ''], before) =>
      /[\dA-Za-z]$/.test(before) ? undefined : `负${cardinal(floor)}${storey === 'F' ? '楼' : storey}`,
  },
  {
    pattern: new RegExp(`${NUMBER}(万|亿)?${TO}${NUMBER}(?![\\d-])`, 'y'),
    read([, from = '', big = '', to = ''], before, after) {
      if (/\d$/.test(before) || !isRange(from, to, after)) return undefined;
      const say = MEASURE.test(after) && !isOrdinal(before, after) ? counted : decimal;
      return `${say(from)}${big}到${say(to)}`;
    },
  },
  {
    pattern: /(\d+)[、,，](\d+)(?=\s?(?:个|位|名|天|次|件|人|家|年|岁|周|小时|分钟|元))/y,
    read: ([whole, from = '', to = '']) =>
      Number(to) === Number(from) + 1
        ? `${counted(from)}${whole.includes('、') ? '、' : '，'}${counted(to)}`
        : undefined,
  },
  {
    pattern: /(\d{1,3})\/(\d{1,3})(?![\d/])/y,
    read: ([, part = '', of = '']) => (Number(part) < Number(of) ? `${cardinal(of)}分之${cardinal(part)}` : undefined),
  },
  {
    pattern: new RegExp(`${NUMBER}\\+(?=\\s?(?:${MEASURES}))`, 'y'),
    read: ([, number = '']) => `${decimal(number)}多`,
  },
  { pattern: new RegExp(`${NUMBER}\\s?([+×xX*=])\\s?(?=\\d)`, 'y'), read: sum },
  {
    pattern: /(\d+(?:-\d+)+)/y,
    read: ([code]) => code.split('-').map(codeDigits).join('，'),
  },
  {
    pattern: /(\d+(?:\.\d+){2,})/y,
    read: ([version]) => version.split('.').map(codeDigits).join('点'),
  },
];

/** Whatever number is left. */
export const chineseNumbers: readonly ReadingRule[] = [
  {
    pattern: new RegExp(`([-−](?!\\d+\\s?[-年月]))?${NUMBER}`, 'y'),
    read([, minus, number = ''], before, after) {
      if (minus !== undefined && /[\p{L}\d]$/u.test(before)) return undefined;
      return `${minus ? '负' : ''}${plain(number, before, after)}`;
    },
  },
  { pattern: /\d+/y, read: ([number]) => plain(number, '', '') },
];

const OPERATORS: Readonly<Record<string, string>> = { '+': '加', '=': '等于' };

function sum([, number = '', sign = '']: RegExpExecArray): string {
  return `${decimal(number)}${OPERATORS[sign] ?? '乘'}`;
}

function amount(number: string, big: string): string {
  const trimmed = number.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return `${counted(trimmed)}${big}`;
}

function share(sign: string): string {
  return sign === '‰' ? '千分之' : '百分之';
}

/** 3-5 is a range; 5-3 and 101-2 are not. */
function isRange(from: string, to: string, after: string): boolean {
  if (/^0\d/.test(from) || /^0\d/.test(to)) return false;
  return Number(from.replaceAll(',', '')) < Number(to.replaceAll(',', '')) || /^\s?(?:元|折)/.test(after);
}

function isOrdinal(before: string, after: string): boolean {
  if (ORDINAL.test(before)) return true;
  return /^\s?层/.test(after) && !COUNTS.test(before);
}

/** Counted, or spelled where it is longer than anybody counts and has no unit, or begins with a nought. */
function plain(number: string, before: string, after: string): string {
  if (/^0\d/.test(number)) return number.includes('.') ? decimal(number) : codeDigits(number);
  const measured = MEASURE.test(after);
  if (measured && !isOrdinal(before, after)) return counted(number);
  const spelledOut = /^\d{5,}$/.test(number) && !number.endsWith('00') && !measured;
  return spelledOut ? codeDigits(number).replace(/(.{4})(?=.{4})/g, '$1，') : decimal(number);
}
