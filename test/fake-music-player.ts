import type { MusicNow, MusicPlayer, MusicProgramme, MusicTrack } from '../src/ports/music-player.ts';

/** A music player that obeys the port and nothing else; the test says what it has and what is heard. */
export interface FakeMusicPlayer extends MusicPlayer {
  readonly followed: MusicProgramme[];
  skips: number;
  files: MusicTrack[];
  heard: MusicNow;
}

export function fakeMusicPlayer(): FakeMusicPlayer {
  const player: FakeMusicPlayer = {
    followed: [],
    skips: 0,
    files: [],
    heard: { positionMs: 0, fallback: false },
    follow: (programme) => void player.followed.push(programme),
    skip: async () => {
      player.skips++;
    },
    now: () => player.heard,
    tracks: async () => player.files,
    measuring: () =>
      player.files.filter(({ seconds, unreadable }) => seconds === undefined && unreadable === undefined).length,
  };
  return player;
}
