package app.savepoint.core.storage;

/// Why a storage that others share can not take a save of this device.
public enum Refusal {
    /// It knows no game of that name.
    NO_GAME,
    /// Several of its games could be meant, or only ones that are called much the same.
    GAME_UNCLEAR,
    /// It has the game's saves in several slots, and nobody said which one is played here. Until
    /// then nothing goes there, and nothing comes from there either.
    SLOT_UNCLEAR,
    /// A person said that the game is none of the storage's.
    LEFT_OUT,
    /// It does not take saves of that kind.
    KIND,
    /// It would take it if it were a newer version of itself.
    TOO_OLD
}
