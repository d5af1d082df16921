import { type ReadingRule, readByRules } from './reading-rule.rules.ts';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS = 'ground first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const NUMBER = '(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';
const TO = '\\s?(?:[-~]|–|—|to)\\s?';
const CLOCK = '([01]?\\d|2[0-4]):([0-5]\\d)(?:\\s?([AaPp])\\.?[Mm]\\.?)?';
const CODE_FOLLOWS =
  /\b(?:number|no\.?|code|phone|call|dial|hotline|extension|ending|ends in|card|order|receipt|ticket|plate|flight|PIN)[:\s]*(?:in|with|is|on)?\s*$/i;
const CURRENCIES: Readonly<Record<string, string>> = {
  '¥': 'yuan',
  '￥': 'yuan',
  RMB: 'yuan',
  CNY: 'yuan',
  $: 'dollars',
  '€': 'euros',
  '£': 'pounds',
};

/** Plain numbers are left to the engine: it counts right in English. */
const RULES: readonly ReadingRule[] = [
  { pattern: /(?:\+?86[-\s]?)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\w)/y, read: ([, ...groups]) => pausing(groups) },
  { pattern: /(0\d{2,3})[-\s](\d{3,4})[-\s]?(\d{4})(?!\w)/y, read: ([, ...groups]) => pausing(groups) },
  { pattern: /([48]00)[-\s]?(\d{3})[-\s]?(\d{4})(?!\w)/y, read: ([, ...groups]) => pausing(groups) },
  {
    pattern: /((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/y,
    read: ([, year = '', month = '', day = '']) => `${Number(day)} ${MONTHS[Number(month) - 1]} ${yearWords(year)}`,
  },
  {
    pattern: new RegExp(`${CLOCK}${TO}${CLOCK}(?![\\d:])`, 'y'),
    read: ([, h = '', m = '', half, h2 = '', m2 = '', half2]) =>
      `${timeOfDay(h, m, half)} to ${timeOfDay(h2, m2, half2)}`,
  },
  { pattern: new RegExp(`${CLOCK}(?![\\d:])`, 'y'), read: ([, h = '', m = '', half]) => timeOfDay(h, m, half) },
  {
    pattern: new RegExp(`(¥|￥|RMB|CNY|\\$|€|£)\\s?${NUMBER}(?:${TO}(?:¥|￥|\\$|€|£)?${NUMBER})?(?:\\s?yuan)?`, 'y'),
    read: ([, sign = '', from = '', to]) => {
      const unit = CURRENCIES[sign] ?? 'yuan';
      return to === undefined ? `${from} ${from === '1' ? unit.replace(/s$/, '') : unit}` : `${from} to ${to} ${unit}`;
    },
  },
  {
    pattern: new RegExp(`${NUMBER}%?${TO}${NUMBER}%`, 'y'),
    read: ([, from = '', to = '']) => `${from} to ${to} percent`,
  },
  { pattern: new RegExp(`${NUMBER}\\s?%`, 'y'), read: ([, number = '']) => `${number} percent` },
  { pattern: new RegExp(`${NUMBER}\\s?(?:℃|°C)`, 'y'), read: ([, number = '']) => `${number} degrees` },
  {
    pattern: /B([1-9])(?:F|\b)(?!\s?(?:exit|entrance|gate|area|zone))/y,
    read: ([, floor = '']) => `basement ${words(floor)}`,
  },
  {
    pattern: /(\d{1,2})F(?!\w)/y,
    read: ([, floor = '']) =>
      ORDINALS[Number(floor)] === undefined ? `floor ${floor}` : `the ${ORDINALS[Number(floor)]} floor`,
  },
  { pattern: /L([1-9])(?!\w)/y, read: ([, floor = '']) => `level ${words(floor)}` },
  { pattern: /(?:No\.\s?|№\s?|#)(\d+)(?!\w)/y, read: ([, number = '']) => `number ${shortCode(number)}` },
  { pattern: /(\d+(?:st|nd|rd|th))(?!\w)/y, read: ([ordinal]) => ordinal },
  {
    pattern: /(\d+)(km|kg|cm|mm|ml|m)(?!\w)/y,
    read: ([, number = '', unit = '']) => `${number} ${UNITS[unit] ?? unit}`,
  },
  {
    pattern: /(?:[A-Za-z]+\d|\d+[A-Za-z]|[A-Za-z]+[-·]\d)[A-Za-z0-9]*(?:[-·][A-Za-z0-9]+)*/y,
    read: ([code]) => spelled(code),
  },
  { pattern: /[A-Za-z]+(?:['’.-][A-Za-z]+)*/y, read: ([word]) => word },
  {
    pattern: /(\d[\d-]*\d|\d)(?![\d.:%])/y,
    read: ([number], before) => (CODE_FOLLOWS.test(before) ? inBreaths(number) : undefined),
  },
  { pattern: new RegExp(`${NUMBER}${TO}${NUMBER}(?![\\d-])`, 'y'), read: range },
  {
    pattern: /((?:19|20)\d{2})(?![\d,.%])/y,
    read: ([year], before) =>
      /\b(?:in|of|since|until|for|by|\d|January|February|March|April|May|June|July|August|September|October|November|December),?\s$/.test(
        before,
      )
        ? yearWords(year)
        : undefined,
  },
  { pattern: /0\d+(?![\d.])/y, read: ([number]) => inBreaths(number) },
  { pattern: new RegExp(NUMBER, 'y'), read: ([number]) => number },
];

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const UNITS: Readonly<Record<string, string>> = {
  km: 'kilometres',
  kg: 'kilograms',
  cm: 'centimetres',
  mm: 'millimetres',
  ml: 'millilitres',
  m: 'metres',
};

/** An English announcement as it is said: codes and phones by their figures, times, prices and storeys in words; counts stay figures. */
export function readEnglish(text: string): string {
  return readByRules(text, RULES);
}

function words(number: string): string {
  const value = Number(number);
  if (value < 20) return ONES[value] ?? number;
  const one = value % 10;
  return `${TENS[Math.floor(value / 10) - 2]}${one === 0 ? '' : `-${ONES[one]}`}`;
}

function figures(number: string): string {
  return [...number].map((digit) => ONES[Number(digit)] ?? digit).join(' ');
}

function pausing(groups: readonly (string | undefined)[]): string {
  return groups.flatMap((group) => (group ? [figures(group)] : [])).join(', ');
}

/** Groups of four; where dashes are written they make the groups. */
function inBreaths(number: string): string {
  const groups = number.split('-').flatMap((part) => part.match(/\d{1,4}/g) ?? []);
  return number.length < 8 && !number.includes('-') ? figures(number) : pausing(groups);
}

function shortCode(number: string): string {
  return number.length < 3 && !number.startsWith('0') ? words(number) : figures(number);
}

function spelled(code: string): string {
  const parts = code
    .split(/[-·]/)
    .map((part) =>
      (part.match(/[A-Za-z]+|\d+/g) ?? []).map((run) => (/\d/.test(run) ? shortCode(run) : run)).join(' '),
    );
  return parts.join(', ');
}

/** 18:05 → eighteen oh five. */
function timeOfDay(hour: string, minute: string, half: string | undefined): string {
  const suffix = half === undefined ? '' : ` ${half.toLowerCase()}.m.`;
  const value = Number(minute);
  if (value === 0) {
    if (half !== undefined) return `${words(hour)}${suffix}`;
    return Number(hour) > 12 || Number(hour) === 0 ? `${words(hour)} hundred` : `${words(hour)} o'clock`;
  }
  return `${words(hour)} ${value < 10 ? `oh ${words(minute)}` : words(minute)}${suffix}`;
}

function yearWords(year: string): string {
  const century = year.slice(0, 2);
  const rest = year.slice(2);
  if (rest === '00') return century === '20' ? 'two thousand' : `${words(century)} hundred`;
  if (year.startsWith('200')) return `two thousand and ${words(rest)}`;
  return `${words(century)} ${rest.startsWith('0') ? `oh ${words(rest)}` : words(rest)}`;
}

function range([, from = '', to = '']: RegExpExecArray, before: string): string | undefined {
  if (/\d$/.test(before) || /^0\d/.test(from)) return undefined;
  return Number(from) < Number(to) ? `${from} to ${to}` : undefined;
}
