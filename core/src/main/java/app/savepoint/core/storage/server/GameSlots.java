package app.savepoint.core.storage.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of a server's slots a game is played in here, and which there are.
///
/// @param played exactly as the server spells it; null if a person has to say which, or if the game
///   is none of the server's
/// @param said whether a person said so
/// @param all latest save first
public record GameSlots(@Nullable String played, boolean said, List<ServerSlot> all) {
    /// Of a game that the server does not have.
    public static final GameSlots NONE = new GameSlots(null, false, List.of());

    public GameSlots {
        all = List.copyOf(all);
    }

    /// Whether nothing moves until a person has said which it is.
    public boolean isOpen() {
        return played == null && !all.isEmpty();
    }

    /// Whether there is a slot of just that name.
    public boolean has(String name) {
        return all.stream().anyMatch(slot -> slot.name().equals(name));
    }
}
