import { describe, expect, it } from 'vitest';
import { cellsOf, columnsOf } from '../../src/ui/kit/cells.ts';

describe('Cells of a printed line', () => {
  it('counts Chinese characters and full-width punctuation as two columns', () => {
    expect(columnsOf('押金，元')).toBe(8);
    expect(columnsOf('No. 000318')).toBe(10);
    expect(columnsOf('押金 ￥50.00')).toBe(12);
  });

  it('counts everything beyond ASCII as two columns, as Chinese printers draw it', () => {
    for (const character of '·×–é√€Ω①░') expect(columnsOf(character)).toBe(2);
    expect(columnsOf(' ~')).toBe(2);
  });

  it('gives every grapheme one cell, also outside the basic plane and with combining marks', () => {
    expect(cellsOf('𠮷e\u0301')).toEqual([
      { char: '𠮷', columns: 2 },
      { char: 'e\u0301', columns: 1 },
    ]);
  });

  it('keeps a padded line as wide as the roll', () => {
    expect(columnsOf(`雨伞 07 号${' '.repeat(16)}柜门 3`)).toBe(32);
  });
});
