import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureTrack } from '../../../firmware-bridge/audio/measure-tracks.ts';
import { addSound, addTrack, openPlaylist, programme, pull } from './music-folder.ts';
import { countingSample, sine } from './sound.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-lists-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What equal power makes of two constant sounds, frame by frame. */
function faded(from: number, to: number, frames: number): number[] {
  return Array.from({ length: frames }, (_, frame) => {
    const turn = ((frame + 0.5) / frames) * (Math.PI / 2);
    return Math.round(from * Math.cos(turn) + to * Math.sin(turn));
  });
}

const constant = (value: number, frames: number): number[] => new Array(frames).fill(value);

/** A long track whose samples tell their frame. */
function addCounting(name: string, seconds: number): string {
  return addSound(
    folder,
    name,
    Int16Array.from({ length: seconds * 48_000 }, (_, frame) => countingSample(frame)),
  );
}

describe('crossfade', () => {
  it('fades each track into the next with equal power, to the sample', async () => {
    addTrack(folder, 'a.wav', 1_000, 10_000);
    addTrack(folder, 'b.wav', 3_000, 10_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ crossfadeMs: 50 }));
    expect([...(await pull(playlist, 17_600))]).toEqual([
      ...constant(1_000, 7_600),
      ...faded(1_000, 3_000, 2_400),
      ...constant(3_000, 5_200),
      ...faded(3_000, 1_000, 2_400),
    ]);
    await playlist.close();
  });

  it('fades over less where a track is shorter than the fade, and loses nothing of it', async () => {
    addTrack(folder, 'a.wav', 1_000, 4_000);
    addTrack(folder, 'b.wav', 3_000, 1_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ crossfadeMs: 50 }));
    expect([...(await pull(playlist, 4_000))]).toEqual([...constant(1_000, 3_000), ...faded(1_000, 3_000, 1_000)]);
    await playlist.close();
  });

  it('joins a track that follows itself without a gap and without a fade', async () => {
    addTrack(folder, 'a.wav', 1_000, 5_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ crossfadeMs: 50 }));
    expect([...(await pull(playlist, 12_000))]).toEqual(constant(1_000, 12_000));
    await playlist.close();
  });

  it('keeps two full-scale ends below full scale', async () => {
    addTrack(folder, 'a.wav', 32_767, 5_000);
    addTrack(folder, 'b.wav', 32_767, 5_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ crossfadeMs: 50 }));
    const sound = await pull(playlist, 5_000);
    // −0.3 dBFS, where the limiter holds; the tracks by themselves are what they are.
    expect(Math.max(...sound.subarray(2_700, 4_900))).toBeLessThanOrEqual(Math.ceil(32_767 * 10 ** (-0.3 / 20)));
    await playlist.close();
  });
});

describe('lists', () => {
  it('plays only the list that was asked for, and names what comes next', async () => {
    addTrack(folder, 'morning/a.wav', 1_000, 48_000);
    addTrack(folder, 'morning/b.wav', 2_000, 48_000);
    addTrack(folder, 'noon/c.wav', 3_000, 48_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ folder: 'morning' }));
    expect(new Set(await pull(playlist, 300_000))).toEqual(new Set([1_000, 2_000]));
    await pull(playlist, 10_000);
    expect([playlist.track, playlist.next, playlist.fallback]).toEqual(['a.wav', 'b.wav', false]);
    await playlist.close();
  });

  it('falls back to the whole folder when the list is empty, and returns to it with the first file', async () => {
    addTrack(folder, 'noon/c.wav', 3_000, 300_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ folder: 'morning' }));
    expect((await pull(playlist, 10))[0]).toBe(3_000);
    expect(playlist.fallback).toBe(true);
    addTrack(folder, 'morning/a.wav', 1_000, 48_000);
    expect((await pull(playlist, 301_000)).at(-1)).toBe(1_000);
    expect(playlist.fallback).toBe(false);
    await playlist.close();
  });

  it('changes the list by a crossfade, and goes on at the very frame when it comes back', async () => {
    addCounting('morning/a.wav', 20);
    addTrack(folder, 'noon/c.wav', 3_000, 480_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ folder: 'morning', crossfadeMs: 50 }));
    await pull(playlist, 100_000);
    await playlist.follow(programme({ folder: 'noon', crossfadeMs: 50 }));
    const change = await pull(playlist, 3_000);
    expect(change[0]).toBe(
      Math.round(countingSample(100_000) * Math.cos(Math.PI / 9_600) + 3_000 * Math.sin(Math.PI / 9_600)),
    );
    expect([...change.subarray(2_400)]).toEqual(constant(3_000, 600));
    expect(playlist.track).toBe('c.wav');
    await playlist.follow(programme({ folder: 'morning', crossfadeMs: 50 }));
    const back = await pull(playlist, 3_000);
    expect([...back.subarray(2_400)]).toEqual(Array.from({ length: 600 }, (_, at) => countingSample(102_400 + at)));
    expect([playlist.track, playlist.positionFrames]).toEqual(['a.wav', 103_000]);
    await playlist.close();
  });

  it('waits for the end of the track where it is told to', async () => {
    addTrack(folder, 'morning/a.wav', 1_000, 500_000);
    addTrack(folder, 'noon/c.wav', 3_000, 48_000);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ folder: 'morning' }));
    await pull(playlist, 1_000);
    await playlist.follow(programme({ folder: 'noon', change: 'track-end' }));
    const sound = await pull(playlist, 500_000);
    expect(sound.indexOf(3_000)).toBe(499_000);
    await playlist.close();
  });

  it('lets the music go on when both lists have nothing of their own', async () => {
    addCounting('a.wav', 20);
    const { playlist } = openPlaylist([folder]);
    await playlist.follow(programme({ folder: 'morning' }));
    await pull(playlist, 50_000);
    await playlist.follow(programme({ folder: 'noon' }));
    expect([...(await pull(playlist, 100))]).toEqual(
      Array.from({ length: 100 }, (_, at) => countingSample(50_000 + at)),
    );
    await playlist.close();
  });

  it('skips to the next track; one that was decoded ahead but never heard is not lost', async () => {
    for (const [index, name] of ['a', 'b', 'c'].entries()) addTrack(folder, `${name}.wav`, (index + 1) * 1_000, 30_000);
    const { playlist } = openPlaylist([folder]);
    await pull(playlist, 1_000);
    await playlist.skip();
    expect(new Set((await pull(playlist, 20_000)).subarray(2_400))).toEqual(new Set([2_000]));
    expect(playlist.next).toBe('c.wav');
    await playlist.close();
  });

  it('shuffles every track once a turn, never one after itself', async () => {
    for (let index = 1; index <= 6; index++) addTrack(folder, `${index}.wav`, index * 1_000, 2_000);
    const { playlist } = openPlaylist([folder], 5);
    await playlist.follow(programme({ shuffle: true }));
    const heard: string[] = [];
    for (let at = 0; at < 36; at++) {
      await pull(playlist, 2_000);
      heard.push(playlist.track ?? '');
    }
    for (let turn = 0; turn < 6; turn++) expect(new Set(heard.slice(turn * 6, turn * 6 + 6)).size).toBe(6);
    expect(heard.some((name, index) => name === heard[index + 1])).toBe(false);
    expect(new Set([0, 1, 2, 3, 4, 5].map((turn) => heard.slice(turn * 6, turn * 6 + 6).join())).size).toBeGreaterThan(
      1,
    );
    await playlist.close();
  });
});

describe('loudness of tracks', () => {
  it('brings a measured track to the target, and one that would clip only as far as its peak allows', async () => {
    const loud = addSound(folder, 'a.wav', sine(1_000, 96_000, 0.5));
    const spiky = addSound(
      folder,
      'b.wav',
      Int16Array.from({ length: 96_000 }, (_, at) => (at === 48_000 ? 30_000 : at % 2 ? 60 : -60)),
    );
    const { playlist } = openPlaylist([folder]);
    const measured = await Promise.all([loud, spiky].map((path) => measureTrack(path)));
    playlist.levels.learn(measured.flatMap((one) => ('unreadable' in one ? [] : [one])));
    await playlist.follow(programme({ targetLufs: -20 }));
    const peak = Math.max(...(await pull(playlist, 96_000)));
    // A 1 kHz sine on both channels is as loud as its peak: 0.5 is −6 LUFS, so 14 dB go.
    expect(20 * Math.log10(peak / 32_767)).toBeCloseTo(-20, 0);
    expect(Math.max(...(await pull(playlist, 96_000)))).toBe(Math.round(32_767 * 10 ** (-1 / 20)));
    await playlist.close();
  });

  it('forgets the figures of a file that was replaced, and plays the new one', async () => {
    const path = addSound(folder, 'a.wav', sine(1_000, 96_000, 0.5));
    const { playlist } = openPlaylist([folder]);
    const one = await measureTrack(path);
    if (!('unreadable' in one)) playlist.levels.learn([one]);
    await playlist.follow(programme({ targetLufs: -6 }));
    await pull(playlist, 48_000);
    addSound(folder, 'new.wav', sine(1_000, 48_000, 0.25));
    renameSync(join(folder, 'new.wav'), path);
    expect(statSync(path).size).not.toBe(one.bytes);
    // The old one is heard to its end; the new one is taken for as loud as music is until it is measured.
    expect(Math.max(...(await pull(playlist, 48_000)))).toBeGreaterThan(16_000);
    expect(Math.max(...(await pull(playlist, 300_000)).subarray(200_000))).toBeLessThanOrEqual(8_192);
    await playlist.close();
  });

  it('goes on with the next track when the one that is heard is cut short', async () => {
    addTrack(folder, 'a.wav', 1_000, 480_000);
    addTrack(folder, 'b.wav', 2_000, 48_000);
    const { playlist } = openPlaylist([folder]);
    await pull(playlist, 10_000);
    writeFileSync(join(folder, 'a.wav'), 'gone');
    expect((await pull(playlist, 300_000)).includes(2_000)).toBe(true);
    await playlist.close();
  });

  it('names what it cannot measure, and silence', async () => {
    writeFileSync(join(folder, 'a.mp3'), 'no music');
    addTrack(folder, 'b.wav', 0, 48_000);
    expect(await measureTrack(join(folder, 'a.mp3'))).toMatchObject({ unreadable: expect.any(String) });
    expect(await measureTrack(join(folder, 'b.wav'))).toMatchObject({ unreadable: 'no sound in it' });
    expect(await measureTrack(join(folder, 'c.wav'))).toMatchObject({ unreadable: expect.any(String), bytes: 0 });
  });
});
