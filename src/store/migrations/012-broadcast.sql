-- How words are said that a speech engine says wrong.
CREATE TABLE pronunciations (
  id           INTEGER PRIMARY KEY,
  language     TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  word         TEXT NOT NULL,
  pinyin       TEXT,                            -- numbered: shan4 xiong2 xin4; Chinese only
  sounds_like  TEXT,                            -- characters or letters that sound so, for engines that read no pinyin
  taught_by    TEXT NOT NULL,
  taught_at    INTEGER NOT NULL,
  UNIQUE (language, word),
  CHECK (pinyin IS NOT NULL OR sounds_like IS NOT NULL)
) STRICT;
