package app.savepoint.core.storage.server;

import java.util.Set;

/// A game as a server knows it.
///
/// @param id the server's number for it; a game that was imported again has another
/// @param system the platform, by the slug that Savepoint uses too
/// @param name the stem of its file, in NFC: what its saves are called
/// @param fileName the file itself, for a person who has to tell two of them apart
/// @param hashes MD5 and SHA-1 of what it holds, in lower-case hex, as far as the server says
public record ServerGame(long id, String system, String name, String fileName, Set<String> hashes) {
    public ServerGame {
        hashes = Set.copyOf(hashes);
    }

    /// A game of which the server says no hash.
    public ServerGame(long id, String system, String name, String fileName) {
        this(id, system, name, fileName, Set.of());
    }
}
