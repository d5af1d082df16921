import { describe, expect, it } from 'vitest';
import { headShelf, LoudnessMeter, lowCut } from '../../../firmware-bridge/audio/loudness.ts';

// Breaking it on purpose: leave out either gate, the −0.691 or the overlap and cases 3–5 turn red.

interface Stretch {
  readonly seconds: number;
  /** One level per channel, dBFS of a sine's peak. */
  readonly dbfs: readonly number[];
}

/** 1 kHz as EBU Tech 3341 asks for it, in pieces of an odd length. */
function measured(stretches: readonly Stretch[], rate = 48_000) {
  const meter = new LoudnessMeter(rate, stretches[0]?.dbfs.length ?? 2);
  let frame = 0;
  for (const { seconds, dbfs } of stretches) {
    for (let left = Math.round(seconds * rate); left > 0; left -= 4_999) {
      const frames = Math.min(left, 4_999);
      const tone = Float32Array.from({ length: frames }, (_, at) =>
        Math.sin((2 * Math.PI * 1_000 * (frame + at)) / rate),
      );
      meter.push(dbfs.map((level) => tone.map((value) => value * 10 ** (level / 20))));
      frame += frames;
    }
  }
  return meter.result();
}

const stereo = (seconds: number, level: number): Stretch => ({ seconds, dbfs: [level, level] });

describe('loudness', () => {
  it('weights as ITU-R BS.1770-4 tables 1 and 2 at 48 kHz', () => {
    const shelf = headShelf(48_000);
    expect([...shelf.b, ...shelf.a].map((value) => value.toFixed(11))).toEqual(
      [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585].map((value) =>
        value.toFixed(11),
      ),
    );
    const cut = lowCut(48_000);
    expect([...cut.b, ...cut.a].map((value) => value.toFixed(11))).toEqual(
      [1, -2, 1, -1.99004745483398, 0.99007225036621].map((value) => value.toFixed(11)),
    );
  });

  // EBU Tech 3341 (2016), table 1: expected −23.0 or −33.0 LUFS, ±0.1 LU.
  it.each([
    ['1: a tone at −23 dBFS', [stereo(20, -23)], -23],
    ['2: a tone at −33 dBFS', [stereo(20, -33)], -33],
    ['3: quiet, loud, quiet: the quiet is gated', [stereo(10, -36), stereo(60, -23), stereo(10, -36)], -23],
    [
      '4: nearly silent ends: both gates',
      [stereo(10, -72), stereo(10, -36), stereo(60, -23), stereo(10, -36), stereo(10, -72)],
      -23,
    ],
    ['5: three levels that all count', [stereo(20, -26), stereo(20.1, -20), stereo(20, -26)], -23],
    ['6: five channels', [{ seconds: 20, dbfs: [-28, -28, -24, -30, -30] }], -23],
  ])('measures EBU Tech 3341 case %s', (_, stretches, expected) => {
    expect(Math.abs((measured(stretches).lufs ?? 0) - expected)).toBeLessThanOrEqual(0.1);
  });

  it.each([8_000, 11_025, 22_050, 32_000, 44_100, 96_000])('measures the same at %i Hz', (rate) => {
    expect(Math.abs((measured([stereo(5, -23)], rate).lufs ?? 0) + 23)).toBeLessThanOrEqual(0.1);
  });

  it('tells the highest sample', () => {
    expect(measured([stereo(1, -12), stereo(1, -6)]).peakDb).toBeCloseTo(-6, 1);
  });

  it('has no figure for silence, for what is below the absolute gate, and for less than a block', () => {
    expect(measured([stereo(5, Number.NEGATIVE_INFINITY)])).toEqual({ peakDb: Number.NEGATIVE_INFINITY });
    expect(measured([stereo(5, -80)]).lufs).toBeUndefined();
    expect(measured([stereo(0.39, -20)]).lufs).toBeUndefined();
  });
});
