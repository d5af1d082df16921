-- Announcements of every class, that may wait in a queue, be pre-empted and go on, and each stretch of time they were heard.
CREATE TABLE announcements_next (
  id           TEXT PRIMARY KEY,
  call_id      INTEGER REFERENCES calls (id),   -- null: not of a call
  source       TEXT,                            -- what else asked for it: schedule:…, promotion:…, emergency:…
  class        TEXT NOT NULL CHECK (class IN ('emergency', 'lost-person', 'lost-object', 'scheduled', 'service', 'promotion')),
  title_zh     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  parts        TEXT NOT NULL,                   -- JSON: chime, speech, pause, recording, live
  zones        TEXT NOT NULL DEFAULT '[]',      -- JSON: names of zones; empty: everywhere
  times        INTEGER NOT NULL CHECK (times > 0),
  gap_ms       INTEGER NOT NULL CHECK (gap_ms >= 0),
  state        TEXT NOT NULL CHECK (state IN ('armed', 'queued', 'on-air', 'completed', 'cut', 'withdrawn', 'expired', 'failed', 'interrupted')),
  code         TEXT,                            -- why it was cut or failed; while on the air: why it is about to be
  says_zh      TEXT,                            -- the same for the clerk
  says_en      TEXT,
  rounds       INTEGER NOT NULL DEFAULT 0,      -- heard to the end
  resume_ms    INTEGER,                         -- pre-empted: goes on from here in its timeline
  follows      TEXT REFERENCES announcements (id), -- goes on the air when that one has ended, not after a window
  place        REAL NOT NULL,                   -- order among those of its class
  requested_by TEXT NOT NULL,
  approved_by  TEXT,
  ended_by     TEXT,                            -- who took it back or stopped it
  requested_at INTEGER NOT NULL,
  air_at       INTEGER NOT NULL,                -- end of the cancel window
  expires_at   INTEGER,                         -- dropped if it has not begun by then; null: waits as long as it must
  started_at   INTEGER,                         -- first heard
  ended_at     INTEGER
) STRICT;
INSERT INTO announcements_next (id, call_id, class, title_zh, title_en, parts, times, gap_ms, state, code, says_zh, says_en, rounds, follows, place, requested_by, requested_at, air_at, started_at, ended_at)
  SELECT id, call_id, class, title_zh, title_en, parts, times, gap_ms, state, code, says_zh, says_en, rounds, follows, requested_at, requested_by, requested_at, air_at, started_at, ended_at
  FROM announcements ORDER BY rowid;
DROP TABLE announcements;
ALTER TABLE announcements_next RENAME TO announcements;
CREATE INDEX announcements_time ON announcements (requested_at);
CREATE INDEX announcements_live ON announcements (state) WHERE state IN ('armed', 'queued', 'on-air');
CREATE INDEX announcements_source ON announcements (source) WHERE source IS NOT NULL;

CREATE TABLE airings (
  id              INTEGER PRIMARY KEY,
  announcement_id TEXT NOT NULL REFERENCES announcements (id),
  started_at      INTEGER NOT NULL,
  ended_at        INTEGER,                      -- null: being heard, or the service died meanwhile
  ending          TEXT CHECK (ending IN ('completed', 'cut', 'failed', 'interrupted')),
  code            TEXT,
  ended_by        TEXT,                         -- who stopped it, or announcement:… for which it gave way
  rounds          INTEGER NOT NULL DEFAULT 0    -- of the whole announcement, heard to the end by then
) STRICT;
CREATE INDEX airings_announcement ON airings (announcement_id);
CREATE INDEX airings_time ON airings (started_at);
