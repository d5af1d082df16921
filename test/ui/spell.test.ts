import { describe, expect, it } from 'vitest';
import { spells } from '../../src/ui/desk/spell.ts';

describe('Finding a person by pinyin', () => {
  it('takes initials, whole syllables and any mixture', () => {
    for (const typed of ['w', 'wf', 'wang', 'wangf', 'wangfang', 'wfang', 'WF', "wang'fang", '王', '王芳'])
      expect([typed, spells('王芳', typed)]).toEqual([typed, true]);
  });

  it('refuses what does not begin the name', () => {
    for (const typed of ['f', 'fang', 'wl', 'wangl', 'wangfangx', '芳'])
      expect([typed, spells('王芳', typed)]).toEqual([typed, false]);
  });

  it('finds names in latin letters by their own letters', () => {
    expect(spells('Anna Lee', 'annal')).toBe(true);
    expect(spells('Anna Lee', 'lee')).toBe(false);
  });
});
