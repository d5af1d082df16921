import { cardinal, codeDigits, decimal } from './chinese-number.rules.ts';
import type { ReadingRule } from './reading-rule.rules.ts';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使';
/** Words after which a number is a code whatever its length. */
const CODE_FOLLOWS =
  /(?:电话|热线|手机|座机|分机|拨打|致电|来电|传真|号码|编号|编码|代码|单号|卡号|会员号|订单号?|票号|尾号|房号|工号|货号|批号|车牌号?|学号|口令|条码|验证码|密码|取件码|取餐号|提货码|流水号|收据|发票|证号|频道)[^\d，。；！？、]{0,2}$/;
const EMERGENCY = /^(?:110|119|120|122|114)$/;
const CALLED = /(?:拨打?|致电|打|呼叫|拨通)[^\d，。；！？]{0,2}$/;
const ON_DUTY = /^\s?(?:报警|急救|火警|电话|热线|救护|消防|查号|指挥)/;
/** What stands behind B1, B2 when it is a gate or an area and no floor. */
const NO_FLOOR = /^(?:[出入]?口|区|门|厅|座|栋|幢|号|柜|通道|车位|展位|包厢|窗|航站|登机|级|型|款|类|组|班|卡|证|票)/;
const ROOM = /^\s?(?:号|室|房|铺|店铺|包厢|包间|柜台?|桌|车位|单元|展位|窗口)/;
/** Digits in a breath: longer numbers are said in groups of four. */
const BREATH = 4;

/** Phones, plates, numbers of cards and receipts, floors written as codes: what is spelled and not counted. */
export const chineseCodes: readonly ReadingRule[] = [
  {
    pattern: new RegExp(`([${PROVINCES}][A-Z])[·•.\\-\\s]?([A-Z0-9]{4,6})(?![A-Za-z0-9])`, 'y'),
    read: ([, area = '', number = '']) => (/\d/.test(number) ? `${area} ${spelled(number)}` : undefined),
  },
  {
    pattern: /(?:\+?86[-\s]?)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?![\dA-Za-z])/y,
    read: ([, ...groups]) => pausing(groups),
  },
  {
    pattern: /(0\d{2,3})[-\s]?(\d{3,4})[-\s]?(\d{4})(?:[-转](\d{1,6}))?(?![\dA-Za-z])/y,
    read: ([whole, area = '', head = '', tail = '', extension]) => {
      const line = pausing([area, head, tail]);
      if (extension === undefined) return line;
      return `${line}${whole.includes('转') ? '转' : '，转'}${codeDigits(extension)}`;
    },
  },
  {
    pattern: /([48]00)(?:[-\s]?(\d{3})[-\s]?(\d{4})|[-\s](\d{4})[-\s](\d{3}))(?![\dA-Za-z])/y,
    read: ([, ...groups]) => pausing(groups),
  },
  {
    pattern: /(\d{3})(?!\d)/y,
    read: ([number], before, after) =>
      EMERGENCY.test(number) && (CALLED.test(before) || ON_DUTY.test(after)) ? codeDigits(number) : undefined,
  },
  {
    pattern: /(\d[\d\s-]*\d|\d)(?![\d.:%％元点])/y,
    read: ([number], before) => (CODE_FOLLOWS.test(before) ? inBreaths(number) : undefined),
  },
  {
    pattern: /(?:No\.?|№|#)\s?(\d+)(?![\dA-Za-z]|号)/y,
    read: ([, number = '']) => `${codeNumber(number)}号`,
  },
  { pattern: /(\d+)#/y, read: ([, number = '']) => `${codeNumber(number)}号` },
  {
    pattern: /B([1-9])(?:F|楼|层)?(?![A-Za-z0-9.-])/y,
    read: ([whole, floor = ''], before, after) => {
      if (/B\d$/.test(whole) && (NO_FLOOR.test(after) || CODE_FOLLOWS.test(before))) return undefined;
      const storey = whole.endsWith('楼') ? '楼' : '层';
      return `${before.endsWith('地下') ? '' : '负'}${cardinal(floor)}${storey}`;
    },
  },
  {
    pattern: /(\d{1,2})[Ff](?:(?:\s?[-~～—–至到]\s?)(\d{1,2})[Ff])?(?![A-Za-z0-9])/y,
    read: ([, from = '', to]) => (to === undefined ? `${cardinal(from)}楼` : `${cardinal(from)}楼到${cardinal(to)}楼`),
  },
  {
    pattern: /(\d{1,2})-(\d{3,4})(?=\s?(?:号|室|房|铺|单元))/y,
    read: ([, building = '', room = '']) => `${cardinal(building)}，${codeDigits(room)}`,
  },
];

/** Tokens of letters and figures, and numbers of rooms and lines: after everything that has a unit. */
export const chineseTokens: readonly ReadingRule[] = [
  {
    pattern: /(?:[A-Za-z]+\d|\d+[A-Za-z]|[A-Za-z]+[-/·]\d)[A-Za-z0-9]*(?:\.\d+)?(?:[-/·][A-Za-z0-9]+)*/y,
    read: ([code]) => spelledCode(code),
  },
  { pattern: /[A-Za-z]+(?:['’][A-Za-z]+)*/y, read: ([word]) => word },
  {
    pattern: /(\d{3,})(?![\d.,:%％])/y,
    read: ([number], before, after) =>
      ROOM.test(after) && !before.endsWith('第') && !/共$/.test(before) ? inBreaths(number) : undefined,
  },
  { pattern: /(\d{3,})(?=路(?!口))/y, read: ([number]) => codeDigits(number) },
];

/** A long number in groups of four with a short pause between them. */
export function inBreaths(number: string): string {
  const groups = number.split(/[\s-]+/).flatMap((part) => part.match(/\d{1,4}/g) ?? []);
  const plain = /^\d+$/.test(number);
  return plain && number.length <= BREATH * 2 - 1 ? codeDigits(number) : pausing(groups);
}

/** One or two digits are counted, more are spelled; so is what begins with a nought. */
function codeNumber(number: string): string {
  return number.length < 3 && !number.startsWith('0') ? cardinal(number) : codeDigits(number);
}

function pausing(groups: readonly (string | undefined)[]): string {
  return groups
    .flatMap((group) => (group ? [group] : []))
    .map(codeDigits)
    .join('，');
}

/** Letters stay, figures are spelled: D 幺二三. */
function spelled(code: string): string {
  return (code.match(/[A-Za-z]|\d+/g) ?? []).map((run) => codeDigits(run)).join(' ');
}

function spelledCode(code: string): string {
  const parts = code.split(/[-/·]/).map((part) => {
    const runs = part.match(/[A-Za-z]+|\d+(?:\.\d+)?/g) ?? [];
    const alone = runs.length === 1 && part !== code;
    return runs
      .map((run) => {
        if (/[A-Za-z]/.test(run)) return run;
        if (run.includes('.')) return decimal(run);
        return alone && run.length > 2 ? inBreaths(run) : codeNumber(run);
      })
      .join(' ')
      .replace(/([A-Za-z]) (?=[零一二三四五六七八九十]+$)/, '$1');
  });
  return parts.join('，');
}
