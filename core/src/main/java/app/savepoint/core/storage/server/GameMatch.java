package app.savepoint.core.storage.server;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person said about which of a server's games one of this device's is.
///
/// @param key the game here
/// @param game the server's number for it; null if it is none of them
/// @param fileName what the server's game was called when it was chosen, by which it is found again
///   after it was imported anew; empty if it is none of them
/// @param hashes those it had then, by which it is found again under another name
public record GameMatch(GameKey key, @Nullable Long game, String fileName, Set<String> hashes) {
    public GameMatch {
        hashes = Set.copyOf(hashes);
    }
}
