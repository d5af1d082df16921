-- Time away of people who left and came back: the roster has no shift for them in it, so nobody is absent who was gone. Who came back before this
-- is read from the journal. Only ever added to.
CREATE TABLE people_away (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES people (id),
  left_at_ms INTEGER NOT NULL,                    -- UTC ms
  back_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX people_away_of_person ON people_away (person_id, id);
CREATE TRIGGER people_away_stay BEFORE UPDATE ON people_away BEGIN SELECT RAISE(ABORT, 'time away is never changed'); END;
CREATE TRIGGER people_away_are_kept BEFORE DELETE ON people_away BEGIN SELECT RAISE(ABORT, 'time away is kept'); END;

INSERT INTO people_away (person_id, left_at_ms, back_at_ms)
SELECT people.id, min(gone.at), back.at
FROM people
JOIN journal AS back ON back.subject = 'staff:' || people.id AND back.kind = 'staff/person-changed' AND json_extract(back.body, '$.active') = 1
JOIN journal AS gone ON gone.subject = back.subject AND gone.kind = 'staff/person-changed' AND json_extract(gone.body, '$.active') = 0
  AND gone.seq < back.seq
WHERE NOT EXISTS (
  SELECT 1 FROM journal AS earlier
  WHERE earlier.subject = back.subject AND earlier.kind = 'staff/person-changed' AND json_extract(earlier.body, '$.active') = 1
    AND earlier.seq > gone.seq AND earlier.seq < back.seq
)
GROUP BY back.seq ORDER BY back.seq;
