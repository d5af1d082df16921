-- What is past its time: lists of what is to be destroyed, approved by two people and printed, and what is kept longer.
CREATE TABLE destruction_lists (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,             -- D-20271202-001
  state       TEXT NOT NULL CHECK (state IN ('proposed', 'approved-once', 'approved', 'printed', 'purging', 'wiping', 'done', 'refused', 'withdrawn')),
  clause      TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  first_by    TEXT,
  first_at    INTEGER,
  second_by   TEXT,
  second_at   INTEGER,
  paper       TEXT,                             -- subject of its papers; another one after each change
  signed_by   TEXT,                             -- who says that the paper came out and is signed
  signed_at   INTEGER,
  purged_by   TEXT,
  purged_at   INTEGER,                          -- when destroying began
  ended_by    TEXT,
  ended_at    INTEGER,
  reason      TEXT,                             -- why it was refused or withdrawn
  CHECK (first_by IS NULL OR second_by IS NULL OR first_by <> second_by),
  CHECK (state NOT IN ('approved', 'printed', 'purging', 'wiping', 'done') OR (first_by IS NOT NULL AND second_by IS NOT NULL)),
  CHECK (state NOT IN ('printed', 'purging', 'wiping', 'done') OR signed_by IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX destruction_lists_open ON destruction_lists ((1)) WHERE state IN ('proposed', 'approved-once', 'approved', 'printed', 'purging');
CREATE TRIGGER destruction_lists_are_kept BEFORE DELETE ON destruction_lists
BEGIN SELECT RAISE(ABORT, 'a destruction list is kept'); END;

-- Numbers and dates only: the list outlives what it names.
CREATE TABLE destruction_entries (
  list_id   INTEGER NOT NULL REFERENCES destruction_lists (id),
  n         INTEGER NOT NULL,                   -- from 1
  ledger    TEXT NOT NULL,                      -- config/rules/retention.yaml
  ref       TEXT NOT NULL,                      -- the ledger's own name of it
  number    TEXT NOT NULL,
  kind_zh   TEXT NOT NULL,
  kind_en   TEXT NOT NULL,
  from_at   INTEGER NOT NULL,
  until_at  INTEGER NOT NULL,
  records   INTEGER NOT NULL,
  papers    INTEGER NOT NULL,
  before_at INTEGER NOT NULL,                   -- what ended before this is past its time
  state     TEXT NOT NULL CHECK (state IN ('listed', 'held', 'gone')),
  PRIMARY KEY (list_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX destruction_entries_ref ON destruction_entries (ledger, ref);
CREATE TRIGGER destruction_entries_are_kept BEFORE DELETE ON destruction_entries
BEGIN SELECT RAISE(ABORT, 'a destruction list is kept'); END;

CREATE TABLE retention_holds (
  id        INTEGER PRIMARY KEY,
  ledger    TEXT NOT NULL,
  ref       TEXT NOT NULL,
  number    TEXT NOT NULL,
  reason    TEXT NOT NULL,                      -- emptied with what was held
  held_by   TEXT NOT NULL,
  held_at   INTEGER NOT NULL,
  lifted_by TEXT,
  lifted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX retention_holds_open ON retention_holds (ledger, ref) WHERE lifted_at IS NULL;

-- Nothing else deletes: a record goes only while a list it stands on is being destroyed.
CREATE TRIGGER calls_are_kept BEFORE DELETE ON calls WHEN NOT EXISTS (
  SELECT 1 FROM destruction_entries AS e JOIN destruction_lists AS l ON l.id = e.list_id
  WHERE e.ledger = 'calls' AND e.ref = CAST(OLD.id AS TEXT) AND e.state = 'listed' AND l.state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a call is kept until it is on a destruction list'); END;
CREATE TRIGGER announcements_are_kept BEFORE DELETE ON announcements WHEN NOT EXISTS (
  SELECT 1 FROM destruction_lists AS l JOIN destruction_entries AS e ON e.list_id = l.id
  WHERE l.state = 'purging' AND e.state = 'listed' AND e.ledger = iif(OLD.call_id IS NULL, 'air-log', 'calls')
    AND (OLD.call_id IS NULL OR e.ref = CAST(OLD.call_id AS TEXT)))
BEGIN SELECT RAISE(ABORT, 'an announcement is kept until it is on a destruction list'); END;
CREATE TRIGGER airings_are_kept BEFORE DELETE ON airings WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'an airing is kept until it is on a destruction list'); END;
CREATE TRIGGER dropped_notes_are_kept BEFORE DELETE ON dropped_notes WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a note is kept until it is on a destruction list'); END;
CREATE TRIGGER call_follow_ups_are_kept BEFORE DELETE ON call_follow_ups WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'what followed a call is kept until it is on a destruction list'); END;
CREATE TRIGGER call_steps_are_kept BEFORE DELETE ON call_steps WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a step of a call is kept until it is on a destruction list'); END;
CREATE TRIGGER call_hand_overs_are_kept BEFORE DELETE ON call_hand_overs WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a hand-over is kept until it is on a destruction list'); END;
CREATE TRIGGER promotions_are_kept BEFORE DELETE ON promotions WHEN NOT EXISTS (
  SELECT 1 FROM destruction_entries AS e JOIN destruction_lists AS l ON l.id = e.list_id
  WHERE e.ledger = 'promotions' AND e.ref = CAST(OLD.id AS TEXT) AND e.state = 'listed' AND l.state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a promotion is kept until it is on a destruction list'); END;
CREATE TRIGGER promotion_airings_are_kept BEFORE DELETE ON promotion_airings WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'an airing of a promotion is kept until it is on a destruction list'); END;
CREATE TRIGGER print_jobs_are_kept BEFORE DELETE ON print_jobs WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a paper is kept until it is on a destruction list'); END;

-- What points at a record is found without reading the whole table.
CREATE INDEX announcements_call ON announcements (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX announcements_follows ON announcements (follows) WHERE follows IS NOT NULL;
