import { describe, expect, it } from 'vitest';
import { fenOf, likelyNotes } from '../../src/ui/pages/services-price.ts';

describe('a typed price', () => {
  it('is read to the fen', () => {
    expect(fenOf('12.5')).toBe(1250);
    expect(fenOf(' 0.05 ')).toBe(5);
    expect(fenOf('3。2')).toBe(320);
    expect(fenOf('8.29')).toBe(829);
    expect(fenOf('100')).toBe(10_000);
  });

  it('is none while it is not a price', () => {
    for (const text of ['', '.', '0', '0.00', '-3', '1.234', '1e3', '12a', '1234567'])
      expect(fenOf(text)).toBeUndefined();
  });
});

describe('the notes a customer may give', () => {
  it('are more than the amount, smallest first, at most five', () => {
    expect(likelyNotes(300)).toEqual([500, 1000, 2000, 5000, 10_000]);
    expect(likelyNotes(1550)).toEqual([2000, 5000, 10_000, 20_000]);
    expect(likelyNotes(23_500)).toEqual([24_000, 25_000, 30_000]);
  });

  it('leave out the amount itself: that is “exact”', () => {
    expect(likelyNotes(5000)).not.toContain(5000);
  });
});
