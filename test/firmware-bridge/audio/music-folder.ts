import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MusicProgramme } from '../../../firmware-bridge/audio/music-messages.ts';
import { PLAIN_PROGRAMME, Playlist } from '../../../firmware-bridge/audio/playlist.ts';
import { seededRandom } from '../../../firmware-bridge/audio/seeded-random.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { channel } from './sound.ts';

/** A track of one value, so that every sample tells whose it is. */
export function addTrack(folder: string, name: string, value: number, frames: number): string {
  return addSound(folder, name, new Int16Array(frames).fill(value));
}

export function addSound(folder: string, name: string, mono: Int16Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, encodeWav(mono, 48_000, 1));
  return path;
}

/** A playlist and everything it told. */
export function openPlaylist(folders: readonly string[], seed = 1) {
  const told: string[] = [];
  const playlist = new Playlist(
    folders,
    {
      unreadable: (file) => told.push(`unreadable ${file}`),
      readable: (file) => told.push(`readable ${file}`),
      music: (found) => told.push(found ? 'music' : 'none'),
    },
    seededRandom(seed),
  );
  return { playlist, told };
}

export function programme(changed: Partial<MusicProgramme> = {}): MusicProgramme {
  return { ...PLAIN_PROGRAMME, ...changed };
}

/** Hears so many frames, left channel. */
export async function pull(playlist: Playlist, frames: number): Promise<Int16Array> {
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
