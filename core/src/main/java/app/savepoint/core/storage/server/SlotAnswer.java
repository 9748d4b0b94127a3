package app.savepoint.core.storage.server;

/// What a person said about which of a server's slots a game is played in here.
///
/// @param game the server's number for the game
/// @param slot the slot exactly as the server spells it
/// @param holds whether it is that one; false if they took it back, and want to be asked anew
public record SlotAnswer(long game, String slot, boolean holds) {}
