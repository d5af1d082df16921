import type { Database } from '../store/database.ts';
import type { TaughtWord } from './reading/read-aloud.rules.ts';

/** A taught word as the page shows it. */
export interface Pronunciation extends TaughtWord {
  readonly id: number;
  readonly taughtBy: string;
  readonly taughtAtMs: number;
}

interface Row {
  id: number;
  language: string;
  word: string;
  pinyin: string | null;
  sounds_like: string | null;
  taught_by: string;
  taught_at: number;
}

/** The SQL of taught words. */
export function openPronunciationStore(database: Database) {
  const all = database.prepare<Row>('SELECT * FROM pronunciations ORDER BY taught_at DESC, id DESC');
  const byId = database.prepare<Row>('SELECT * FROM pronunciations WHERE id = @id');
  const put = database.prepare<{ id: number }>(
    `INSERT INTO pronunciations (language, word, pinyin, sounds_like, taught_by, taught_at)
     VALUES (@language, @word, @pinyin, @sounds_like, @taught_by, @taught_at)
     ON CONFLICT (language, word) DO UPDATE SET pinyin = excluded.pinyin, sounds_like = excluded.sounds_like,
       taught_by = excluded.taught_by, taught_at = excluded.taught_at RETURNING id`,
  );
  const remove = database.prepare('DELETE FROM pronunciations WHERE id = @id');
  return {
    all: () => all.all({}).map(toPronunciation),
    byId(id: number): Pronunciation | undefined {
      const row = byId.get({ id });
      return row === undefined ? undefined : toPronunciation(row);
    },
    /** Adds the word, or changes how it is said. */
    put(word: Omit<Pronunciation, 'id'>): number {
      const stored = put.get({
        language: word.language,
        word: word.word,
        pinyin: word.pinyin,
        sounds_like: word.soundsLike,
        taught_by: word.taughtBy,
        taught_at: word.taughtAtMs,
      });
      return stored?.id ?? 0;
    },
    remove: (id: number) => remove.run({ id }),
  };
}

export type PronunciationStore = ReturnType<typeof openPronunciationStore>;

function toPronunciation(row: Row): Pronunciation {
  return {
    id: row.id,
    language: row.language === 'en' ? 'en' : 'zh',
    word: row.word,
    pinyin: row.pinyin,
    soundsLike: row.sounds_like,
    taughtBy: row.taught_by,
    taughtAtMs: row.taught_at,
  };
}
