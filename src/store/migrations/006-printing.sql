-- The printing outbox: every paper is stored before it is printed, with what became of it.
CREATE TABLE print_jobs (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  document     TEXT NOT NULL,                   -- receipt, deposit-slip, self-test …
  subject      TEXT NOT NULL,                   -- receipt:318, loan:7 …
  paper        TEXT NOT NULL,                   -- JSON of the paper as it was queued
  state        TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'confirmed', 'unconfirmed', 'failed', 'ask')),
  code         TEXT,                            -- why it is unconfirmed or failed
  bytes_out    INTEGER NOT NULL DEFAULT 0 CHECK (bytes_out IN (0, 1)),    -- 0: surely nothing of it reached the printer
  auto_resumed INTEGER NOT NULL DEFAULT 0 CHECK (auto_resumed IN (0, 1)), -- the desk has queued it again by itself once
  withdrawn    INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),    -- no longer valid, never printed again
  reprint_of   INTEGER REFERENCES print_jobs (id),                        -- always the first print
  reprint_no   INTEGER NOT NULL DEFAULT 0 CHECK ((reprint_no = 0) = (reprint_of IS NULL)),
  queued_at    INTEGER NOT NULL,                -- UTC ms
  changed_at   INTEGER NOT NULL,                -- UTC ms
  CHECK (code IS NOT NULL OR state NOT IN ('unconfirmed', 'failed')),
  UNIQUE (reprint_of, reprint_no)
) STRICT;
CREATE INDEX print_jobs_subject ON print_jobs (subject, id);
CREATE INDEX print_jobs_queued_at ON print_jobs (queued_at);
CREATE INDEX print_jobs_open ON print_jobs (id) WHERE state IN ('queued', 'sent', 'failed', 'ask');
