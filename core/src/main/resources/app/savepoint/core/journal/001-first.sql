-- Version 1. Times are milliseconds since 1970, UTC, unless a column says otherwise; ids and hashes are their text;
-- `save` is system/game/kind/slot. A file that was released is never edited: changes come as 002, 003, …

-- ---- This device ---------------------------------------------------------------------------------------------------

-- Who this device is (current = 1), and who it was before it had to take another identity.
CREATE TABLE device (
    id      TEXT    NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1))
) WITHOUT ROWID;
CREATE UNIQUE INDEX device_current ON device (current) WHERE current = 1;

CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- An empty system or game stands for all of them.
CREATE TABLE policy (
    key    TEXT NOT NULL,
    system TEXT NOT NULL DEFAULT '',
    game   TEXT NOT NULL DEFAULT '',
    value  TEXT NOT NULL,
    PRIMARY KEY (key, system, game),
    CHECK (game = '' OR system <> '')
) WITHOUT ROWID;

-- A storage this home has joined; repository is the identity it carries itself, null until that was seen. The clock is
-- the latest reading among its events that can be believed. AUTOINCREMENT, here and below: a number that is gone never
-- means something else.
CREATE TABLE storage (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uri           TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    repository    TEXT,
    clock_millis  INTEGER NOT NULL DEFAULT 0,
    clock_counter INTEGER NOT NULL DEFAULT 0
);

-- ignore and only are JSON arrays of patterns.
CREATE TABLE root (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    path           TEXT    NOT NULL UNIQUE,
    system         TEXT,
    emulator       TEXT,
    ignore         TEXT    NOT NULL,
    only           TEXT    NOT NULL,
    volume         TEXT,
    saves_accepted INTEGER NOT NULL
);

-- ---- The collection: filled from events ----------------------------------------------------------------------------

CREATE TABLE system (
    slug TEXT NOT NULL PRIMARY KEY,
    name TEXT
) WITHOUT ROWID;

CREATE TABLE game (
    id     INTEGER PRIMARY KEY,
    uuid   TEXT NOT NULL UNIQUE,
    system TEXT NOT NULL REFERENCES system (slug),
    name   TEXT NOT NULL,
    UNIQUE (system, name)
);

CREATE TABLE "release" (
    id     INTEGER PRIMARY KEY,
    uuid   TEXT    NOT NULL UNIQUE,
    game   INTEGER NOT NULL REFERENCES game (id) ON DELETE CASCADE,
    name   TEXT    NOT NULL,
    region TEXT
);
CREATE INDEX release_game ON "release" (game);

CREATE TABLE file_set (
    id        INTEGER PRIMARY KEY,
    uuid      TEXT    NOT NULL UNIQUE,
    "release" INTEGER NOT NULL REFERENCES "release" (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('ROM', 'SAVE', 'STATE', 'SCREENSHOT', 'MANUAL', 'BOX_ART'))
);
CREATE INDEX file_set_release ON file_set ("release");

CREATE TABLE file_info (
    id       INTEGER PRIMARY KEY,
    file_set INTEGER NOT NULL REFERENCES file_set (id) ON DELETE CASCADE,
    name     TEXT    NOT NULL,
    size     INTEGER NOT NULL CHECK (size >= 0),
    sha256   TEXT    NOT NULL,
    UNIQUE (file_set, name)
);
CREATE INDEX file_info_sha256 ON file_info (sha256);

-- ---- The local tree ------------------------------------------------------------------------------------------------

-- What earlier scans learned of files. modified_nanos is the file system's own time, in nanoseconds.
CREATE TABLE local_file (
    root           INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
    path           TEXT    NOT NULL,
    size           INTEGER NOT NULL,
    modified_nanos INTEGER NOT NULL,
    file_key       TEXT,
    hash           TEXT    NOT NULL,
    blank          INTEGER NOT NULL,
    settled        INTEGER NOT NULL,
    PRIMARY KEY (root, path)
) WITHOUT ROWID;

-- A save in one of its places as it was last seen: present (manifest, content, modified_at) or held (hold, detail).
CREATE TABLE local_save (
    save        TEXT    NOT NULL,
    root        INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
    path        TEXT    NOT NULL,
    content     TEXT,
    size        INTEGER NOT NULL,
    modified_at INTEGER,
    manifest    TEXT,
    blank       INTEGER NOT NULL,
    hold        TEXT,
    detail      TEXT    NOT NULL,
    PRIMARY KEY (save, root, path),
    CHECK ((manifest IS NULL) <> (hold IS NULL)),
    CHECK ((manifest IS NULL) = (content IS NULL))
) WITHOUT ROWID;
CREATE INDEX local_save_root ON local_save (root);

-- ---- The remote tree: folded from the streams of a repository ------------------------------------------------------

-- Which repository a storage turned out to be.
CREATE TABLE repository (
    storage     INTEGER PRIMARY KEY REFERENCES storage (id) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    owner       TEXT NOT NULL,
    marker_etag TEXT
);

-- How far each device's stream was read.
CREATE TABLE stream (
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    device    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    type      TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    digest    TEXT,
    announced INTEGER NOT NULL,
    highest   INTEGER NOT NULL,
    head_etag TEXT,
    write_id  TEXT,
    PRIMARY KEY (storage, device)
) WITHOUT ROWID;

-- What this device is about to publish; committed before the storage is touched.
CREATE TABLE publishing (
    storage  INTEGER PRIMARY KEY REFERENCES storage (id) ON DELETE CASCADE,
    device   TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    write_id TEXT    NOT NULL
);

-- Every event that was read. After a roll-back several of a stream may bear one number.
CREATE TABLE event (
    id        INTEGER PRIMARY KEY,
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    uuid      TEXT    NOT NULL,
    stream    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    user_uuid TEXT    NOT NULL,
    item_uuid TEXT    NOT NULL,
    action    TEXT    NOT NULL,
    payload   TEXT    NOT NULL,
    UNIQUE (storage, uuid)
);
CREATE INDEX event_stream ON event (storage, stream, seq);

-- Events that wait for a parent.
CREATE TABLE pending_event (
    event   INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    storage INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    save    TEXT    NOT NULL
);
CREATE INDEX pending_event_save ON pending_event (storage, save);

-- What can not become right as it is. An empty event: the object as a whole.
CREATE TABLE quarantine (
    storage INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    key     TEXT    NOT NULL,
    event   TEXT    NOT NULL DEFAULT '',
    etag    TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    PRIMARY KEY (storage, key, event)
) WITHOUT ROWID;

-- A parent is always added before its children, so its id is lower. head = 1: not lost, and no revision of the same save
-- that is not lost continues it. lost: the storage went back behind it. missing: its content was not there when looked for.
CREATE TABLE revision (
    id          INTEGER PRIMARY KEY,
    storage     INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    uuid        TEXT    NOT NULL,
    save        TEXT    NOT NULL,
    device      TEXT    NOT NULL,
    millis      INTEGER NOT NULL,
    counter     INTEGER NOT NULL,
    content     TEXT,
    modified_at INTEGER NOT NULL,
    manifest    TEXT,
    blank       INTEGER NOT NULL,
    lost        INTEGER NOT NULL,
    head        INTEGER NOT NULL,
    missing     INTEGER NOT NULL,
    UNIQUE (storage, uuid),
    CHECK ((manifest IS NULL) = (content IS NULL)),
    CHECK (head = 0 OR lost = 0)
);
CREATE INDEX revision_save ON revision (storage, save);
CREATE INDEX revision_head ON revision (storage, save) WHERE head = 1;
CREATE INDEX revision_missing ON revision (storage) WHERE missing = 1;

CREATE TABLE revision_parent (
    revision INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
    parent   INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
    PRIMARY KEY (revision, parent),
    CHECK (parent < revision)
) WITHOUT ROWID;
CREATE INDEX revision_parent_parent ON revision_parent (parent, revision);

-- The remote tree, one row for each head.
CREATE VIEW remote_save AS
    SELECT storage, save, uuid AS revision, content, blank, missing AS arriving FROM revision WHERE head = 1;

-- ---- The base tree -------------------------------------------------------------------------------------------------

-- What was last agreed on with a storage for a save at a place. Root 0 with an empty path stands for a save that has no
-- place on this device; therefore root is no foreign key, and a trigger does what one would do. storage_time is ISO 8601,
-- to the last digit the storage gave, because it is compared with what that storage says later.
CREATE TABLE base_save (
    storage      INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    save         TEXT    NOT NULL,
    root         INTEGER NOT NULL,
    path         TEXT    NOT NULL,
    revision     TEXT    NOT NULL,
    content      TEXT,
    placed       INTEGER NOT NULL,
    file_time    INTEGER,
    storage_time TEXT,
    kept         TEXT,
    kept_content TEXT,
    PRIMARY KEY (storage, save, root, path),
    CHECK ((root = 0) = (path = '')),
    CHECK (placed = 0 OR content IS NOT NULL),
    CHECK ((kept IS NULL) = (kept_content IS NULL))
) WITHOUT ROWID;

CREATE TRIGGER root_gone AFTER DELETE ON root BEGIN
    DELETE FROM base_save WHERE root = OLD.id;
END;

-- ---- What the person decided ---------------------------------------------------------------------------------------

-- heads is a JSON array of revision ids.
CREATE TABLE choice (
    save     TEXT    NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL,
    argument TEXT    NOT NULL,
    local    TEXT,
    heads    TEXT    NOT NULL,
    made_at  INTEGER NOT NULL
) WITHOUT ROWID;

-- ---- What was set aside, and what was done -------------------------------------------------------------------------

-- root and path tell where it lay; that root may be gone. file tells where it lies, below the folder of the backups.
CREATE TABLE backup (
    id       TEXT    NOT NULL PRIMARY KEY,
    save     TEXT    NOT NULL,
    root     INTEGER,
    path     TEXT,
    reason   TEXT    NOT NULL,
    content  TEXT    NOT NULL,
    manifest TEXT    NOT NULL,
    size     INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    pinned   INTEGER NOT NULL,
    file     TEXT    NOT NULL,
    CHECK ((root IS NULL) = (path IS NULL))
) WITHOUT ROWID;
CREATE INDEX backup_save ON backup (save, content);

CREATE TABLE activity (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    device  TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    save    TEXT,
    status  TEXT    NOT NULL,
    message TEXT    NOT NULL,
    undo    TEXT
);
CREATE INDEX activity_time ON activity (time);

CREATE TABLE file_sync_log (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    storage INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    save    TEXT    NOT NULL,
    status  TEXT    NOT NULL CHECK (status IN (
        'UploadPending', 'UploadInProgress', 'UploadCompleted', 'UploadFailed',
        'DeletionPending', 'DeletionInProgress', 'DeletionCompleted', 'DeletionFailed')),
    detail  TEXT    NOT NULL
);
CREATE INDEX file_sync_log_time ON file_sync_log (time);

-- The sending and fetching of the collection database as a whole.
CREATE TABLE database_sync_log (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    time      INTEGER NOT NULL,
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    direction TEXT    NOT NULL CHECK (direction IN ('push', 'pull')),
    status    TEXT    NOT NULL,
    events    INTEGER NOT NULL,
    detail    TEXT    NOT NULL
);
CREATE INDEX database_sync_log_time ON database_sync_log (time);
