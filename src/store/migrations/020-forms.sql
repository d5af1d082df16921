-- Forms on paper (requirements §5.12): what is printed on each, its chain of signatures, and every step of the sheet. The row keeps where the
-- form stands now; how it came there is in its steps, which are only ever added to.
CREATE TABLE forms (
  id             INTEGER PRIMARY KEY,
  number         TEXT NOT NULL UNIQUE,              -- E-20261120-2087
  kind           TEXT NOT NULL CHECK (kind IN ('exception', 'business', 'leave', 'overtime', 'swap')),
  person_id      INTEGER NOT NULL,
  department     TEXT NOT NULL,                     -- as it was on from_day
  state          TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'refused', 'withdrawn')),
  place          TEXT NOT NULL CHECK (place IN ('unprinted', 'person', 'desk', 'hr')),
  signatures     INTEGER NOT NULL DEFAULT 0,        -- on the paper so far
  from_day       TEXT NOT NULL,                     -- first and last day it is about, YYYY-MM-DD
  until_day      TEXT NOT NULL CHECK (until_day >= from_day),
  from_ms        INTEGER,                           -- business, leave, overtime; UTC
  until_ms       INTEGER,
  shift_id       TEXT,                              -- exception
  direction      TEXT CHECK (direction IN ('in', 'out', 'both')),
  leave_kind     TEXT,
  half_days      INTEGER,                           -- length of leave as it is counted
  with_person_id INTEGER,                           -- swap
  other_day      TEXT,
  reason         TEXT NOT NULL,
  details        TEXT NOT NULL,                     -- JSON: what one kind alone has
  chain          TEXT NOT NULL,                     -- JSON: the signatures it needs, in their order
  documents      TEXT NOT NULL,                     -- JSON: ids of the documents that go with it
  due_day        TEXT NOT NULL,                     -- at the desk by the close of this day
  origin         TEXT NOT NULL CHECK (origin IN ('touch', 'gap')),
  replaces       INTEGER REFERENCES forms (id),     -- corrected by a new form, never overwritten
  rules_from     TEXT NOT NULL,
  filled_by      TEXT NOT NULL,                     -- staff:7, system
  filled_at_ms   INTEGER NOT NULL,
  filled_day     TEXT NOT NULL,
  CHECK (until_ms > from_ms)
) STRICT;
CREATE INDEX forms_of_person ON forms (person_id, until_day);
CREATE INDEX forms_with_person ON forms (with_person_id, until_day) WHERE with_person_id IS NOT NULL;
CREATE INDEX forms_on_their_way ON forms (due_day) WHERE state IN ('open', 'confirmed', 'refused') AND place <> 'hr';

CREATE TABLE form_steps (
  id         INTEGER PRIMARY KEY,
  form_id    INTEGER NOT NULL REFERENCES forms (id),
  kind       TEXT NOT NULL CHECK (kind IN ('filled', 'oral', 'printed', 'signed', 'refused', 'document', 'desk', 'hr', 'withdrawn', 'struck')),
  person_id  INTEGER,                               -- who signed, or allowed it by word of mouth
  document   TEXT,
  strikes    INTEGER REFERENCES form_steps (id),    -- the step that was written down wrongly
  note       TEXT NOT NULL,
  said_by    TEXT NOT NULL,                         -- staff:7, system
  at_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX form_steps_of_form ON form_steps (form_id, id);
