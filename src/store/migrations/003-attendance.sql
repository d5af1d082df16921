-- Punches: what happened and what was proposed at that moment. Nothing is ever changed here; corrections come as records of their own.
CREATE TABLE punches (
  id             INTEGER PRIMARY KEY,
  person_id      INTEGER NOT NULL,
  card_id        TEXT NOT NULL,
  reader_id      TEXT NOT NULL,
  at_ms          INTEGER NOT NULL,               -- UTC ms
  clock_quality  TEXT NOT NULL CHECK (clock_quality IN ('synchronised', 'rtc', 'unsure')),
  boot_id        TEXT NOT NULL,
  monotonic_ms   REAL NOT NULL,
  direction      TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  shift_id       TEXT NOT NULL,
  shift_day      TEXT NOT NULL,                  -- YYYY-MM-DD the shift starts on
  in_window      INTEGER NOT NULL CHECK (in_window IN (0, 1)),
  minutes_late   INTEGER NOT NULL CHECK (minutes_late >= 0),
  minutes_early  INTEGER NOT NULL CHECK (minutes_early >= 0),
  rules_from     TEXT NOT NULL,                  -- version of config/rules/attendance.yaml
  clause         TEXT NOT NULL
) STRICT;
CREATE INDEX punches_of_person ON punches (person_id, shift_day);
