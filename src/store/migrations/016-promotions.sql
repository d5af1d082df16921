-- What shops ask to have aired, who decided, and what became of each airing. Times in UTC ms.
CREATE TABLE promotions (
  id             INTEGER PRIMARY KEY,
  number         TEXT NOT NULL UNIQUE,            -- P-20261121-001
  state          TEXT NOT NULL CHECK (state IN ('requested', 'deferred', 'approved', 'running', 'done', 'refused', 'withdrawn', 'expired')),
  shop           TEXT NOT NULL,
  contact        TEXT,
  phone          TEXT,
  text_zh        TEXT NOT NULL,
  text_en        TEXT,
  window_from    INTEGER NOT NULL,
  window_until   INTEGER NOT NULL CHECK (window_until > window_from),
  times          INTEGER NOT NULL CHECK (times > 0),
  wished         TEXT NOT NULL,                   -- JSON: ["11:30", …] of each day
  requested_by   TEXT NOT NULL,
  requested_at   INTEGER NOT NULL,
  decided_by     TEXT,                            -- staff:7, the latest decision
  decided_at     INTEGER,
  reason         TEXT,                            -- why refused or put off
  deferred_until INTEGER,
  reply_job      INTEGER,                         -- the paper of the latest decision
  ended_at       INTEGER
) STRICT;
CREATE INDEX promotions_state ON promotions (state);
CREATE INDEX promotions_time ON promotions (requested_at);

CREATE TABLE promotion_airings (
  promotion_id    INTEGER NOT NULL REFERENCES promotions (id),
  n               INTEGER NOT NULL CHECK (n > 0),
  planned_at      INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'heard', 'lost', 'cancelled')),
  makes_up        INTEGER,                        -- n of the lost one it stands in for
  announcement_id TEXT UNIQUE,                    -- sent to the air, once
  sent_at         INTEGER,
  started_at      INTEGER,
  ended_at        INTEGER,
  code            TEXT,                           -- why it was lost
  gave_way_to     TEXT,                           -- class of what was on the air instead
  PRIMARY KEY (promotion_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_airings_open ON promotion_airings (planned_at) WHERE state IN ('planned', 'sent');

-- Shops the desk knows by name.
CREATE TABLE promotion_shops (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  contact  TEXT,
  phone    TEXT,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
