-- How loud each stretch on the air was: dB below the full level; all before this were at their full level.
ALTER TABLE airings ADD COLUMN db REAL NOT NULL DEFAULT 0 CHECK (db <= 0);
