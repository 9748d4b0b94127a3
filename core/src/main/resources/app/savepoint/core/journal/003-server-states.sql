-- Version 3: states that a server keeps as rows of their own, beside its saves.

-- As server_version; slot is the emulator that wrote the state, as the server spells it. A number here says nothing of a
-- row of that number there.
CREATE TABLE server_state (
    storage    INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    revision   TEXT    NOT NULL,
    row        INTEGER NOT NULL,
    game       INTEGER NOT NULL,
    slot       TEXT,
    file_name  TEXT    NOT NULL,
    size       INTEGER NOT NULL,
    hash       TEXT,
    changed_at INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    device     TEXT,
    manifest   TEXT,
    blank      INTEGER NOT NULL,
    there      INTEGER NOT NULL,
    PRIMARY KEY (storage, revision)
) WITHOUT ROWID;
