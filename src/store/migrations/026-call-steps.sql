-- A ticked step of a call can be taken back: by a row more, never by changing one. The last row of a step counts.
CREATE TABLE call_steps_next (
  id         INTEGER PRIMARY KEY,                 -- in the order they were written
  call_id    INTEGER NOT NULL REFERENCES calls (id),
  step_id    TEXT NOT NULL,                       -- config/rules/calls.yaml
  done       INTEGER NOT NULL CHECK (done IN (0, 1)), -- 0: it was ticked by mistake
  written_by TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  elapsed_ms REAL NOT NULL                        -- by the call's timer
) STRICT;
INSERT INTO call_steps_next (call_id, step_id, done, written_by, written_at, elapsed_ms)
  SELECT call_id, step_id, 1, done_by, done_at, elapsed_ms FROM call_steps ORDER BY done_at;
DROP TABLE call_steps;
ALTER TABLE call_steps_next RENAME TO call_steps;
CREATE INDEX call_steps_call ON call_steps (call_id, step_id, id);
CREATE TRIGGER call_steps_are_kept BEFORE DELETE ON call_steps WHEN NOT EXISTS (SELECT 1 FROM destruction_lists WHERE state = 'purging')
BEGIN SELECT RAISE(ABORT, 'a step of a call is kept until it is on a destruction list'); END;
