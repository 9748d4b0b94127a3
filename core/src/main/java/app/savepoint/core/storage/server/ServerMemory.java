package app.savepoint.core.storage.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What this device remembers of one server between runs.
///
/// Every method that changes something is one transaction. Safe for use by several threads.
public interface ServerMemory {
    /// Every version of a row that was seen and is remembered, those that are gone included.
    List<ServerVersion> versions();

    /// Remembers versions, each in place of what was known under its id.
    void remember(Collection<ServerVersion> versions);

    /// The same for states, which a server may keep in a table of their own: a state and a save can
    /// have the same number.
    List<ServerVersion> states();

    /// Remembers versions of states, each in place of what was known under its id.
    void rememberStates(Collection<ServerVersion> versions);

    /// The server's games, as many as were asked for.
    List<ServerGame> games();

    /// Remembers games, each in place of what was known under its number.
    void addGames(Collection<ServerGame> games);

    /// Remembers these games and no others.
    void replaceGames(Collection<ServerGame> games);

    /// The hashes of the games themselves that lie beside saves on this device.
    Map<GameKey, Set<String>> roms();

    /// What a person said about games.
    List<GameMatch> matches();

    /// Remembers what a person said about a game, in place of what they said before.
    void match(GameMatch match);

    /// Forgets what a person said about a game.
    void unmatch(GameKey key);

    /// In which slot, exactly as the server spells it, each game's save lay that this device last
    /// agreed on as the one it plays; by the server's numbers. A slot that was adopted once is
    /// known from this.
    Map<Long, String> agreedSlots();

    /// What a person said about slots.
    List<SlotAnswer> slotAnswers();

    /// Remembers what a person said about a game's slots, in place of what they said before.
    void answer(SlotAnswer answer);

    /// What was noted under a name.
    Optional<String> noted(String name);

    /// Notes something in place of what stood under that name. Nothing about a save may follow from
    /// it.
    void note(String name, String value);
}
