-- What named persons decided about what was found of people's days. Nothing is overwritten: of rows for one finding the newest holds.
CREATE TABLE outcome_decisions (
  id           INTEGER PRIMARY KEY,
  person_id    INTEGER NOT NULL,
  day          TEXT NOT NULL,                    -- YYYY-MM-DD of the finding
  finding_key  TEXT NOT NULL,                    -- 2026-11-20/reception/late
  minutes      INTEGER NOT NULL,                 -- of the finding as it was decided on
  verdict      TEXT NOT NULL CHECK (verdict IN ('stands', 'excused')),
  reason       TEXT NOT NULL,
  by_person_id INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL                  -- UTC ms
) STRICT;
CREATE INDEX outcome_decisions_of_person ON outcome_decisions (person_id, day);
CREATE TRIGGER outcome_decisions_are_never_updated BEFORE UPDATE OF person_id, day, finding_key, minutes, verdict, by_person_id, at_ms
ON outcome_decisions BEGIN SELECT RAISE(ABORT, 'a decision is never updated'); END;
