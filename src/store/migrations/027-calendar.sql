-- Days of the calendar as people wrote them. Nothing is overwritten: of rows for the same day the newest holds.
CREATE TABLE calendar_days (
  id          INTEGER PRIMARY KEY,
  day         TEXT NOT NULL,                     -- YYYY-MM-DD
  is_kind     TEXT NOT NULL CHECK (is_kind IN ('holiday', 'workday', 'table')),  -- table: as the kept table has it
  zh          TEXT NOT NULL,
  en          TEXT NOT NULL,
  triple_pay  INTEGER CHECK (triple_pay IN (0, 1)),  -- NULL: as the rules have it
  notice      TEXT NOT NULL,                     -- the notice or clause it comes from
  set_by      TEXT NOT NULL,
  set_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX calendar_days_of_day ON calendar_days (day);
CREATE TRIGGER calendar_days_stay BEFORE UPDATE ON calendar_days BEGIN SELECT RAISE(ABORT, 'calendar days are never changed'); END;
CREATE TRIGGER calendar_days_kept BEFORE DELETE ON calendar_days BEGIN SELECT RAISE(ABORT, 'calendar days are never deleted'); END;
