-- The desk as the post room: what of each round and department was received, taken back as wrongly ticked, or asked for by slip. Only ever
-- added to; of `received` and `undone` the newest holds.
CREATE TABLE post_steps (
  id           INTEGER PRIMARY KEY,
  delivery_id  TEXT NOT NULL,                     -- config/rules/post-room.yaml
  nominal      TEXT NOT NULL,                     -- the day of the rules the round is known by, YYYY-MM-DD
  department   TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('received', 'undone', 'reminded')),
  by_person_id INTEGER NOT NULL,
  at_ms        INTEGER NOT NULL                   -- UTC ms
) STRICT;
CREATE INDEX post_steps_of_round ON post_steps (nominal, delivery_id, department);
CREATE TRIGGER post_steps_stay BEFORE UPDATE ON post_steps BEGIN SELECT RAISE(ABORT, 'a step of the post is never changed'); END;
CREATE TRIGGER post_steps_are_kept BEFORE DELETE ON post_steps BEGIN SELECT RAISE(ABORT, 'a step of the post is kept'); END;
