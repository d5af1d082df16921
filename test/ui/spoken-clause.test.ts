import { describe, expect, it } from 'vitest';
import { clauseAt } from '../../src/ui/pages/spoken-clause.ts';

const text = '五岁男孩，身穿红色上衣，在二楼走散。谢谢。';

describe('the clause being spoken', () => {
  it('moves through the sentence and loses no character', () => {
    for (let fraction = -0.2; fraction <= 1.2; fraction += 0.01) {
      const { said, saying, next } = clauseAt(text, fraction);
      expect(said + saying + next).toBe(text);
      expect(saying).not.toBe('');
    }
    expect(clauseAt(text, 0)).toMatchObject({ said: '', saying: '五岁男孩，' });
    expect(clauseAt(text, 1)).toMatchObject({ saying: '谢谢。', next: '' });
  });

  it('takes a text without any mark as one clause, and nothing as nothing', () => {
    expect(clauseAt('hello', 0.5)).toEqual({ said: '', saying: 'hello', next: '' });
    expect(clauseAt('', 0.5)).toEqual({ said: '', saying: '', next: '' });
    expect(clauseAt('。。', 0.5).saying).toBe('。。');
  });
});
