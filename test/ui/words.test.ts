import { afterEach, describe, expect, it } from 'vitest';
import { counted } from '../../src/ports/counted.ts';
import { en } from '../../src/ui/words/en.ts';
import { t } from '../../src/ui/words/t.ts';
import { clauseWords, fill, language, wordsOf } from '../../src/ui/words/words.ts';
import { zh } from '../../src/ui/words/zh.ts';

const places = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)(?:\|[^{}]*)?\}/g)].map((match) => match[1] ?? '').sort();

describe('Words', () => {
  afterEach(() => {
    language.value = 'zh';
  });

  it('have the same parameters in both languages', () => {
    const keys = Object.keys(zh).filter((key): key is keyof typeof zh => key in zh);
    expect(keys.filter((key) => String(places(zh[key])) !== String(places(en[key])))).toEqual([]);
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('are never empty', () => {
    expect([...Object.values(zh), ...Object.values(en)].filter((word) => word.trim() === '')).toEqual([]);
  });

  it('follow the language on screen', () => {
    expect(t('action.cancel')).toBe('取消');
    language.value = 'en';
    expect(t('action.cancel')).toBe('Cancel');
  });

  it('take parameters, and leave an unknown place visible', () => {
    const words = wordsOf({ paid: '已收 {amount} 元' }, { paid: '{amount} yuan received' });
    expect(words('paid', { amount: 50 })).toBe('已收 50 元');
    expect(fill('{amount} 元', {})).toBe('{amount} 元');
  });

  // Break it: compare with 0 in place of 1 in fill(), or with 0 in counted().
  it('count one thing in the singular', () => {
    const said = [1, '1', 0, 0.5, 2].map((n) => fill('{n|day expires|days expire} soon', { n }));
    expect(said).toEqual([
      '1 day expires soon',
      '1 day expires soon',
      '0 days expire soon',
      '0.5 days expire soon',
      '2 days expire soon',
    ]);
    expect(fill('{n|day|days}')).toBe('{n|day|days}');
    expect([1, '1', 0, '0.5', 2].map((n) => counted(n, 'day'))).toEqual([
      '1 day',
      '1 day',
      '0 days',
      '0.5 days',
      '2 days',
    ]);
  });
});

// Break it: leave the clause out of fill(), and `desk` is read on a Chinese screen.
it('a clause of the desk’s own is read as such, in both languages', () => {
  expect(fill('依据 {clause}', { clause: 'R2 3(5)' })).toBe('依据 R2 3(5)');
  expect(fill('依据 {clause}', { clause: 'desk' })).toBe('依据 前台自定');
  language.value = 'en';
  expect([fill('by {clause}', { clause: 'desk' }), clauseWords('K')]).toEqual(["by the desk's rule", 'K']);
  language.value = 'zh';
});
