-- People, staff numbers, cards, roles, PINs, sessions.
CREATE TABLE people (
  id                 INTEGER PRIMARY KEY,
  staff_no           TEXT NOT NULL UNIQUE,
  name               TEXT NOT NULL,
  department         TEXT NOT NULL,
  roles              TEXT NOT NULL,              -- JSON list of roles
  shift_id           TEXT NOT NULL,
  next_shift_id      TEXT,                       -- takes effect at next_shift_at_ms
  next_shift_at_ms   INTEGER,
  active             INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at_ms      INTEGER NOT NULL,
  CHECK ((next_shift_id IS NULL) = (next_shift_at_ms IS NULL))
) STRICT;

CREATE TABLE pins (
  person_id  INTEGER PRIMARY KEY REFERENCES people (id),
  salt       BLOB NOT NULL,
  hash       BLOB NOT NULL,                      -- scrypt over a peppered PIN
  cost       INTEGER NOT NULL,                   -- scrypt N
  set_at_ms  INTEGER NOT NULL
) STRICT;

-- Wrong PINs by keyed digest of the typed staff number, so that unknown numbers lock exactly like known ones.
CREATE TABLE pin_tries (
  staff_no_digest TEXT PRIMARY KEY,
  failures        INTEGER NOT NULL CHECK (failures > 0),
  locked_ms       INTEGER NOT NULL,              -- how long the lock lasts from its reading of the clock; 0: not locked
  at_ms           INTEGER NOT NULL,
  boot_id         TEXT NOT NULL,
  monotonic_ms    REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pin_tries_age ON pin_tries (at_ms);

CREATE TABLE cards (
  card_id       TEXT PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('employee', 'deposit', 'loyalty')),
  label         TEXT NOT NULL,
  person_id     INTEGER REFERENCES people (id),
  state         TEXT NOT NULL CHECK (state IN ('in-use', 'lost', 'returned')),
  reason        TEXT NOT NULL DEFAULT '',
  replaces      TEXT REFERENCES cards (card_id),
  issued_at_ms  INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  CHECK ((kind = 'employee') = (person_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_of_person ON cards (person_id);
CREATE UNIQUE INDEX cards_deposit_label ON cards (kind, label) WHERE kind = 'deposit' AND state = 'in-use';

-- Sessions are alive by the monotonic clock of their boot; a reboot ends them all.
CREATE TABLE sessions (
  token_hash           TEXT PRIMARY KEY,
  person_id            INTEGER NOT NULL REFERENCES people (id),
  started_at_ms        INTEGER NOT NULL,
  boot_id              TEXT NOT NULL,
  touched_monotonic_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;
