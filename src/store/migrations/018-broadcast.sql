-- What follows a call: to whom it went, since when it is heard, what was done next, and to whom was handed over what was found.
CREATE TABLE call_follow_ups (
  call_id            INTEGER PRIMARY KEY REFERENCES calls (id),
  audience           TEXT NOT NULL CHECK (audience IN ('public', 'staff-first', 'staff')),
  times              INTEGER NOT NULL CHECK (times > 0), -- of the call to the public
  gap_ms             INTEGER NOT NULL CHECK (gap_ms >= 0),
  ledger_number      TEXT,                        -- of the lost-property ledger, for objects
  heard_at           INTEGER,                     -- first heard: the timer runs from here
  heard_monotonic_ms REAL,
  heard_boot_id      TEXT,
  heard_quality      TEXT CHECK (heard_quality IN ('synchronised', 'rtc', 'unsure'))
) STRICT;
INSERT INTO call_follow_ups (call_id, audience, times, gap_ms) SELECT id, 'public', 1, 0 FROM calls;

CREATE TABLE call_steps (
  call_id    INTEGER NOT NULL REFERENCES calls (id),
  step_id    TEXT NOT NULL,                       -- config/rules/calls.yaml
  done_by    TEXT NOT NULL,
  done_at    INTEGER NOT NULL,
  elapsed_ms REAL NOT NULL,                       -- by the call's timer
  PRIMARY KEY (call_id, step_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_hand_overs (
  call_id  INTEGER PRIMARY KEY REFERENCES calls (id),
  place    TEXT NOT NULL CHECK (place IN ('here', 'elsewhere')), -- elsewhere: nobody came to the desk
  name     TEXT,                                  -- personal
  relation TEXT,                                  -- personal
  id_kind  TEXT,
  id_seen  INTEGER NOT NULL CHECK (id_seen IN (0, 1)),
  by       TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;

-- The log of the air: read by time, a page at a time, and what was not heard until somebody has taken note of it.
DROP INDEX announcements_time;
CREATE INDEX announcements_log ON announcements (requested_at, id);
CREATE INDEX announcements_dropped ON announcements (requested_at, id) WHERE state IN ('expired', 'failed', 'interrupted');
CREATE TABLE dropped_notes (
  announcement_id TEXT PRIMARY KEY REFERENCES announcements (id),
  noted_by        TEXT NOT NULL,                  -- who knows that it was not heard
  noted_at        INTEGER NOT NULL,
  again_id        TEXT                            -- the announcement that was sent in its place
) STRICT, WITHOUT ROWID;
