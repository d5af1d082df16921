-- When somebody left: the roster has no shift for them after that day, so nobody is absent who is gone. Who left before this is read from the journal.
ALTER TABLE people ADD COLUMN left_at_ms INTEGER;     -- UTC ms; NULL: still here
UPDATE people SET left_at_ms = (
  SELECT min(at) FROM journal AS gone
  WHERE gone.subject = 'staff:' || people.id AND gone.kind = 'staff/person-changed' AND json_extract(gone.body, '$.active') = 0
    AND NOT EXISTS (
      SELECT 1 FROM journal AS back
      WHERE back.subject = gone.subject AND back.kind = 'staff/person-changed' AND json_extract(back.body, '$.active') = 1
        AND back.seq > gone.seq
    )
) WHERE active = 0;
