-- The tables that everything rests on: who reports, what was read, what was found, what was
-- decided. They are the public face of the file: readable with sqlite3, Datasette or pandas.

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES place(id),      -- NULL at the root, which is 1
    name TEXT NOT NULL,                       -- its own name: 嘉兴市
    depth INTEGER NOT NULL,                   -- 0 root, 1 province, 2 city, 3 county, 4 town
    code INTEGER NOT NULL,                    -- 统计用区划代码, six digits; 0 where not known
    agencies INTEGER NOT NULL DEFAULT 0,      -- kept: in it and in all places below
    reports INTEGER NOT NULL DEFAULT 0        -- kept: current ones
);
-- Question: the places below one, in the order of their codes.
CREATE UNIQUE INDEX place_below ON place(parent, code, name);
INSERT INTO place(id, parent, name, depth, code) VALUES (1, NULL, '', 0, 0);

CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,                -- full, with its place: this identifies it
    printed TEXT NOT NULL,                    -- as its reports print it
    place INTEGER NOT NULL REFERENCES place(id),
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    sort INTEGER NOT NULL,                    -- division code, then kind
    pinyin TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT ''
);
-- Question: a list of agencies, by division code, kind and reading.
CREATE INDEX agency_order ON agency(sort, pinyin);
-- Question: the agencies of a place.
CREATE INDEX agency_place ON agency(place);

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,                -- BLAKE3 of the bytes of the file
    path TEXT NOT NULL,                       -- as ingested, first seen
    encoding TEXT NOT NULL,                   -- that it was decoded from
    bytes INTEGER NOT NULL,                   -- the size of the file
    not_report TEXT,                          -- what it is instead; NULL for a report
    hint_agency TEXT,                         -- given by a manifest
    hint_year INTEGER,
    hint_published TEXT,
    url TEXT,
    body BLOB NOT NULL                        -- the decoded text, UTF-8, compressed with zstd
);
-- Questions: documents that are no report; which years of an agency could not be read.
CREATE INDEX source_not_report ON source(hint_agency, hint_year) WHERE not_report IS NOT NULL;

CREATE TABLE problem (
    source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,                       -- as printed
    start INTEGER,                            -- bytes in the decoded text
    stop INTEGER,
    PRIMARY KEY (source, ordinal)
) WITHOUT ROWID;

CREATE TABLE report (
    id INTEGER PRIMARY KEY REFERENCES source(id) ON DELETE CASCADE,  -- its document's number
    agency INTEGER NOT NULL REFERENCES agency(id),
    year INTEGER NOT NULL,
    current INTEGER CHECK (current = 1),      -- 1 for the version that counts, else NULL
    form INTEGER NOT NULL,                    -- 2019 or 2021
    published TEXT,
    title TEXT NOT NULL
);
-- Questions: an agency's years, and the versions of a year; no two of them count.
CREATE UNIQUE INDEX report_year ON report(agency, year, current);

CREATE TABLE passage (
    id INTEGER PRIMARY KEY,                   -- report * 65536 + ordinal: a report lies together
    report INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    heading TEXT,                             -- number and words, where this is a heading
    text TEXT NOT NULL,
    start INTEGER NOT NULL,                   -- bytes in the decoded text
    stop INTEGER NOT NULL,
    CHECK (id >> 16 = report)
);

-- What each run changed. A run that changed nothing leaves no trace.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                       -- ingest or check
    started TEXT NOT NULL,
    ended TEXT NOT NULL,
    program TEXT NOT NULL,
    summary TEXT NOT NULL                     -- JSON
);

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,                   -- the sixteen hexadecimal digits as a signed number
    evidence INTEGER NOT NULL,                -- what it rests on
    agency INTEGER NOT NULL REFERENCES agency(id),
    year INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    rank INTEGER NOT NULL,                    -- 0 changed, 1 error with a named cell, 2 error, 3 warning, 4 notice
    changed INTEGER NOT NULL DEFAULT 0,       -- since it was decided on
    resolved TEXT,                            -- when a check no longer found it
    cells TEXT NOT NULL,                      -- JSON: numbers of the table cell
    expected REAL,
    actual REAL,
    suspect INTEGER REFERENCES cell(id),
    repair REAL,
    slip TEXT,
    confidence TEXT NOT NULL,
    quotes TEXT,                              -- JSON
    facts TEXT,                               -- JSON
    was TEXT                                  -- JSON: what it was before it changed
);
-- Question: the queue, and a stretch of it.
CREATE INDEX finding_queue ON finding(rank, agency, year) WHERE resolved IS NULL;
-- Question: the queue of one rule.
CREATE INDEX finding_rule ON finding(rule, rank, agency, year) WHERE resolved IS NULL;
-- Question: the findings of an agency, the resolved ones too.
CREATE INDEX finding_agency ON finding(agency, year);

CREATE TABLE flag (
    finding INTEGER NOT NULL REFERENCES finding(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    cells TEXT NOT NULL,                      -- JSON: numbers of the table cell
    expected REAL,
    actual REAL,
    addends TEXT,                             -- JSON: [cell, sign, number, year if another]
    PRIMARY KEY (finding, ordinal)
) WITHOUT ROWID;

-- Who, when, what, why. Entries are only appended. A decision may be here before its finding is,
-- and outlives it, so it refers to the identity and not to a row.
CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,                         -- RFC 3339 in UTC
    moment INTEGER NOT NULL,                  -- the same in microseconds, to sort by
    kind TEXT NOT NULL,                       -- decide, undo, redo or import
    undoes INTEGER REFERENCES verdict(id)     -- the decision that an undo or redo is about
);
-- Question: the decisions on a finding.
CREATE INDEX verdict_finding ON verdict(finding, moment);
-- Question: is a decision undone?
CREATE INDEX verdict_undoes ON verdict(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER verdict_is_not_changed BEFORE UPDATE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdicts are only appended'); END;
CREATE TRIGGER verdict_is_not_deleted BEFORE DELETE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdicts are only appended'); END;

-- What a finding rested on when an entry was given: when that changes, the finding opens again.
CREATE TABLE ground (
    entry INTEGER PRIMARY KEY REFERENCES verdict(id),
    evidence INTEGER NOT NULL
);

-- Kept: the findings whose newest verdict holds and is not 'open'.
CREATE TABLE decided (
    finding INTEGER PRIMARY KEY,
    verdict TEXT NOT NULL,
    entry INTEGER NOT NULL
);

-- Kept: how many findings there are, for a place with all that is below it.
CREATE TABLE tally (
    place INTEGER NOT NULL REFERENCES place(id),
    severity TEXT NOT NULL,
    rule TEXT NOT NULL,
    year INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (place, severity, rule, year, verdict)
) WITHOUT ROWID;

-- Agencies whose reports changed since they were last checked; empty but for a run that was stopped.
CREATE TABLE unchecked (
    agency INTEGER PRIMARY KEY REFERENCES agency(id) ON DELETE CASCADE
);

-- Kept: documents, not_reports and versions (key 0), and current reports by year.
CREATE TABLE kept (
    what TEXT NOT NULL,
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, key)
) WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
