import { describe, expect, it } from 'vitest';
import { synthesiseChime } from '../../../firmware-bridge/audio/chime.ts';
import { Mixer, type MixerEvent, type MixerSettings, type MusicReader } from '../../../firmware-bridge/audio/mixer.ts';
import type { Programme } from '../../../firmware-bridge/audio/programme.ts';
import { CountingMusic, channel, countingSample, decibels, rms, sine, strengthOf, ToneMusic } from './sound.ts';

const SETTINGS: MixerSettings = { duckDb: -16, attackMs: 70, releaseMs: 1_000, musicUnderSpeech: 'duck' };
const ATTACK = 3_360;
const BLOCK = 480;

function bench(music: MusicReader, settings = SETTINGS) {
  const events: Exclude<MixerEvent, { type: 'level' }>[] = [];
  const mixer = new Mixer(settings, music, (event) => {
    if (event.type !== 'level') events.push(event);
  });
  mixer.setVolume(100);
  const run = (frames: number, block = BLOCK): Int16Array => {
    const out = new Int16Array(frames * 2);
    for (let at = 0; at < frames; at += block) mixer.render(out.subarray(at * 2, Math.min(frames, at + block) * 2));
    return out;
  };
  return { mixer, events, run };
}

const silence: MusicReader = { read: () => 0 };
const voice = sine(1_000, 24_000, 0.6);

function programme(overrides: Partial<Programme> = {}): Programme {
  return {
    id: 'call',
    round: [{ kind: 'speech', frames: voice.length, pcm: voice }],
    times: 1,
    gapFrames: 0,
    ...overrides,
  };
}

describe('mixer', () => {
  it('airs at the very next frame when no music plays', () => {
    const { mixer, events, run } = bench(silence);
    run(BLOCK * 3);
    mixer.air(programme());
    const out = channel(run(24_480), 0);
    expect([...out.subarray(0, 24_000)]).toEqual([...voice]);
    expect([...out.subarray(24_000)].every((value) => value === 0)).toBe(true);
    expect(events).toEqual([
      { type: 'airStarted', id: 'call', atFrame: 1_440 },
      { type: 'roundStarted', id: 'call', round: 1, atFrame: 1_440 },
      { type: 'airEnded', id: 'call', ending: 'completed', rounds: 1, atFrame: 25_440 },
    ]);
  });

  it('starts chime, words, pause, rounds and gaps at their exact frames', () => {
    const chime = synthesiseChime();
    const { mixer, events, run } = bench(silence);
    const round = [
      { kind: 'chime', frames: chime.length, pcm: chime },
      { kind: 'pause', frames: 7_001 },
      { kind: 'speech', frames: voice.length, pcm: voice },
    ] as const;
    mixer.air(programme({ round, times: 3, gapFrames: 9_973 }));
    const cycle = chime.length + 7_001 + 24_000 + 9_973;
    const out = channel(run(cycle * 3 - 9_973), 0);
    for (const start of [0, cycle, cycle * 2]) {
      expect([...out.subarray(start, start + chime.length)]).toEqual([...chime]);
      expect(rms(out.subarray(start + chime.length, start + chime.length + 7_001))).toBe(0);
      expect([...out.subarray(start + chime.length + 7_001, start + chime.length + 31_001)]).toEqual([...voice]);
    }
    expect(rms(out.subarray(cycle - 9_973, cycle))).toBe(0);
    expect(events.filter((event) => event.type === 'roundStarted').map((event) => event.atFrame)).toEqual([
      0,
      cycle,
      cycle * 2,
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'airEnded',
      ending: 'completed',
      rounds: 3,
      atFrame: cycle * 3 - 9_973,
    });
  });

  it('ducks music by 16 dB before the first sound and brings it back to the old volume', () => {
    const { mixer, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    const before = channel(run(48_000), 0).subarray(24_000);
    mixer.air(programme({ round: [{ kind: 'pause', frames: 48_000 }] }));
    const during = channel(run(ATTACK + 48_000), 0);
    const after = channel(run(96_000), 0);
    // The attack is over before the programme's first frame.
    expect(decibels(rms(during.subarray(ATTACK, ATTACK + 47_000)) / rms(before))).toBeCloseTo(-16, 1);
    expect(decibels(rms(after.subarray(60_000)) / rms(before))).toBeCloseTo(0, 2);
    // A slow release: half way through it the music is still well down.
    expect(decibels(rms(after.subarray(20_000, 24_000)) / rms(before))).toBeLessThan(-7);
  });

  it('ducks under the words by at least 12 dB, measured at the music’s own frequency', () => {
    const { mixer, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    const before = channel(run(48_000), 0).subarray(24_000);
    mixer.air(programme());
    const during = channel(run(ATTACK + 24_000), 0).subarray(ATTACK);
    expect(decibels(strengthOf(440, during) / strengthOf(440, before))).toBeLessThan(-12);
    expect(strengthOf(1_000, during)).toBeCloseTo(0.6, 1);
  });

  it('puts the first sound on the air within the attack', () => {
    const { mixer, events, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    run(48_000);
    mixer.air(programme());
    run(48_000);
    expect(events[0]).toMatchObject({ type: 'airStarted', atFrame: 48_000 + ATTACK });
  });

  it('keeps the music running sample by sample under speech', () => {
    const music = new CountingMusic();
    const { mixer, run } = bench(music);
    mixer.playMusic();
    run(4_800);
    mixer.air(programme());
    run(96_000);
    const out = channel(run(4_800), 0);
    expect(out[0]).toBe(countingSample(4_800 + 96_000));
    expect(music.frame).toBe(4_800 + 96_000 + 4_800);
  });

  it('pauses music for speech where asked to, and goes on at the very next sample', () => {
    const music = new CountingMusic();
    const { mixer, run } = bench(music, { ...SETTINGS, musicUnderSpeech: 'pause' });
    mixer.playMusic();
    run(4_800);
    mixer.air(programme());
    run(ATTACK + 24_000);
    expect(music.frame).toBe(4_800 + ATTACK);
    run(BLOCK * 200);
    const out = channel(run(BLOCK), 0);
    expect(out[0]).toBe(countingSample(4_800 + ATTACK + BLOCK * 200));
  });

  it('resumes a paused track at the exact sample it stopped at', () => {
    const music = new CountingMusic();
    const { mixer, run } = bench(music);
    mixer.playMusic();
    run(9_600);
    mixer.pauseMusic();
    // Blocks that the fade does not fill: what was not heard must not be taken.
    expect(rms(run(49_000, 700).subarray(1_920))).toBe(0);
    expect(music.frame).toBe(9_600 + 960);
    mixer.playMusic();
    run(960);
    expect(channel(run(BLOCK), 0)[0]).toBe(countingSample(9_600 + 960 + 960));
  });

  it('does not start music that was not playing', () => {
    const { mixer, run } = bench(new ToneMusic(440, 0.8));
    mixer.air(programme());
    run(24_000);
    expect(rms(run(96_000))).toBe(0);
    expect(mixer.musicState).toBe('paused');
  });

  it('keeps music paused that was paused during the announcement', () => {
    const { mixer, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    run(4_800);
    mixer.air(programme());
    run(9_600);
    mixer.pauseMusic();
    run(48_000);
    expect(rms(run(48_000))).toBe(0);
  });

  it('cuts speech within one block, without a click, and lets the music back', () => {
    const { mixer, events, run } = bench(silence);
    mixer.air(programme());
    // At the crest of the wave, where a hard cut clicks most.
    run(12_012);
    mixer.stop('desk/stopped');
    const out = channel(run(BLOCK), 0);
    expect(rms(out.subarray(240))).toBe(0);
    // The steepest step of the faded tone is no steeper than that of the tone itself.
    const step = (samples: Int16Array) =>
      samples.reduce((most, value, at) => Math.max(most, at === 0 ? 0 : Math.abs(value - (samples[at - 1] ?? 0))), 0);
    expect(step(out)).toBeLessThanOrEqual(step(voice) + 100);
    expect(Math.abs((out[0] ?? 0) - (voice[12_012] ?? 0))).toBeLessThanOrEqual(step(voice) + 100);
    expect(events.at(-1)).toEqual({
      type: 'airEnded',
      id: 'call',
      ending: 'cut',
      code: 'desk/stopped',
      rounds: 0,
      atFrame: 12_012,
      resumeFrame: 0,
    });
  });

  it('restores the music’s volume after a stop', () => {
    const { mixer, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    const before = rms(run(48_000).subarray(48_000));
    mixer.air(programme());
    run(12_000);
    mixer.stop('desk/stopped');
    run(48_480);
    expect(decibels(rms(run(24_000)) / before)).toBeCloseTo(0, 2);
  });

  it('counts only rounds heard to the end', () => {
    const { mixer, events, run } = bench(silence);
    mixer.air(programme({ times: 3, gapFrames: 4_800 }));
    run(24_000 + 4_800 + 240);
    mixer.stop('desk/stopped');
    expect(events.at(-1)).toMatchObject({ ending: 'cut', rounds: 1 });
  });

  it('gives way to a newer announcement at once, the music staying down', () => {
    const { mixer, events, run } = bench(new ToneMusic(440, 0.8));
    mixer.playMusic();
    run(4_800);
    mixer.air(programme({ id: 'shop' }));
    run(9_600);
    mixer.air(programme({ id: 'emergency' }));
    run(BLOCK);
    expect(events.slice(-3)).toEqual([
      {
        type: 'airEnded',
        id: 'shop',
        ending: 'cut',
        code: 'audio/superseded',
        rounds: 0,
        atFrame: 14_400,
        resumeFrame: 0,
      },
      { type: 'airStarted', id: 'emergency', atFrame: 14_400 },
      { type: 'roundStarted', id: 'emergency', round: 1, atFrame: 14_400 },
    ]);
  });

  it('never clips, whatever comes together', () => {
    const loud = sine(1_000, 48_000, 1);
    const { mixer, run } = bench(new ToneMusic(997, 1), { ...SETTINGS, duckDb: 0, attackMs: 0 });
    mixer.playMusic();
    mixer.air(programme({ round: [{ kind: 'speech', frames: loud.length, pcm: loud }] }));
    const out = run(48_000);
    expect(out.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(32_767);
    expect(mixer.limitedFrames).toBeGreaterThan(0);
  });

  it('passes music below the ceiling bit for bit', () => {
    const { mixer, run } = bench(new CountingMusic());
    mixer.playMusic();
    run(4_800);
    expect([...channel(run(9_600), 0)]).toEqual(Array.from({ length: 9_600 }, (_, at) => countingSample(4_800 + at)));
  });

  it('renders the same whatever the block size', () => {
    const render = (block: number) => {
      const { mixer, run } = bench(new ToneMusic(440, 0.3));
      mixer.playMusic();
      mixer.air(programme({ times: 2, gapFrames: 1_000 }));
      return run(48_000, block);
    };
    expect(render(480).subarray(0, 90_000)).toEqual(render(160).subarray(0, 90_000));
  });

  it('airs over a music source that has run dry and counts it', () => {
    const { mixer, events, run } = bench(silence);
    mixer.playMusic();
    mixer.air(programme());
    run(48_000);
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'completed' });
    expect(mixer.starvedFrames).toBe(48_000);
  });
});
