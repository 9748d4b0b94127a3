package app.savepoint.app;

import app.savepoint.core.journal.LocalMemory;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.GameKey;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The games of which saves lie on this device, made anew only when the saves are others. Safe for
/// use by several threads.
final class GamesHere implements Supplier<Set<GameKey>> {
    private final LocalMemory local;
    private Seen seen = new Seen(Set.of(), Set.of());

    GamesHere(LocalMemory local) {
        this.local = local;
    }

    private record Seen(Set<SaveId> saves, Set<GameKey> games) {}

    @Override
    public synchronized Set<GameKey> get() {
        Set<SaveId> saves = local.ids();
        if (!saves.equals(seen.saves()))
            seen =
                    new Seen(
                            saves,
                            saves.stream()
                                    .map(GameKey::of)
                                    .collect(Collectors.toUnmodifiableSet()));
        return seen.games();
    }
}
