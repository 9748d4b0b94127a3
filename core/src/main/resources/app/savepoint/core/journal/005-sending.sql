-- Version 5: what this device sent and has not heard of yet.

-- A line stands from before the storage is touched until what came of it is known. file_time: the content's time on this
-- device's disk; expected: the heads that were seen before, as a JSON list.
CREATE TABLE sending (
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    save      TEXT    NOT NULL,
    root      INTEGER NOT NULL,
    path      TEXT    NOT NULL,
    revision  TEXT    NOT NULL,
    content   TEXT    NOT NULL,
    file_time INTEGER NOT NULL,
    expected  TEXT    NOT NULL,
    PRIMARY KEY (storage, save, root, path)
) WITHOUT ROWID;

CREATE TRIGGER root_gone_sending AFTER DELETE ON root BEGIN
    DELETE FROM sending WHERE root = OLD.id;
END;
