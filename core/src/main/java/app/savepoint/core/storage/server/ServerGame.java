package app.savepoint.core.storage.server;

/// A game as a server knows it.
///
/// @param id the server's number for it; a game that was imported again has another
/// @param system the platform, by the slug that Savepoint uses too
/// @param name the stem of its file, in NFC: what its saves are called
/// @param fileName the file itself, for a person who has to tell two of them apart
public record ServerGame(long id, String system, String name, String fileName) {}
