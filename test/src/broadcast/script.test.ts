import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, textOf } from '../../../src/broadcast/fill-template.rules.ts';
import { type CallForm, type LostPersonForm, writeScript } from '../../../src/broadcast/script.rules.ts';
import { plainWords } from '../../../src/ports/plain-words.ts';
import { boy, shippedRules, wallet } from './broadcast-fixture.ts';

const [rules] = shippedRules;
if (rules === undefined) throw new Error('no rules');

function script(form: CallForm, nameAired = false) {
  const written = writeScript(form, rules as NonNullable<typeof rules>, nameAired);
  if ('field' in written) throw new Error(written.field);
  return written.script;
}

describe('the script of a lost person', () => {
  it('is written from the shipped templates', () => {
    expect(script({ ...boy, feature: '戴眼镜' })).toEqual({
      zh: '各位顾客，现在广播寻人。五岁男孩，身穿红色上衣、蓝色裤子，戴眼镜，在二楼童装区与家人走散。如果您看到他，请带到一楼服务台。谢谢。',
      en: "Attention please. We are looking for a 5-year-old boy, wearing a red top and blue trousers, last seen at the children's wear on the second floor. If you see him, please bring him to the service desk on the first floor. Thank you.",
    });
  });

  it('reads well whichever optional fields are missing', () => {
    const options: Partial<LostPersonForm>[] = [
      { top: 'red' },
      { bottom: 'blue', bottomWear: 'skirt' },
      { feature: 'with glasses' },
      { name: 'Anna' },
    ];
    for (let chosen = 0; chosen < 2 ** options.length; chosen++) {
      const parts = options.filter((_, at) => (chosen >> at) % 2 === 1);
      const form = { kind: 'lost-person', sex: 'female', age: 8, place: 'parking', meeting: 'desk-3f' } as const;
      const { zh, en } = script(Object.assign({}, form, ...parts), true);
      for (const text of [zh, en]) {
        expect(text).not.toMatch(
          /undefined|[{}[\]]|，，|、，|，、|，。|。。|女孩、| {2}| ,|,,|wearing ?,| and ?,|\ba [aeiou]/,
        );
      }
      expect(zh.startsWith('各位顾客，现在广播寻人。八岁女孩')).toBe(true);
      expect(zh.endsWith('在停车场与家人走散。如果您看到她，请带到三楼服务台。谢谢。')).toBe(true);
      expect(en.startsWith('Attention please. We are looking for an 8-year-old girl')).toBe(true);
      expect(zh.includes('身穿')).toBe(parts.some((part) => 'top' in part || 'bottom' in part));
    }
  });

  it.each([
    [0, '不满一岁的男孩', 'a baby boy'],
    [1, '一岁男孩', 'a 1-year-old boy'],
    [2, '两岁男孩', 'a 2-year-old boy'],
    [11, '十一岁男孩', 'an 11-year-old boy'],
    [13, '十三岁男孩', 'a 13-year-old boy'],
    [14, '十四岁左右的男士', 'a man of about 14'],
    [82, '八十二岁左右的男士', 'a man of about 82'],
    [120, '一百二十岁左右的男士', 'a man of about 120'],
  ])('says the age %i as people do', (age, zh, en) => {
    const written = script({ ...boy, age });
    expect(written.zh).toContain(`寻人。${zh}，`);
    expect(written.en).toContain(`for ${en}, wearing`);
  });

  it('has a name only when it may be aired', () => {
    const named = { ...boy, name: '小明' };
    expect(script(named, false).zh).not.toContain('小明');
    expect(script(named, true).zh).toContain('五岁男孩，名叫小明，身穿');
    expect(script(named, true).en).not.toContain('小明');
  });

  it('takes a place in the clerk’s own words and leaves it out of the English when it is Chinese', () => {
    const { zh, en } = script({ ...boy, place: 'other', placeText: '东门喷泉。' });
    expect(zh).toContain('在东门喷泉与家人走散');
    expect(en).toContain('blue trousers. If you see him');
    expect(script({ ...boy, place: 'other', placeText: 'the east gate' }).en).toContain('last seen at the east gate.');
  });

  it('says which field does not fit', () => {
    const refused = (form: CallForm) => writeScript(form, rules, false);
    expect(refused({ ...boy, place: 'moon' })).toEqual({ field: 'place' });
    expect(refused({ ...boy, place: 'other', placeText: ' 。' })).toEqual({ field: 'placeText' });
    expect(refused({ ...boy, meeting: 'moon' })).toEqual({ field: 'meeting' });
    expect(refused({ ...boy, top: 'plaid' })).toEqual({ field: 'top' });
    expect(refused({ ...boy, bottom: 'plaid' })).toEqual({ field: 'bottom' });
    expect(refused({ ...wallet, object: 'moon' })).toEqual({ field: 'object' });
    expect(refused({ ...wallet, object: 'other' })).toEqual({ field: 'objectText' });
    expect(refused({ ...wallet, colour: 'plaid' })).toEqual({ field: 'colour' });
  });
});

describe('the script of a lost object', () => {
  it('counts it with its own measure word and takes the right article', () => {
    expect(script(wallet)).toEqual({
      zh: '各位顾客，现在广播寻物。有顾客在一楼中庭遗失一个黑色钱包。如果您拾到，请送到一楼服务台。谢谢。',
      en: 'Attention please. A customer has lost a black wallet, at the first-floor atrium. If you have found it, please bring it to the service desk on the first floor. Thank you.',
    });
    const umbrella = { ...wallet, object: 'umbrella', colour: undefined };
    expect(script(umbrella).zh).toContain('遗失一把雨伞。');
    expect(script(umbrella).en).toContain('has lost an umbrella,');
  });

  it('takes an object in the clerk’s own words', () => {
    const flute = script({ ...wallet, object: 'other', objectText: '笛子', colour: undefined });
    expect(flute.zh).toContain('遗失一件笛子。');
    expect(flute.en).toContain('has lost a personal item,');
  });
});

describe('a template', () => {
  const fill = (template: string, fillings: Record<string, string | undefined>) =>
    textOf(fillTemplate(template, fillings));

  it('leaves a bracket out when any of its fillings is missing', () => {
    expect(fill('a[, {x}][ and {y} {z}].', { x: '1', y: '2' })).toBe('a, 1.');
    expect(fill('a[, {x}][ and {y} {z}].', { y: '2', z: '3' })).toBe('a and 2 3.');
    expect(fill('a[, {x}].', { x: '   ' })).toBe('a.');
    expect(fill('[always]', {})).toBe('always');
  });

  it('marks what comes from the form', () => {
    expect(fillTemplate('in {place}[ at {time}].', { place: 'A' })).toEqual([
      { text: 'in ', filled: false },
      { text: 'A', filled: true },
      { text: '.', filled: false },
    ]);
  });

  it('takes any words as words, whatever they look like', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(fill('<{x}>', { x: words, who: 'NEVER' })).toBe(`<${plainWords(words)}>`);
      }),
    );
    const hostile = '{who}]["><script>$&\n\u0007\u202E';
    const { zh } = script({ ...boy, feature: hostile });
    expect(zh).toContain('，{who}]["><script>$&，在');
    expect(zh.match(/五岁男孩/g)).toHaveLength(1);
  });
});
