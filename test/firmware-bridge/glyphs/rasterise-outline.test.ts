import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasteriseOutline } from '../../../firmware-bridge/glyphs/rasterise-outline.ts';

type Commands = Parameters<typeof rasteriseOutline>[0];
const upright = { scaleX: 1, scaleY: 1, left: 0, baseline: 8 };
const rectangle = (x0: number, y0: number, x1: number, y1: number): Commands => [
  { command: 'moveTo', args: [x0, y0] },
  { command: 'lineTo', args: [x1, y0] },
  { command: 'lineTo', args: [x1, y1] },
  { command: 'lineTo', args: [x0, y1] },
  { command: 'closePath', args: [] },
];
const shown = (commands: Commands, at = upright, side = 8): string[] => {
  const { dots } = rasteriseOutline(commands, at, side, side);
  return Array.from({ length: side }, (_, y) => [...dots.subarray(y * side, (y + 1) * side)].join(''));
};
const inkOf = (rows: readonly string[]): number => rows.join('').replaceAll('0', '').length;

describe('an outline', () => {
  it('stands on its baseline, y upwards', () => {
    expect(shown(rectangle(1, 0, 3, 2))).toEqual([...Array(6).fill('00000000'), '01100000', '01100000']);
  });

  it('leaves holes open where the inner ring runs the other way', () => {
    const ring = [...rectangle(1, 1, 7, 7), ...rectangle(3, 5, 5, 3)];
    expect(shown(ring)[4]).toBe('01100110');
    expect(shown([...rectangle(1, 1, 7, 7), ...rectangle(3, 3, 5, 5)])[4]).toBe('01111110');
  });

  it('inks a dot that is half covered, and not one that is a third covered', () => {
    expect(shown(rectangle(1.5, 0, 3, 8))[0]).toBe('01100000');
    expect(shown(rectangle(1.67, 0, 3, 8))[0]).toBe('00100000');
  });

  it('never loses a stroke one dot thin, wherever it falls', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 7, noNaN: true }), (x) => {
        expect(inkOf(shown(rectangle(x, 0, x + 1, 8)))).toBeGreaterThanOrEqual(8);
        expect(inkOf(shown(rectangle(0, x, 8, x + 1)))).toBeGreaterThanOrEqual(8);
      }),
    );
  });

  it('follows cubic and quadratic curves: a circle has the area of a circle', () => {
    const r = 28;
    const k = r * 0.5523;
    const cubic: Commands = [
      { command: 'moveTo', args: [32 + r, 32] },
      { command: 'bezierCurveTo', args: [32 + r, 32 + k, 32 + k, 32 + r, 32, 32 + r] },
      { command: 'bezierCurveTo', args: [32 - k, 32 + r, 32 - r, 32 + k, 32 - r, 32] },
      { command: 'bezierCurveTo', args: [32 - r, 32 - k, 32 - k, 32 - r, 32, 32 - r] },
      { command: 'bezierCurveTo', args: [32 + k, 32 - r, 32 + r, 32 - k, 32 + r, 32] },
    ];
    const area = inkOf(shown(cubic, { ...upright, baseline: 64 }, 64));
    expect(Math.abs(area / (Math.PI * r * r) - 1)).toBeLessThan(0.03);
    const parabola: Commands = [
      { command: 'moveTo', args: [0, 0] },
      { command: 'quadraticCurveTo', args: [32, 64, 64, 0] },
    ];
    const under = inkOf(shown(parabola, { ...upright, baseline: 64 }, 64));
    expect(Math.abs(under / ((2 / 3) * 64 * 32) - 1)).toBeLessThan(0.05);
  });

  it('is cut at the edges of its cell', () => {
    expect(inkOf(shown(rectangle(-5, -5, 50, 50)))).toBe(64);
  });
});
