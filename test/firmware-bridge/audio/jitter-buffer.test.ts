import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JitterBuffer } from '../../../firmware-bridge/audio/jitter-buffer.ts';

const counting = (from: number, frames: number) => Int16Array.from({ length: frames }, (_, at) => from + at);

describe('the jitter buffer', () => {
  it('waits for its delay, and then gives every sample in order', () => {
    const buffer = new JitterBuffer(1_440);
    const out = new Int16Array(480);
    buffer.push(counting(1, 960));
    expect(buffer.read(out)).toBe(0);
    expect(out.every((sample) => sample === 0)).toBe(true);
    buffer.push(counting(961, 480));
    expect(buffer.read(out)).toBe(480);
    expect([...out]).toEqual([...counting(1, 480)]);
    expect(buffer.held).toBe(960);
  });

  it('gives silence when it runs dry, counts it, and waits for its delay again', () => {
    const buffer = new JitterBuffer(480);
    const out = new Int16Array(960);
    buffer.push(counting(1, 500));
    expect(buffer.read(out)).toBe(500);
    expect([...out.subarray(500)].every((sample) => sample === 0)).toBe(true);
    expect(buffer.dryFrames).toBe(460);
    buffer.push(counting(501, 100));
    expect(buffer.read(out)).toBe(0);
  });

  it('throws away what is older than three delays: a fast card makes nobody late', () => {
    const buffer = new JitterBuffer(480);
    for (let at = 0; at < 10; at++) buffer.push(counting(at * 480, 480));
    expect(buffer.held).toBeLessThanOrEqual(1_440);
    expect(buffer.droppedFrames).toBe(4_800 - buffer.held);
  });

  // Red when a chunk is dropped or repeated at its seam.
  it('never gives a sample twice or out of order, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(700), fc.nat(700)), { maxLength: 60 }), (steps) => {
        const buffer = new JitterBuffer(480);
        let pushed = 1;
        let last = 0;
        for (const [push, pull] of steps) {
          buffer.push(counting(pushed, push));
          pushed += push;
          const out = new Int16Array(pull);
          const got = buffer.read(out);
          const heard = [last, ...out.subarray(0, got)];
          expect(heard.every((sample, at) => at === 0 || sample > (heard[at - 1] ?? 0))).toBe(true);
          last = heard.at(-1) ?? last;
          expect(buffer.held).toBeLessThanOrEqual(1_440);
        }
      }),
    );
  });
});
