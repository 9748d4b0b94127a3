-- Version 6: in which of the slots that a server has for a game that game is played here.

-- What a person said. holds = 0: they took it back, so that what was agreed on in that slot does not say it either.
CREATE TABLE server_slot (
    storage INTEGER NOT NULL REFERENCES storage (id) ON DELETE CASCADE,
    game    INTEGER NOT NULL,
    slot    TEXT    NOT NULL,
    holds   INTEGER NOT NULL,
    PRIMARY KEY (storage, game)
) WITHOUT ROWID;
