-- Where calls and promotions are heard. JSON: names of zones; empty: everywhere.
ALTER TABLE call_follow_ups ADD COLUMN zones TEXT NOT NULL DEFAULT '[]';
ALTER TABLE promotions ADD COLUMN zones TEXT NOT NULL DEFAULT '[]';
