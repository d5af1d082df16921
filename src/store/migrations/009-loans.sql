-- Why an item was marked damaged, repaired or retired: a person's own words, which may name somebody, so they stay out of the journal.
CREATE TABLE loan_item_reasons (
  seq       INTEGER PRIMARY KEY,                          -- of the journal row they belong to
  item_id   INTEGER NOT NULL REFERENCES loan_items (id),
  why       TEXT NOT NULL
) STRICT;
CREATE INDEX loan_item_reasons_of_item ON loan_item_reasons (item_id, seq);
