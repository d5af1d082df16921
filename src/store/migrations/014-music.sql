-- What is wanted of the background music, to go on so after a restart. One row.
CREATE TABLE music_wanted (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  playing    INTEGER NOT NULL CHECK (playing IN (0, 1)),
  volume     INTEGER CHECK (volume BETWEEN 0 AND 100), -- null: as configured
  shuffle    INTEGER CHECK (shuffle IN (0, 1)),        -- null: as the rules say
  list       TEXT,                                     -- the list that began last
  changed_at INTEGER NOT NULL
) STRICT;
