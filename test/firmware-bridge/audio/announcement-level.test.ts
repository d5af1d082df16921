import { describe, expect, it } from 'vitest';
import { synthesiseChime } from '../../../firmware-bridge/audio/chime.ts';
import { Mixer, type MixerEvent, type MusicReader } from '../../../firmware-bridge/audio/mixer.ts';
import { dbToGain } from '../../../firmware-bridge/audio/pcm-format.ts';
import type { Programme } from '../../../firmware-bridge/audio/programme.ts';
import { channel, decibels, rms, sine, strengthOf, ToneMusic } from './sound.ts';

// Breaking it on purpose: in programme.ts leave out the gain, or scale from the block's first frame on; in mixer.ts leave the gain out of
// #depthDb, or wait for music that rises: each one is red.

const ATTACK = 3_360;
const BLOCK = 480;
const silence: MusicReader = { read: () => 0 };
const voice = sine(1_000, 24_000, 0.6);

function bench(music: MusicReader) {
  const events: Exclude<MixerEvent, { type: 'level' }>[] = [];
  const settings = { duckDb: -16, attackMs: 70, releaseMs: 1_000, musicUnderSpeech: 'duck' } as const;
  const mixer = new Mixer(settings, music, (event) => {
    if (event.type !== 'level') events.push(event);
  });
  mixer.setVolume(100);
  const run = (frames: number): Int16Array => {
    const out = new Int16Array(frames * 2);
    for (let at = 0; at < frames; at += BLOCK) mixer.render(out.subarray(at * 2, Math.min(frames, at + BLOCK) * 2));
    return channel(out, 0);
  };
  return { mixer, events, run };
}

function programme(gainDb: number, more: Partial<Programme> = {}): Programme {
  return {
    id: `at ${gainDb}`,
    round: [{ kind: 'speech', frames: voice.length, pcm: voice }],
    times: 1,
    gapFrames: 0,
    gainDb,
    ...more,
  };
}

/** Where two sounds differ first; -1: nowhere. */
const firstOther = (one: Int16Array, other: readonly number[]) =>
  one.length === other.length ? one.findIndex((value, at) => value - (other[at] ?? 0) !== 0) : 0;

/** The steepest step from one sample to the next. */
const step = (samples: Int16Array) =>
  samples.reduce((most, value, at) => Math.max(most, at === 0 ? 0 : Math.abs(value - (samples[at - 1] ?? 0))), 0);

describe('the level of an announcement', () => {
  it.each([-1.5, -6, -12])('lowers chime, words and recordings by %d dB, to the sample', (gainDb) => {
    const { mixer, run } = bench(silence);
    const chime = synthesiseChime();
    const round = [
      { kind: 'chime', frames: chime.length, pcm: chime },
      { kind: 'speech', frames: voice.length, pcm: voice },
      { kind: 'recording', frames: voice.length, pcm: voice },
    ] as const;
    mixer.air(programme(gainDb, { round, times: 3, gapFrames: 101 }));
    const once = [...chime, ...voice, ...voice].map((sample) => Math.round(sample * dbToGain(gainDb)));
    const cycle = once.length + 101;
    const out = run(cycle * 3);
    for (const start of [0, cycle, cycle * 2])
      expect(firstOther(out.subarray(start, start + once.length), once)).toBe(-1);
  });

  it('passes the full level bit for bit, and never makes anything louder', () => {
    const { mixer, run } = bench(silence);
    mixer.air(programme(6));
    expect(firstOther(run(24_000), [...voice])).toBe(-1);
  });

  it('lowers the microphone as much', () => {
    const { mixer, run } = bench(silence);
    const live = { begin() {}, read: (out: Int16Array) => out.set(voice.subarray(0, out.length)) };
    mixer.air(programme(-6, { round: [{ kind: 'live', frames: 48_000, live }] }));
    expect(decibels(rms(run(BLOCK)) / rms(voice.subarray(0, BLOCK)))).toBeCloseTo(-6, 1);
  });

  it('lets music go down by as much more, so that quiet words stand as clear of it as loud ones', () => {
    const clear = (gainDb: number): number => {
      const { mixer, run } = bench(new ToneMusic(440, 0.8));
      mixer.playMusic();
      run(48_000);
      mixer.air(programme(gainDb));
      const during = run(ATTACK + 24_000).subarray(ATTACK);
      return decibels(strengthOf(1_000, during) / strengthOf(440, during));
    };
    expect(clear(-9)).toBeCloseTo(clear(0), 1);
    expect(clear(-9)).toBeGreaterThan(12);
  });

  it('goes on from a quieter one to a full one without a step and without a wait, and brings music back to its old volume', () => {
    const { mixer, events, run } = bench(new ToneMusic(440, 0.3));
    mixer.playMusic();
    const before = run(48_000).subarray(24_000);
    mixer.air(programme(-9));
    // At the crest of the wave, where a step clicks most.
    run(ATTACK + 12_012);
    const at = mixer.frame;
    mixer.air(programme(0, { id: 'emergency' }));
    const out = run(24_000);
    expect(step(out)).toBeLessThanOrEqual(step(voice) + step(before) + 100);
    expect(events.find((event) => event.type === 'airStarted' && event.id === 'emergency')?.atFrame).toBe(at);
    expect(decibels(strengthOf(440, out.subarray(12_000)) / strengthOf(440, before))).toBeCloseTo(-16, 1);
    run(96_000);
    expect(decibels(rms(run(24_000)) / rms(before))).toBeCloseTo(0, 2);
  });
});
