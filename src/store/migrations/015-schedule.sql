-- Scheduled broadcasts: items added at the desk, and what became of each item on each day.
CREATE TABLE schedule_items (
  id         TEXT NOT NULL,
  version    INTEGER NOT NULL CHECK (version > 0),
  from_day   TEXT NOT NULL,                     -- YYYY-MM-DD: in force from this day until a later version
  item       TEXT,                              -- JSON as in config/rules/schedule.yaml; null: no more from this day
  written_by TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE schedule_occurrences (
  item_id         TEXT NOT NULL,
  day             TEXT NOT NULL,                -- YYYY-MM-DD in the plaza's time zone; with the item: at most once
  due_at          INTEGER NOT NULL,             -- as planned, or postponed to
  state           TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'missed', 'skipped')),
  announcement_id TEXT,                         -- the last one sent to the air
  attempts        INTEGER NOT NULL DEFAULT 0,   -- how often it was sent; more than one only when it was not heard
  code            TEXT,                         -- why it was missed or aired late
  reason          TEXT,                         -- why it was skipped, in the person's words
  decided_by      TEXT NOT NULL,
  decided_at      INTEGER NOT NULL,
  PRIMARY KEY (item_id, day)
) STRICT;
CREATE INDEX schedule_occurrences_day ON schedule_occurrences (day);

CREATE TABLE schedule_watch (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  since       INTEGER NOT NULL,                 -- nothing before was ever planned
  through_day TEXT NOT NULL                     -- everything until the end of this day is settled
) STRICT;
