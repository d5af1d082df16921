-- Who works when. Nothing is overwritten: of rows for the same person and day the newest holds.
CREATE TABLE employments (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL,
  from_day    TEXT NOT NULL,                     -- YYYY-MM-DD
  department  TEXT NOT NULL,
  post_id     TEXT NOT NULL,                     -- config/rules/roster.yaml
  grade       TEXT NOT NULL CHECK (grade IN ('staff', 'manager', 'director')),
  pattern_id  TEXT NOT NULL,                     -- config/rules/roster.yaml
  cancelled   INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
  set_by      TEXT NOT NULL,                     -- staff:7
  set_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX employments_of_person ON employments (person_id, from_day);

CREATE TABLE nursing_hours (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL,
  from_day    TEXT NOT NULL,
  until_day   TEXT NOT NULL CHECK (until_day >= from_day),
  option      TEXT NOT NULL CHECK (option IN ('start-later', 'longer-lunch', 'leave-earlier')),
  cancelled   INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
  set_by      TEXT NOT NULL,
  set_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX nursing_hours_of_person ON nursing_hours (person_id, from_day);

CREATE TABLE roster_changes (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL,
  day         TEXT NOT NULL,
  shift_ids   TEXT,                              -- JSON list, [] is rest; NULL: the pattern again
  kind        TEXT NOT NULL CHECK (kind IN ('edit', 'import', 'swap')),
  reason      TEXT NOT NULL,
  set_by      TEXT NOT NULL,
  set_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_changes_of_person ON roster_changes (person_id, day);
