import { describe, expect, it } from 'vitest';
import { findPerson, isMeant } from '../../src/ui/desk/find-person.ts';

// Break it: let begins() in pinyin.ts take the first reading of a character only, or leave `words.slice(at)` out of isMeant().

const found = (name: string, ...typed: string[]): string[] => typed.filter((one) => isMeant({ name }, one));
const all = (name: string, ...typed: string[]): void => expect(found(name, ...typed)).toEqual(typed);
const none = (name: string, ...typed: string[]): void => expect(found(name, ...typed)).toEqual([]);

describe('Finding a person', () => {
  it('takes initials, whole syllables and any mixture, large or small', () => {
    all('张伟', 'z', 'zw', 'zh', 'zhw', 'zhang', 'zhangw', 'zhangwei', 'zwei', 'ZW', "zhang'wei", 'Zhang Wei', 'zha');
    all('王芳', 'w', 'wf', 'wang', 'wangf', 'wangfang', 'wfang');
    none('张伟', 'w', 'wei', 'zl', 'zhangl', 'zhangweix', 'hw', 'zhuang');
  });

  it('takes the characters themselves, wherever they stand in the name', () => {
    all('张伟', '张', '张伟', '伟', '张w', '张 伟');
    none('张伟', '李', '伟张');
  });

  it('takes the beginning of a staff number, also in wide digits, and not its middle', () => {
    const zhang = { name: '张伟', staffNo: '2087' };
    expect(['2', '20', '2087', '２０８７', ' 2087 '].filter((typed) => isMeant(zhang, typed))).toHaveLength(5);
    expect(['087', '20871', '1'].filter((typed) => isMeant(zhang, typed))).toEqual([]);
    expect(isMeant({ name: '张伟' }, '2087')).toBe(false);
  });

  it('counts every reading of a character: family names are seldom read as the word is', () => {
    all('单雄信', 'shan', 'dan', 'sxx', 'dxx', 'shanxiongxin');
    all('曾国藩', 'zeng', 'ceng', 'zgf');
    all('仇英', 'qiu', 'chou', 'qy');
    all('尉迟恭', 'yuchi', 'weichi', 'ycg');
    all('万俟卨', 'moqi', 'wansi');
  });

  it('finds ü by v, by u and as it is', () => {
    all('吕布', 'lv', 'lvbu', 'lu', 'lubu', 'lüb', 'lb');
  });

  it('finds a name with a character the table lacks by what is typed for it', () => {
    all('张玥', 'zy', 'zhangyue', 'zhangy', '玥');
    all('陈堃明', 'ckm', 'chenkunming');
    none('张玥', 'yue', 'liyue');
  });

  it('finds a long name by each of its parts', () => {
    all('吐尔逊·买买提', 'tu', 'tex', 'tuerxun', 'texmmt', 'mmt', 'maimaiti', 'mai', '买买提', '逊买', 'tuerxun·mai');
    none('吐尔逊·买买提', 'xun', 'ti', 'maituer');
    all('阿卜杜热合曼·买买提明江·吐尔逊', 'abudu', 'abdrhm', 'tuerxun', 'mmtmj', '吐尔逊');
  });

  it('finds names in latin letters by each word and by their initials, with accents or without', () => {
    all('Anna Lee', 'anna', 'annal', 'annalee', 'anna lee', 'lee', 'al', 'ANNA');
    all('José María Núñez', 'jose', 'josé', 'nunez', 'jmn', 'maria');
    all("Siobhán O'Neill-Fitz", 'siobhan', "o'neill", 'oneill', 'fitz');
    none('Anna Lee', 'nna', 'ee', 'leea');
  });

  it('is not led astray by signs that turn the direction of writing, nor by an empty name', () => {
    all('王‮芳', 'wf', '王芳');
    none('', 'a', '张');
    expect(isMeant({ name: '' }, '')).toBe(true);
  });

  it('leaves everybody in their order while nothing is typed, and only those that are meant afterwards', () => {
    const people = [
      { name: '王芳', staffNo: '1024' },
      { name: '张伟', staffNo: '2087' },
      { name: '王伟', staffNo: '3001' },
    ];
    expect(findPerson(people, ' ')).toEqual(people);
    expect(findPerson(people, 'w').map(({ staffNo }) => staffNo)).toEqual(['1024', '3001']);
  });

  // Break it: try the ways to read a name one after the other; this never ends.
  it('answers at once for a long name that can be read in many ways', () => {
    none(`${'玥'.repeat(20)}王`, 'q'.repeat(125));
    none('单'.repeat(40), `${'s'.repeat(39)}q`, 'x'.repeat(40));
    all('单'.repeat(40), 'shan'.repeat(10), 'd'.repeat(40));
  });
});
