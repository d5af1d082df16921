-- Punching for another (R2 3(7)): weekly lists, who was looked for, what speaks for it, and what named persons decided. Only ever added to.
CREATE TABLE audit_draws (
  week         TEXT PRIMARY KEY,                 -- its Monday, YYYY-MM-DD: one list a week
  seed         INTEGER NOT NULL,
  people       TEXT NOT NULL,                    -- JSON: who could be drawn, who was drawn lately, who was drawn
  lately       TEXT NOT NULL,
  drawn        TEXT NOT NULL,
  rules_from   TEXT NOT NULL,                    -- version of config/rules/proxy-audit.yaml
  by_person_id INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL                  -- UTC ms
) STRICT;

CREATE TABLE audit_checks (
  id           INTEGER PRIMARY KEY,
  week         TEXT NOT NULL REFERENCES audit_draws (week),
  person_id    INTEGER NOT NULL,
  seen         INTEGER NOT NULL CHECK (seen IN (0, 1)),
  punched_in   INTEGER NOT NULL CHECK (punched_in IN (0, 1)),  -- what the punches said at that moment
  by_person_id INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_checks_of_week ON audit_checks (week, person_id);

CREATE TABLE audit_flags (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind IN ('pair', 'leave', 'business', 'other-reader', 'other-post', 'not-there')),
  person_id       INTEGER NOT NULL,
  other_person_id INTEGER,                       -- of a pair, the larger number
  days_together   INTEGER,                       -- when it was found
  clause          TEXT NOT NULL,
  rules_from      TEXT NOT NULL,
  found_at_ms     INTEGER NOT NULL,
  CHECK ((kind = 'pair') = (other_person_id IS NOT NULL)),
  CHECK (other_person_id > person_id)
) STRICT;
CREATE INDEX audit_flags_of_people ON audit_flags (person_id, other_person_id);

CREATE TABLE audit_incidents (
  flag_id        INTEGER NOT NULL REFERENCES audit_flags (id),
  n              INTEGER NOT NULL,               -- from 1
  punch_id       INTEGER NOT NULL REFERENCES punches (id),
  other_punch_id INTEGER REFERENCES punches (id),
  day            TEXT NOT NULL,                  -- the shift of the punch begins, YYYY-MM-DD
  other_day      TEXT,
  apart_ms       INTEGER,
  form_id        INTEGER,
  found_at_ms    INTEGER NOT NULL,
  PRIMARY KEY (flag_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_incidents_of_punch ON audit_incidents (punch_id);

-- Of several for one flag the newest holds.
CREATE TABLE audit_decisions (
  id           INTEGER PRIMARY KEY,
  flag_id      INTEGER NOT NULL REFERENCES audit_flags (id),
  verdict      TEXT NOT NULL CHECK (verdict IN ('dismissed', 'absent')),
  reason       TEXT NOT NULL,
  by_person_id INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_decisions_of_flag ON audit_decisions (flag_id, id);

-- Who a decision proposes as absent, and when.
CREATE TABLE audit_absences (
  decision_id INTEGER NOT NULL REFERENCES audit_decisions (id),
  person_id   INTEGER NOT NULL,
  day         TEXT NOT NULL,
  days        REAL NOT NULL,                     -- of absence
  clause      TEXT NOT NULL,
  PRIMARY KEY (decision_id, person_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_absences_of_person ON audit_absences (person_id, day);

CREATE TRIGGER audit_draws_stay BEFORE UPDATE ON audit_draws BEGIN SELECT RAISE(ABORT, 'a drawn list is never changed'); END;
CREATE TRIGGER audit_checks_stay BEFORE UPDATE ON audit_checks BEGIN SELECT RAISE(ABORT, 'a check is never changed'); END;
CREATE TRIGGER audit_flags_stay BEFORE UPDATE ON audit_flags BEGIN SELECT RAISE(ABORT, 'a flag is never changed'); END;
CREATE TRIGGER audit_incidents_stay BEFORE UPDATE ON audit_incidents BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER audit_decisions_stay BEFORE UPDATE OF flag_id, verdict, by_person_id, at_ms ON audit_decisions
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER audit_absences_stay BEFORE UPDATE ON audit_absences BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER audit_draws_are_kept BEFORE DELETE ON audit_draws BEGIN SELECT RAISE(ABORT, 'a drawn list is kept'); END;
CREATE TRIGGER audit_checks_are_kept BEFORE DELETE ON audit_checks BEGIN SELECT RAISE(ABORT, 'a check is kept'); END;
CREATE TRIGGER audit_flags_are_kept BEFORE DELETE ON audit_flags BEGIN SELECT RAISE(ABORT, 'a flag is kept'); END;
CREATE TRIGGER audit_incidents_are_kept BEFORE DELETE ON audit_incidents BEGIN SELECT RAISE(ABORT, 'evidence is kept'); END;
CREATE TRIGGER audit_decisions_are_kept BEFORE DELETE ON audit_decisions BEGIN SELECT RAISE(ABORT, 'a decision is kept'); END;
CREATE TRIGGER audit_absences_are_kept BEFORE DELETE ON audit_absences BEGIN SELECT RAISE(ABORT, 'a decision is kept'); END;
