import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { halfFilled } from '../../src/ui/desk/half-filled.ts';

/*
 * To see it red: leave out `form.value = nothing`, or empty it whenever `now` changes.
 */
const wangFang = { staffId: 1 };
const liMin = { staffId: 2 };

describe('A half-filled form', () => {
  it('is there again for whoever began it, after the session ran out', () => {
    const who = signal<{ staffId: number } | null>(wangFang);
    const form = halfFilled('', who);
    form.value = '体检';
    who.value = null;
    who.value = { ...wangFang };
    expect(form.value).toBe('体检');
  });

  it('is empty for anybody else', () => {
    const who = signal<{ staffId: number } | null>(wangFang);
    const form = halfFilled('', who);
    form.value = '体检';
    who.value = null;
    who.value = liMin;
    expect(form.value).toBe('');
  });

  it('stays when it was begun before anybody had signed in', () => {
    const who = signal<{ staffId: number } | null>(null);
    const form = halfFilled('', who);
    form.value = '体检';
    who.value = liMin;
    expect(form.value).toBe('体检');
  });
});
