-- Version 6: in which of the slots that a server has for a game that game is played here.

-- What a person said. file_name: what the game was called then, since a server that was put back may give its number to another.
-- empty = 1: nothing was in that slot any more, and it is to be begun again.
-- holds = 0: they took it back, so that what was agreed on in that slot does not say it either.
CREATE TABLE server_slot (
    storage   INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    game      INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    slot      TEXT    NOT NULL,
    empty     INTEGER NOT NULL,
    holds     INTEGER NOT NULL,
    PRIMARY KEY (storage, game)
) WITHOUT ROWID;
