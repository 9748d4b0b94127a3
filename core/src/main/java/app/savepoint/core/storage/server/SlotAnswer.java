package app.savepoint.core.storage.server;

/// What a person said about which of a server's slots a game is played in here.
///
/// @param game the server's number for the game
/// @param fileName what the server's game was called then; a server that was put back may have
///   given the number to another game, of which nobody said anything
/// @param slot the slot exactly as the server spells it
/// @param empty whether nothing was in it when they said so, nor ever since, so that it is to be
///   begun
/// @param holds whether it is that one; false if they took it back, and want to be asked anew
public record SlotAnswer(long game, String fileName, String slot, boolean empty, boolean holds) {
    /// The same, once something is in it.
    public SlotAnswer filled() {
        return new SlotAnswer(game, fileName, slot, false, holds);
    }

    /// The same, taken back.
    public SlotAnswer takenBack() {
        return new SlotAnswer(game, fileName, slot, empty, false);
    }
}
