-- Punches by a clock nobody vouched for, found again once it was known what time it is: by the monotonic clock of the same boot.
-- The punch keeps what it said; this is the record that corrects it.
CREATE INDEX punches_unsure ON punches (boot_id, id) WHERE clock_quality = 'unsure';
CREATE TABLE punch_datings (
  punch_id            INTEGER PRIMARY KEY REFERENCES punches (id),
  person_id           INTEGER NOT NULL,
  at_ms               INTEGER NOT NULL,            -- known_ms - (known_monotonic_ms - punches.monotonic_ms)
  direction           TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  shift_id            TEXT NOT NULL,
  shift_day           TEXT NOT NULL,
  known_ms            INTEGER NOT NULL,            -- the first reading that somebody vouched for
  known_monotonic_ms  REAL NOT NULL,
  known_quality       TEXT NOT NULL CHECK (known_quality IN ('synchronised', 'rtc'))
) STRICT;
CREATE INDEX punch_datings_of_person ON punch_datings (person_id, shift_day);

-- A leaving at a manned post that nobody had come to take over (H 1.6), and how the waiting ended.
CREATE TABLE relief_waits (
  punch_id   INTEGER PRIMARY KEY REFERENCES punches (id),
  person_id  INTEGER NOT NULL,
  shift_day  TEXT NOT NULL,
  shift_id   TEXT NOT NULL,
  post_id    TEXT NOT NULL,                        -- config/rules/roster.yaml
  at_ms      INTEGER NOT NULL,
  next_ms    INTEGER NOT NULL,                     -- when the next shift at the post begins
  until_ms   INTEGER NOT NULL                      -- who comes later than this took over from nobody
) STRICT;
CREATE INDEX relief_waits_of_person ON relief_waits (person_id, shift_day);
CREATE TABLE relief_ends (
  punch_id      INTEGER PRIMARY KEY REFERENCES relief_waits (punch_id),
  how           TEXT NOT NULL CHECK (how IN ('relieved', 'overridden', 'came-back')),
  by_person_id  INTEGER NOT NULL,
  by_punch_id   INTEGER,                           -- the relief's arrival
  reason        TEXT NOT NULL,
  at_ms         INTEGER NOT NULL
) STRICT;
