-- Version 2: what is remembered of a server that keeps saves as rows of its own.

-- The server's games. system is the platform's slug, name the stem of the game's file in NFC.
CREATE TABLE server_game (
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    id        INTEGER NOT NULL,
    system    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    file_name TEXT    NOT NULL,
    PRIMARY KEY (storage, id)
) WITHOUT ROWID;

-- What a row of the server held at one time; there = 1: it holds that now. changed_at and since are the server's times.
CREATE TABLE server_version (
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

-- What a person said: which of the server's games is the one here; null for none of them.
CREATE TABLE server_match (
    storage     INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    system      TEXT    NOT NULL,
    game        TEXT    NOT NULL,
    server_game INTEGER,
    file_name   TEXT    NOT NULL,
    PRIMARY KEY (storage, system, game)
) WITHOUT ROWID;

-- What is noted about the server; nothing about a save follows from it.
CREATE TABLE server_note (
    storage INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    name    TEXT    NOT NULL,
    value   TEXT    NOT NULL,
    PRIMARY KEY (storage, name)
) WITHOUT ROWID;
