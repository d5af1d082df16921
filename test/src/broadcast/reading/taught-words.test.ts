import { describe, expect, it } from 'vitest';
import { numberedSyllables } from '../../../../src/broadcast/reading/pinyin.rules.ts';
import { readAloud, type TaughtWord } from '../../../../src/broadcast/reading/read-aloud.rules.ts';

// Breaking it on purpose: leave the words unsorted in anyOf, and 长乐 cuts 长乐路 in two.

const taught = (word: string, pinyin: string | null, more: Partial<TaughtWord> = {}): TaughtWord => ({
  language: 'zh',
  word,
  pinyin,
  soundsLike: null,
  ...more,
});

describe('pinyin as a person types it', () => {
  it.each([
    ['shan4 xiong2 xin4', 'shan4 xiong2 xin4'],
    ['shan4xiong2xin4', 'shan4 xiong2 xin4'],
    ['shàn xióng xìn', 'shan4 xiong2 xin4'],
    ["Xi1'an1", 'xi1 an1'],
    ['lü4 nǚ', 'lv4 nv3'],
    ['de0 ma5', 'de5 ma5'],
    ['er2', 'er2'],
  ])('%s is %s', (typed, syllables) => {
    expect(numberedSyllables(typed)?.join(' ')).toBe(syllables);
  });

  it.each(['shan xiong', 'shan6', 'hello1', '', '4', '单4', '<voice>4', '[[d@]]1', 'shan4 | id'])(
    '%s is none',
    (typed) => {
      expect(numberedSyllables(typed)).toBeUndefined();
    },
  );
});

describe('taught words', () => {
  it('are said as taught, the longest first, and the rest is read as ever', () => {
    const words = [taught('长乐', 'chang2 le4'), taught('长乐路', 'chang2 yue4 lu4')];
    expect(readAloud('请到长乐路12号', 'zh', words)).toEqual([
      { text: '请到' },
      { text: '长乐路', pinyin: 'chang2 yue4 lu4' },
      { text: '十二号' },
    ]);
  });

  it('do not hide from the reader what stands before a number', () => {
    expect(readAloud('单先生尾号0416', 'zh', [taught('单', 'shan4')]).at(-1)).toEqual({ text: '先生尾号零四幺六' });
  });

  it('may hold figures themselves', () => {
    const words = [taught('1912街区', 'yi1 jiu3 yi1 er4 jie1 qu1')];
    expect(readAloud('1912街区欢迎您', 'zh', words)[0]).toMatchObject({ pinyin: 'yi1 jiu3 yi1 er4 jie1 qu1' });
  });

  it('of English count as whole words, and not in Chinese', () => {
    const words = [taught('Qing', null, { language: 'en', soundsLike: 'Ching' })];
    expect(readAloud('Qing and Qingyu', 'en', words)).toEqual([
      { text: 'Qing', soundsLike: 'Ching' },
      { text: ' and Qingyu' },
    ]);
    expect(readAloud('Qing欢迎您', 'zh', words)).toEqual([{ text: 'Qing欢迎您' }]);
  });

  it('are taken as written, never as a pattern', () => {
    expect(readAloud('C++和CC', 'zh', [taught('C++', null, { soundsLike: '西加加' })])).toEqual([
      { text: 'C++', soundsLike: '西加加' },
      { text: '和CC' },
    ]);
  });
});
