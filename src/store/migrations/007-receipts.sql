-- Receipts of paid services. The number is gapless and stays with a voided receipt. Amounts in fen, times in UTC ms.
CREATE TABLE receipts (
  number       INTEGER PRIMARY KEY CHECK (number > 0),
  issued_at    INTEGER NOT NULL,
  day          TEXT NOT NULL,                   -- local date it counts for, YYYY-MM-DD
  staff_id     INTEGER NOT NULL,
  staff_no     TEXT NOT NULL,
  staff_name   TEXT NOT NULL,
  method       TEXT NOT NULL,
  method_zh    TEXT NOT NULL,
  method_en    TEXT NOT NULL,
  cash         INTEGER NOT NULL CHECK (cash IN (0, 1)),
  total_fen    INTEGER NOT NULL CHECK (total_fen > 0),
  received_fen INTEGER NOT NULL CHECK (received_fen >= total_fen),
  change_fen   INTEGER NOT NULL CHECK (change_fen = received_fen - total_fen AND (cash = 1 OR change_fen = 0)),
  print_job    INTEGER,                         -- the paper that is valid now
  voided_at    INTEGER,
  void_reason  TEXT,
  void_staff_id INTEGER,
  void_staff_no TEXT,
  void_staff_name TEXT,
  CHECK ((voided_at IS NULL) = (void_reason IS NULL)),
  CHECK ((voided_at IS NULL) = (void_staff_id IS NULL)),
  CHECK ((voided_at IS NULL) = (void_staff_no IS NULL)),
  CHECK ((voided_at IS NULL) = (void_staff_name IS NULL))
) STRICT;
CREATE INDEX receipts_day ON receipts (day, number);
CREATE TRIGGER receipts_are_never_deleted BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'a receipt keeps its number'); END;
CREATE TRIGGER receipts_are_voided_once BEFORE UPDATE OF voided_at ON receipts WHEN OLD.voided_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a receipt is voided once'); END;

-- What was paid for, with the names and prices of that day.
CREATE TABLE receipt_lines (
  number     INTEGER NOT NULL REFERENCES receipts (number),
  line       INTEGER NOT NULL,                  -- from 1
  service    TEXT NOT NULL,
  name       TEXT NOT NULL,
  unit       TEXT NOT NULL,
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  price_fen  INTEGER NOT NULL CHECK (price_fen > 0),
  amount_fen INTEGER NOT NULL CHECK (amount_fen = quantity * price_fen),
  PRIMARY KEY (number, line)
) STRICT, WITHOUT ROWID;
