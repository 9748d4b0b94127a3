package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.WantedStates;
import java.util.Set;

/// A person who wants the states of some games.
///
/// @param all whether they want those of every game
/// @param games which they want
record WantingStates(boolean all, Set<String> games) implements WantedStates {
    static final WantingStates NONE = new WantingStates(false, Set.of());
    static final WantingStates ALL = new WantingStates(true, Set.of());

    static WantingStates of(String... games) {
        return new WantingStates(false, Set.of(games));
    }

    @Override
    public boolean usually() {
        return false;
    }

    @Override
    public boolean any() {
        return all || !games.isEmpty();
    }

    @Override
    public boolean wants(SaveId state, long size) {
        return all || games.contains(state.game());
    }
}
