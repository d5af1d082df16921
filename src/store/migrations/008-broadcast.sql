-- Lost-person and lost-object calls, and every announcement that aired or was meant to.
CREATE TABLE calls (
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,            -- X-20261121-003
  kind         TEXT NOT NULL CHECK (kind IN ('lost-person', 'lost-object')),
  form         TEXT NOT NULL,                   -- JSON, as filled in
  script_zh    TEXT NOT NULL,
  script_en    TEXT,                            -- null: Chinese only
  state        TEXT NOT NULL CHECK (state IN ('open', 'found', 'closed', 'withdrawn')),
  requester    TEXT,                            -- name, personal
  phone        TEXT,                            -- personal
  name_aired   INTEGER NOT NULL CHECK (name_aired IN (0, 1)),
  approved_by  INTEGER,                         -- staff id of the supervisor who let a child's name be aired
  opened_by    TEXT NOT NULL,
  opened_at    INTEGER NOT NULL,
  closed_at    INTEGER
) STRICT;
CREATE INDEX calls_open ON calls (state, opened_at);

CREATE TABLE announcements (
  id           TEXT PRIMARY KEY,
  call_id      INTEGER REFERENCES calls (id),   -- null: a free announcement
  class        TEXT NOT NULL CHECK (class IN ('lost-person', 'lost-object', 'service')),
  title_zh     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  parts        TEXT NOT NULL,                   -- JSON: chime, speech, pause
  times        INTEGER NOT NULL CHECK (times > 0),
  gap_ms       INTEGER NOT NULL CHECK (gap_ms >= 0),
  state        TEXT NOT NULL CHECK (state IN ('armed', 'on-air', 'completed', 'cut', 'withdrawn', 'failed', 'interrupted')),
  code         TEXT,                            -- why it was cut or failed; while on the air: why it is about to be
  says_zh      TEXT,                            -- the same for the clerk
  says_en      TEXT,
  rounds       INTEGER NOT NULL DEFAULT 0,      -- heard to the end
  follows      TEXT REFERENCES announcements (id), -- goes on the air when that one has ended, not after a window
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  air_at       INTEGER NOT NULL,                -- end of the cancel window
  started_at   INTEGER,
  ended_at     INTEGER
) STRICT;
CREATE INDEX announcements_time ON announcements (requested_at);
CREATE INDEX announcements_live ON announcements (state) WHERE state IN ('armed', 'on-air');
