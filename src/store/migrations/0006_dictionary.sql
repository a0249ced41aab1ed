-- Pages are packed with what the first of them had in common: a dictionary of zstd, a quarter of the
-- size and faster. A frame of zstd names the one that it needs; without a name it needs none.

CREATE TABLE dictionary (
    id INTEGER PRIMARY KEY,                   -- as in the frames of source.body
    bytes BLOB NOT NULL
);
