-- A check compares the text of a report with those of its neighbours. What it needs of each is
-- kept, so that one more report can be checked without reading its whole city again.

CREATE TABLE sketch (
    agency INTEGER NOT NULL REFERENCES agency(id) ON DELETE CASCADE,
    year INTEGER NOT NULL,
    bins BLOB NOT NULL,                       -- a version, then the bins; nothing for a short text
    PRIMARY KEY (agency, year)
) WITHOUT ROWID;
