import type { Database } from '../store/database.ts';

/** What is wanted of the music. */
export interface MusicWanted {
  readonly playing: boolean;
  /** Absent: as configured. */
  readonly volume: number | undefined;
  /** Absent: as the rules say. */
  readonly shuffle: boolean | undefined;
  /** The list that began last. */
  readonly list: string | undefined;
}

interface Row {
  playing: number;
  volume: number | null;
  shuffle: number | null;
  list: string | null;
}

const NOTHING: MusicWanted = { playing: false, volume: undefined, shuffle: undefined, list: undefined };

/** The SQL of the music. */
export function openMusicStore(database: Database) {
  const find = database.prepare<Row>('SELECT playing, volume, shuffle, list FROM music_wanted');
  const put = database.prepare(
    `INSERT INTO music_wanted (id, playing, volume, shuffle, list, changed_at)
     VALUES (1, @playing, @volume, @shuffle, @list, @changed_at)
     ON CONFLICT (id) DO UPDATE SET playing = excluded.playing, volume = excluded.volume, shuffle = excluded.shuffle,
       list = excluded.list, changed_at = excluded.changed_at`,
  );

  function wanted(): MusicWanted {
    const row = find.get();
    if (row === undefined) return NOTHING;
    return {
      playing: row.playing === 1,
      volume: row.volume ?? undefined,
      shuffle: row.shuffle === null ? undefined : row.shuffle === 1,
      list: row.list ?? undefined,
    };
  }

  return {
    wanted,
    /** What is not given stays as it is. */
    keep(changed: Partial<MusicWanted>, atMs: number): void {
      const { playing, volume, shuffle, list } = { ...wanted(), ...changed };
      put.run({
        playing: playing ? 1 : 0,
        volume: volume ?? null,
        shuffle: shuffle === undefined ? null : Number(shuffle),
        list: list ?? null,
        changed_at: atMs,
      });
    },
  };
}

export type MusicStore = ReturnType<typeof openMusicStore>;
