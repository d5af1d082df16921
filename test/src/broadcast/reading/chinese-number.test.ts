import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardinal, counted } from '../../../../src/broadcast/reading/chinese-number.rules.ts';

// Breaking it on purpose: leave the `gap` out of fourDigits, and 一百零二 and the reading back turn red.

describe('Chinese numbers', () => {
  it.each([
    [0, '零'],
    [2, '两'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [22, '二十二'],
    [99, '九十九'],
    [100, '一百'],
    [102, '一百零二'],
    [110, '一百一十'],
    [120, '一百二十'],
  ])('%i before a measure word is %s', (value, words) => {
    expect(counted(String(value))).toBe(words);
  });

  it('say what they count', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }), (value) => {
        expect(countBack(cardinal(String(value)))).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** What a listener would write down. */
function countBack(words: string): bigint {
  for (const [unit, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
    ['千', 1_000n],
    ['百', 100n],
    ['十', 10n],
  ] as const) {
    const at = words.lastIndexOf(unit);
    if (at < 0) continue;
    const head = words.slice(0, at);
    return (head === '' ? 1n : countBack(head)) * size + countBack(words.slice(at + 1).replace(/^零/, ''));
  }
  return BigInt(Math.max(0, '零一二三四五六七八九'.indexOf(words.replace('两', '二') || '零')));
}
