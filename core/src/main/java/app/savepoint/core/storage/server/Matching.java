package app.savepoint.core.storage.server;

import app.savepoint.core.storage.StorageException;
import java.util.List;
import java.util.Set;

/// Which of a server's games the games of this device are, and a person's say in it.
public interface Matching {
    /// Asks the server which games it has by now.
    void refresh() throws StorageException;

    /// Every game of which this device has saves, every one of which a person said something, and
    /// every one of the server's of which a slot has to be chosen, sorted. Costs no request.
    List<MatchedGame> all();

    /// The games of this device and those of which a person said something that neither a name nor
    /// a person says what they are. Costs no request and, unlike [#all], no look at slots.
    Set<GameKey> unsure();

    /// Hears that more is known of the games themselves that lie beside saves here.
    void romsRead();

    /// Whether the server is known to have that game. Costs no request.
    boolean knows(long game);

    /// Says that a game here is that one of the server's.
    ///
    /// @throws IllegalArgumentException if the server has no such game
    void say(GameKey key, long game);

    /// Says that a game here is none of the server's.
    void none(GameKey key);

    /// Takes back what was said about a game, and about its slots.
    void takeBack(GameKey key);

    /// Says that a game is played here in that slot. The others are left alone.
    ///
    /// @param slot exactly as the server spells it
    /// @throws IllegalArgumentException if the server has no such slot for it
    void saySlot(GameKey key, String slot);

    /// Takes back what was said about a game's slots.
    void takeBackSlot(GameKey key);
}
