import { copyFileSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Playlist } from '../../../firmware-bridge/audio/playlist.ts';
import { readTrack } from '../../../firmware-bridge/audio/track.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { channel, sine, strengthOf } from './sound.ts';

const vectors = fileURLToPath(new URL('../../vectors/audio/', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-music-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function whole(path: string): Promise<Int16Array> {
  const samples: number[] = [];
  for await (const chunk of readTrack(path)) samples.push(...chunk);
  return Int16Array.from(samples);
}

function stereoWav(value: number, frames: number): Uint8Array {
  return encodeWav(new Int16Array(frames * 2).fill(value));
}

function listen(folders: readonly string[]) {
  const told: string[] = [];
  const playlist = new Playlist(folders, {
    unreadable: (file) => told.push(`unreadable ${file}`),
    readable: (file) => told.push(`readable ${file}`),
    music: (found) => told.push(found ? 'music' : 'none'),
  });
  return { playlist, told };
}

async function pull(playlist: Playlist, frames: number): Promise<Int16Array> {
  const out = new Int16Array(frames * 2);
  for (let done = 0; done < frames; ) {
    await playlist.fill();
    const part = new Int16Array((frames - done) * 2);
    const got = playlist.read(part, frames - done);
    if (got === 0) break;
    out.set(part.subarray(0, got * 2), done * 2);
    done += got;
  }
  return channel(out, 0);
}

describe('tracks', () => {
  it.each(['two-tones.ogg', 'two-tones.flac', 'two-tones.mp3'])(
    'decodes %s to 48 kHz stereo, left and right in place',
    async (name) => {
      const samples = await whole(join(vectors, name));
      expect(samples.length / 2).toBeGreaterThanOrEqual(11_990);
      expect(samples.length / 2).toBeLessThan(15_000);
      const [left, right] = [channel(samples, 0).subarray(3_000, 11_000), channel(samples, 1).subarray(3_000, 11_000)];
      expect(strengthOf(440, left)).toBeCloseTo(0.5, 1);
      expect(strengthOf(660, left)).toBeLessThan(0.05);
      expect(strengthOf(660, right)).toBeCloseTo(0.5, 1);
      expect(strengthOf(440, right)).toBeLessThan(0.05);
    },
  );

  it('doubles one channel and resamples', async () => {
    const path = join(folder, 'a.wav');
    writeFileSync(path, encodeWav(sine(440, 22_050, 0.5, 22_050), 22_050, 1));
    const samples = await whole(path);
    expect(samples.length).toBe(96_000);
    expect(channel(samples, 0)).toEqual(channel(samples, 1));
    expect(strengthOf(440, channel(samples, 0))).toBeCloseTo(0.5, 2);
  });

  it.each([
    ['text', Buffer.from('not music at all, '.repeat(500))],
    ['nothing', Buffer.alloc(0)],
    ['a header only', Buffer.from(encodeWav(new Int16Array(0)))],
    [
      'an MP3 frame mark and rubbish',
      Buffer.from([0xff, 0xfb, 0x90, ...Array.from({ length: 5_000 }, (_, at) => (at * 31) % 255)]),
    ],
    ['an Ogg mark and rubbish', Buffer.from(`OggS${'x'.repeat(5_000)}`)],
    ['a FLAC mark and rubbish', Buffer.from(`fLaC${'x'.repeat(5_000)}`)],
  ])('calls %s unreadable', async (_, bytes) => {
    const path = join(folder, 'bad.mp3');
    writeFileSync(path, bytes);
    await expect(whole(path)).rejects.toMatchObject({ code: 'music/unreadable' });
  });

  it('calls a missing file unreadable', async () => {
    await expect(whole(join(folder, 'absent.wav'))).rejects.toMatchObject({ code: 'music/unreadable' });
  });
});

describe('playlist', () => {
  it('plays the folder in order of names, over and over, without a gap', async () => {
    writeFileSync(join(folder, 'b.wav'), stereoWav(2_000, 1_001));
    writeFileSync(join(folder, 'a.WAV'), stereoWav(1_000, 999));
    writeFileSync(join(folder, 'notes.txt'), 'no music');
    const { playlist, told } = listen([folder]);
    const out = await pull(playlist, 4_000);
    expect([...out]).toEqual(Array.from({ length: 4_000 }, (_, at) => (at % 2_000 < 999 ? 1_000 : 2_000)));
    expect(told.filter((line) => line !== 'music')).toEqual([]);
    await playlist.close();
  });

  it('knows the track being heard and the place in it', async () => {
    writeFileSync(join(folder, 'a.wav'), stereoWav(1_000, 48_000));
    writeFileSync(join(folder, 'b.wav'), stereoWav(2_000, 48_000));
    const { playlist } = listen([folder]);
    await pull(playlist, 48_000 + 1_234);
    expect([playlist.track, playlist.positionFrames]).toEqual(['b.wav', 1_234]);
    await playlist.close();
  });

  it('skips and names what it cannot read, and says when it can again', async () => {
    writeFileSync(join(folder, 'a.mp3'), 'broken');
    copyFileSync(join(vectors, 'two-tones.ogg'), join(folder, 'b.ogg'));
    const { playlist, told } = listen([folder]);
    await pull(playlist, 48_000);
    expect(playlist.track).toBe('b.ogg');
    expect(told[0]).toBe('unreadable a.mp3');
    copyFileSync(join(vectors, 'two-tones.mp3'), join(folder, 'a.mp3'));
    await pull(playlist, 480_000);
    expect(told).toContain('readable a.mp3');
    await playlist.close();
  });

  it('falls back to the next folder when the first has no music', async () => {
    writeFileSync(join(folder, 'a.wav'), stereoWav(1_000, 480));
    const { playlist, told } = listen([join(folder, 'absent'), folder]);
    expect([...(await pull(playlist, 10))]).toEqual(new Array(10).fill(1_000));
    expect(told).toContain('music');
    await playlist.close();
  });

  it('says that there is none, and finds what comes later', async () => {
    const { playlist, told } = listen([folder]);
    expect([...(await pull(playlist, 10))]).toEqual(new Array(10).fill(0));
    expect(told).toEqual(['none']);
    writeFileSync(join(folder, 'a.wav'), stereoWav(1_000, 480));
    expect((await pull(playlist, 10))[0]).toBe(1_000);
    await playlist.close();
  });

  it('holds seconds, not hours, of a long track', async () => {
    writeFileSync(join(folder, 'long.wav'), stereoWav(1_000, 48_000 * 60));
    const { playlist } = listen([folder]);
    await playlist.fill();
    expect(playlist.bufferedFrames).toBeGreaterThan(48_000 * 3);
    expect(playlist.bufferedFrames).toBeLessThan(48_000 * 5);
    await playlist.close();
  });

  it('keeps no file open once it is closed', async () => {
    writeFileSync(join(folder, 'long.wav'), stereoWav(1_000, 48_000 * 60));
    const { playlist } = listen([folder]);
    await playlist.fill();
    expect(openFilesIn(folder)).toEqual([join(folder, 'long.wav')]);
    await playlist.close();
    expect(openFilesIn(folder)).toEqual([]);
  });
});

/** What this process has open below a folder (proc(5)). */
function openFilesIn(below: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const file = readlinkSync(join('/proc/self/fd', descriptor));
      return file.startsWith(below) ? [file] : [];
    } catch {
      // The descriptor of the listing itself is closed by now.
      return [];
    }
  });
}
