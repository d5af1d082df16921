import { describe, expect, it } from 'vitest';
import { Resampler } from '../../../firmware-bridge/audio/resampler.ts';
import { decibels, strengthOf } from './sound.ts';

function tone(hz: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, at) => Math.sin((2 * Math.PI * hz * at) / rate) * 0.5);
}

function convert(input: Float32Array, rate: number, step: number): Float32Array {
  const resampler = new Resampler(rate);
  const out: number[] = [];
  for (let at = 0; at < input.length; at += step) out.push(...resampler.push(input.subarray(at, at + step)));
  return Float32Array.from([...out, ...resampler.flush()]);
}

function asInts(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (value) => value * 32_767);
}

describe('resampler', () => {
  it.each([8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 96_000])(
    'brings %i Hz to 48 kHz true to pitch, level and length',
    (rate) => {
      const out = convert(tone(1_000, rate, 1), rate, 1_000);
      expect(out.length).toBe(48_000);
      const middle = asInts(out.subarray(4_800, 43_200));
      expect(strengthOf(1_000, middle)).toBeCloseTo(0.5, 2);
      const wanted = tone(1_000, 48_000, 1);
      // What is not the tone itself is 55 dB down or more.
      const wrong = out
        .subarray(4_800, 43_200)
        .reduce((sum, value, at) => sum + (value - (wanted[at + 4_800] ?? 0)) ** 2, 0);
      const right = wanted.subarray(4_800, 43_200).reduce((sum, value) => sum + value ** 2, 0);
      expect(decibels(Math.sqrt(wrong / right))).toBeLessThan(-55);
    },
  );

  it('passes 48 kHz through unchanged', () => {
    const input = tone(1_000, 48_000, 1);
    expect(convert(input, 48_000, 777)).toEqual(input);
  });

  it('gives the same however the input is cut', () => {
    const input = tone(700, 44_100, 0.2).slice(0, 8_000);
    expect(convert(input, 44_100, 1)).toEqual(convert(input, 44_100, 8_000));
  });

  it('leaves nothing of what 48 kHz cannot carry', () => {
    const out = asInts(convert(tone(30_000, 96_000, 0.5), 96_000, 4_096).subarray(2_000, 20_000));
    expect(strengthOf(18_000, out)).toBeLessThan(0.001);
  });
});
