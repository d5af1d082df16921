import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenToCapitals, MOST_CAPITAL_FEN } from '../../../src/receipts/capitals.rules.ts';

/** Amounts of 支付结算办法 annex 1 (正确填写票据和结算凭证的基本规定) and the borders around them. */
const CASES: readonly (readonly [number, string])[] = [
  [0, '零元整'],
  [1, '壹分'],
  [5, '伍分'],
  [10, '壹角整'],
  [50, '伍角整'],
  [55, '伍角伍分'],
  [100, '壹元整'],
  [101, '壹元零壹分'],
  [110, '壹元壹角整'],
  [300, '叁元整'],
  [305, '叁元零伍分'],
  [350, '叁元伍角整'],
  [355, '叁元伍角伍分'],
  [1_000, '壹拾元整'],
  [1_300, '壹拾叁元整'],
  [2_000, '贰拾元整'],
  [10_000, '壹佰元整'],
  [10_100, '壹佰零壹元整'],
  [11_000, '壹佰壹拾元整'],
  [11_050, '壹佰壹拾元伍角整'],
  [32_504, '叁佰贰拾伍元零肆分'],
  [100_000, '壹仟元整'],
  [100_100, '壹仟零壹元整'],
  [101_000, '壹仟零壹拾元整'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [168_032, '壹仟陆佰捌拾元叁角贰分'],
  [600_714, '陆仟零柒元壹角肆分'],
  [1_000_000, '壹万元整'],
  [1_000_100, '壹万零壹元整'],
  [1_001_000, '壹万零壹拾元整'],
  [1_010_000, '壹万零壹佰元整'],
  [1_100_000, '壹万壹仟元整'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [10_000_000, '壹拾万元整'],
  [10_700_053, '壹拾万柒仟元伍角叁分'],
  [10_070_000, '壹拾万零柒佰元整'],
  [100_000_000, '壹佰万元整'],
  [100_000_001, '壹佰万元零壹分'],
  [1_000_000_000, '壹仟万元整'],
  [1_001_000_000, '壹仟零壹万元整'],
  [1_001_000_100, '壹仟零壹万零壹元整'],
  [10_000_000_000, '壹亿元整'],
  [10_000_000_100, '壹亿零壹元整'],
  [10_001_000_000, '壹亿零壹万元整'],
  [10_000_500_000, '壹亿零伍仟元整'],
  [10_001_000_100, '壹亿零壹万零壹元整'],
  [1_000_010_000_000, '壹佰亿零壹拾万元整'],
  [MOST_CAPITAL_FEN, '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
];

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 };

/** Reads capitals back, without sharing a line with what writes them. */
function read(capitals: string): number {
  const [whole = '', small = ''] = capitals.includes('元') ? capitals.split('元') : ['', capitals];
  let yuan = 0;
  let group = 0;
  let figure = 0;
  for (const character of whole) {
    if (character === '亿' || character === '万') {
      yuan += (group + figure) * (character === '亿' ? 100_000_000 : 10_000);
      group = 0;
      figure = 0;
    } else if (PLACES[character] !== undefined) {
      group += figure * PLACES[character];
      figure = 0;
    } else figure = DIGITS.indexOf(character);
  }
  const digitBefore = (unit: string) => Math.max(0, DIGITS.indexOf(small[small.indexOf(unit) - 1] ?? '零'));
  const jiao = small.includes('角') ? digitBefore('角') : 0;
  const fen = small.includes('分') ? digitBefore('分') : 0;
  return (yuan + group + figure) * 100 + jiao * 10 + fen;
}

const amount = fc.oneof(
  fc.integer({ min: 0, max: MOST_CAPITAL_FEN }),
  fc.integer({ min: 0, max: 100_000 }),
  // Digits that are mostly zero: where 零 goes wrong.
  fc.array(fc.constantFrom(0, 0, 0, 1, 9), { minLength: 1, maxLength: 14 }).map((digits) => Number(digits.join(''))),
);

describe('amounts in capitals', () => {
  it.each(CASES)('writes %i fen as %s', (fen, capitals) => {
    expect(fenToCapitals(fen)).toBe(capitals);
  });

  it('can be read back to the fen', () => {
    fc.assert(
      fc.property(amount, (fen) => {
        expect(read(fenToCapitals(fen))).toBe(fen);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never doubles 零, never begins or ends the yuan with it, and closes with 整 or 分', () => {
    fc.assert(
      fc.property(amount, (fen) => {
        const capitals = fenToCapitals(fen);
        expect(capitals).toMatch(/(整|分)$/);
        expect(capitals).not.toMatch(/零零|零[万亿拾佰仟角分]|^拾/);
        if (fen >= 100) expect(capitals).not.toMatch(/^零|零元/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_CAPITAL_FEN + 1])('refuses %s', (fen) => {
    expect(() => fenToCapitals(fen)).toThrow(RangeError);
  });
});
