-- Recordings made at the desk, and whether the amplifier's monitor output had sound during an airing.
CREATE TABLE desk_recordings (
  id         TEXT PRIMARY KEY,                  -- as the public address keeps it
  title      TEXT NOT NULL,
  length_ms  INTEGER NOT NULL,
  kept_by    TEXT NOT NULL,
  kept_at    INTEGER NOT NULL,
  removed_by TEXT,
  removed_at INTEGER                            -- null: it can be aired
) STRICT;
CREATE INDEX desk_recordings_kept ON desk_recordings (kept_at) WHERE removed_at IS NULL;

CREATE TABLE sound_checks (
  id              INTEGER PRIMARY KEY,
  announcement_id TEXT NOT NULL,
  heard           TEXT NOT NULL CHECK (heard IN ('heard', 'not-heard', 'no-check')),
  checked_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sound_checks_announcement ON sound_checks (announcement_id);
