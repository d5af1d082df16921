-- Purses and their movements: appended, never changed. A purse's balance is the sum of its movements; each row carries it.
CREATE TABLE cash_movements (
  id          INTEGER PRIMARY KEY,
  purse       TEXT NOT NULL CHECK (purse IN ('deposits', 'income')),
  amount_fen  INTEGER NOT NULL CHECK (amount_fen <> 0),
  balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0),  -- of this purse, after this movement
  reason      TEXT NOT NULL CHECK (reason <> ''),         -- deposit-taken, receipt, correction …
  subject     TEXT NOT NULL,                              -- loan:7, receipt:318, purse:income
  note        TEXT,                                       -- a person's words, for corrections
  actor       TEXT NOT NULL,                              -- staff:12
  at          INTEGER NOT NULL                            -- UTC ms
) STRICT;
CREATE INDEX cash_movements_purse ON cash_movements (purse, id);
CREATE INDEX cash_movements_at ON cash_movements (at);
CREATE INDEX cash_movements_subject ON cash_movements (subject);
CREATE TRIGGER cash_movements_add_up BEFORE INSERT ON cash_movements
WHEN NEW.balance_fen <> NEW.amount_fen + COALESCE(
  (SELECT balance_fen FROM cash_movements WHERE purse = NEW.purse ORDER BY id DESC LIMIT 1), 0)
BEGIN SELECT RAISE(ABORT, 'a movement does not add up with the purse before it'); END;
CREATE TRIGGER cash_movements_are_never_updated BEFORE UPDATE ON cash_movements
BEGIN SELECT RAISE(ABORT, 'cash movements are never updated'); END;
CREATE TRIGGER cash_movements_are_never_deleted BEFORE DELETE ON cash_movements
BEGIN SELECT RAISE(ABORT, 'cash movements are never deleted'); END;
