import { describe, expect, it } from 'vitest';
import { PinyinInput } from '../../src/ui/keyboard/pinyin.ts';
import { syllables } from '../../src/ui/keyboard/syllables.ts';

const pinyin = new PinyinInput(syllables);
const texts = (letters: string): string[] => pinyin.candidates(letters).map((candidate) => candidate.text);

describe('Pinyin on the on-screen keyboard', () => {
  it.each([
    ['fuwutai', '服务台'],
    ['erlou', '二楼'],
    ['wangfang', '王芳'],
    ['tingchechang', '停车场'],
    ['fangan', '方安'],
  ])('offers %s as %s', (letters, word) => {
    expect(texts(letters).slice(0, 8)).toContain(word);
  });

  it('offers desk words by first letters', () => {
    expect(texts('fwt')).toContain('服务台');
  });

  it('parts syllables at an apostrophe', () => {
    expect(texts('xian')[0]).toHaveLength(1);
    expect(texts("xi'an")[0]).toHaveLength(2);
  });

  it('uses up only the letters of the characters taken', () => {
    const single = pinyin.candidates('wangfang').find((candidate) => candidate.text === '王');
    expect(single?.letters).toBe(4);
    expect(pinyin.candidates('wangfang')[0]?.letters).toBe(8);
  });

  it('has an answer for every letter key and never an empty choice', () => {
    const letters = [...'abcdefghjklmnopqrstwxyz'];
    expect(letters.filter((letter) => texts(letter).length === 0)).toEqual([]);
    expect(texts('v')).toEqual([]);
    expect(texts('wangfangxyz').includes('')).toBe(false);
  });
});
