import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChinese } from '../../../../src/broadcast/reading/read-chinese.rules.ts';
import { readEnglish } from '../../../../src/broadcast/reading/read-english.rules.ts';
import { spokenChinese } from '../../../vectors/spoken-chinese.ts';
import { spokenEnglish } from '../../../vectors/spoken-english.ts';

// Breaking it on purpose: let codeDigits say 一 for 1, or drop `第` from ORDINAL, and the table turns red;
// take chineseNumbers out of the rules and “no figure is left” does.

describe('a Chinese announcement is read as an announcer would', () => {
  it.each(spokenChinese)('%s is said %s: %s', (written, spoken) => {
    expect(readChinese(written)).toBe(spoken);
  });

  it('reads the same inside a sentence', () => {
    const sentence = '请车牌号为京A·12345的车主在8:30前到B2停车场，电话138-0013-8000，有2位家人在3F等您。';
    expect(readChinese(sentence)).toBe(
      '请车牌号为京A 幺二三四五的车主在八点三十分前到负二层停车场，电话幺三八，零零幺三，八零零零，有两位家人在三楼等您。',
    );
  });

  it('shows at least 150 cases', () => {
    expect(new Set(spokenChinese.map(([written]) => written)).size).toBeGreaterThanOrEqual(150);
  });
});

describe('an English announcement is read as an announcer would', () => {
  it.each(spokenEnglish)('%s is said %s: %s', (written, spoken) => {
    expect(readEnglish(written)).toBe(spoken);
  });

  it('shows at least 40 cases', () => {
    expect(spokenEnglish.length).toBeGreaterThanOrEqual(40);
  });
});

const pieces = [
  ...'请到楼层号电话年月日点分元折个位第共室路线京地下双的，。、：；·-—~/.:%％℃¥$+×#()［］ １２３①²',
  ...'0123456789',
  ...'ABFLXZabgkm',
  '尾号',
  '电话',
  '138-0013-8000',
  '2026-11-22',
  '8:30',
  'VIP',
  'No.',
  '㎡',
  '𠮷',
  '小时',
];
const announcement = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const runs = { numRuns: 5_000 };

describe('whatever is written', () => {
  it('no figure is left in what is said in Chinese', () => {
    fc.assert(
      fc.property(announcement, (text) => {
        expect(readChinese(text)).not.toMatch(/[0-9０-９①-⑳]/);
      }),
      runs,
    );
  });

  it('no Chinese character is lost', () => {
    fc.assert(
      fc.property(announcement, (text) => {
        const said = [...readChinese(text)];
        let at = 0;
        for (const character of text.match(/\p{Script=Han}/gu) ?? []) {
          at = said.indexOf(character, at) + 1;
          expect(at, `${character} of ${text} in ${said.join('')}`).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });

  it('what is said is read unchanged', () => {
    fc.assert(
      fc.property(announcement, (text) => {
        const said = readChinese(text);
        expect(readChinese(said)).toBe(said);
      }),
      runs,
    );
  });

  it('text without figures stays as it is', () => {
    const plain = announcement.map((text) => text.replace(/[\p{N}Ａ-Ｚａ-ｚ％＋＝＃＄]/gu, ''));
    fc.assert(
      fc.property(plain, (text) => {
        expect(readChinese(text)).toBe(text);
        expect(readEnglish(text)).toBe(text);
      }),
      runs,
    );
  });

  it('what is said is not longer than eight times what is written', () => {
    fc.assert(
      fc.property(announcement, (text) => {
        expect(readChinese(text).length).toBeLessThanOrEqual(8 * text.length);
        expect(readEnglish(text).length).toBeLessThanOrEqual(20 * text.length);
      }),
      runs,
    );
  });
});
