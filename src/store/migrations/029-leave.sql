-- What HR adds to or takes from somebody's annual leave. Only ever added to: a wrong one is balanced by another.
CREATE TABLE leave_adjustments (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL,
  year_from  TEXT NOT NULL,                         -- first day of the account's year, YYYY-MM-DD
  half_days  INTEGER NOT NULL CHECK (half_days <> 0),
  reason     TEXT NOT NULL,
  said_by    TEXT NOT NULL,                         -- staff:7
  at_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX leave_adjustments_of_person ON leave_adjustments (person_id, year_from);
