-- Version 4: by which contents games are known. hashes: MD5 and SHA-1 in lower-case hex, with blanks between.

ALTER TABLE server_game ADD COLUMN hashes TEXT NOT NULL DEFAULT '';
ALTER TABLE server_match ADD COLUMN hashes TEXT NOT NULL DEFAULT '';

-- The games themselves that lie beside saves, as they were when they were read. modified_at in milliseconds.
CREATE TABLE rom (
    system      TEXT    NOT NULL,
    game        TEXT    NOT NULL,
    path        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    hashes      TEXT    NOT NULL,
    PRIMARY KEY (system, game, path)
) WITHOUT ROWID;
