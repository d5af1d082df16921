-- The journal: one row for every change, chained by hash. Nothing updates or deletes it.
CREATE TABLE journal (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL,                  -- uuid v7
  at            INTEGER NOT NULL,               -- UTC ms
  clock_quality TEXT NOT NULL CHECK (clock_quality IN ('synchronised', 'rtc', 'unsure')),
  boot_id       TEXT NOT NULL,
  monotonic_ms  REAL NOT NULL,
  actor         TEXT NOT NULL,                  -- staff:12, device:reader-1, system
  kind          TEXT NOT NULL,                  -- attendance/punch-recorded …
  subject       TEXT NOT NULL,                  -- staff:12, loan:7 …
  body          TEXT NOT NULL,                  -- canonical JSON, personal data only as keyed digests
  prev_hash     TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;
-- Punches are the bulk of the journal and have their own table to be read by person; leaving them out keeps a tap's commit short (P1).
CREATE INDEX journal_subject ON journal (subject, seq) WHERE kind <> 'attendance/punch-recorded';
CREATE TRIGGER journal_is_never_updated BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never updated'); END;
CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;

-- Every command acts once: the same id gets the stored answer.
CREATE TABLE commands (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  request TEXT NOT NULL,                        -- keyed digest of what was asked
  answer  TEXT NOT NULL,                        -- JSON
  seq     INTEGER NOT NULL REFERENCES journal (seq)
) STRICT, WITHOUT ROWID;

-- Gapless numbers per series and year or day: receipts, deposit slips, calls.
CREATE TABLE number_series (
  series TEXT PRIMARY KEY,
  last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Written at every start, so that the durability settings can be read back after a real write.
CREATE TABLE store_opened (times INTEGER NOT NULL) STRICT;
INSERT INTO store_opened VALUES (0);
