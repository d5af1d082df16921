-- Umbrellas and strollers, and their loans. A loan's flow is a stored state machine: step and what the step needs.
CREATE TABLE loan_items (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL CHECK (kind IN ('umbrella', 'stroller')),
  number    TEXT NOT NULL CHECK (number <> ''),           -- as painted on it, e.g. 023
  door      INTEGER CHECK (door >= 1),                    -- the compartment it stands in; null: behind the counter, or out
  condition TEXT NOT NULL CHECK (condition IN ('in-stock', 'on-loan', 'damaged', 'retired')),
  UNIQUE (kind, number),
  CHECK (door IS NULL OR kind = 'umbrella'),
  CHECK (door IS NULL OR condition <> 'retired')
) STRICT;
CREATE UNIQUE INDEX loan_items_one_per_door ON loan_items (door) WHERE door IS NOT NULL;

CREATE TABLE loans (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind IN ('umbrella', 'stroller')),
  item_id         INTEGER NOT NULL REFERENCES loan_items (id),
  step            TEXT NOT NULL CHECK (step IN (
    'money', 'opening', 'take', 'door-fault', 'door-unknown', 'hand-over', 'lent', 'cancelled',
    'put-opening', 'put-back', 'put-fault', 'put-unknown', 'returned')),
  step_since      INTEGER NOT NULL,                       -- UTC ms
  door            INTEGER,                                -- the door of this step
  door_command    TEXT,                                   -- stored before the lock is pulsed, so that a restart never repeats it
  fault           TEXT,                                   -- why the door did not open
  may_retry       INTEGER NOT NULL DEFAULT 0 CHECK (may_retry IN (0, 1)),
  deposit_fen     INTEGER NOT NULL CHECK (deposit_fen >= 0),
  deposit_held    INTEGER NOT NULL DEFAULT 0 CHECK (deposit_held IN (0, 1)),
  slip_no         TEXT UNIQUE,                            -- U-20261121-0042
  check_code      TEXT UNIQUE,                            -- U8K24F7Q, only on the slip
  card_id         TEXT,
  phone           TEXT,
  note            TEXT,
  lost            TEXT CHECK (lost IN ('slip', 'card', 'both')),
  clerk_id        INTEGER NOT NULL,
  started_at      INTEGER NOT NULL,                       -- UTC ms
  lent_at         INTEGER,
  due_on          TEXT,                                   -- YYYY-MM-DD
  ended_at        INTEGER,                                -- refunded, or a stroller brought back
  refund_movement INTEGER UNIQUE,                         -- the one movement that gave the deposit back
  damages         TEXT,                                   -- JSON: the parts and prices as charged
  compensation_fen INTEGER NOT NULL DEFAULT 0 CHECK (compensation_fen >= 0),
  CHECK (kind = 'umbrella' OR (deposit_fen = 0 AND deposit_held = 0)),
  CHECK (deposit_held = 0 OR refund_movement IS NULL)
) STRICT;
-- Never lent twice, and a deposit card stands for one loan at a time.
CREATE UNIQUE INDEX loans_one_per_item ON loans (item_id) WHERE step NOT IN ('cancelled', 'returned');
CREATE UNIQUE INDEX loans_one_per_card ON loans (card_id) WHERE card_id IS NOT NULL AND step NOT IN ('cancelled', 'returned');
CREATE INDEX loans_step ON loans (step);
CREATE INDEX loans_ended ON loans (ended_at);

-- Doors that did not open when asked: none is picked until its sensor sees it open, or somebody says that it is repaired.
CREATE TABLE loan_doors_out_of_use (
  door  INTEGER PRIMARY KEY,
  code  TEXT NOT NULL,
  since INTEGER NOT NULL                                  -- UTC ms
) STRICT;
