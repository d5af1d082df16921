import { describe, expect, it } from 'vitest';
import { maskName, maskPhone, plainName } from '../../src/ui/desk/mask.ts';

describe('Masking on the screen', () => {
  it('keeps only the first character of a name, however long', () => {
    expect(maskName('王芳')).toBe('王*');
    expect(maskName('欧阳静茹')).toBe('欧*');
    expect(maskName('Anna Lee')).toBe('A*');
    expect(maskName('𠮷田')).toBe('𠮷*');
    expect(maskName('')).toBe('');
  });

  it('hides the middle of a phone number', () => {
    expect(maskPhone('13812341234')).toBe('138****1234');
    expect(maskPhone('138 1234 1234')).toBe('138****1234');
  });

  it('hides a number whole when its ends would give it away', () => {
    expect(maskPhone('1381234')).toBe('*******');
  });

  // Break it: answer the name as it is.
  it('lets no name turn what stands behind it', () => {
    expect(plainName('王\u202e芳\u2066 A')).toBe('王芳 A');
  });
});
