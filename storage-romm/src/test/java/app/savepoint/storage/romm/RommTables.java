package app.savepoint.storage.romm;

import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.RommWitness.Row;
import app.savepoint.storage.romm.RommWitness.Table;
import app.savepoint.storage.romm.server.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The tables of a server that a witness watches: that of saves and that of states.
final class RommTables {
    private RommTables() {}

    /// Saves, in which RomM checks an upload.
    record Saves(RommLife life) implements Table {
        @Override
        public List<Game> games() {
            return life.games();
        }

        @Override
        public Map<Integer, Row> rows(Function<byte[], String> hash) {
            Map<Integer, Row> now = new HashMap<>();
            for (Rows.Save save : life.server().look().saves()) {
                byte[] bytes = life.server().look().bytes(save);
                if (bytes == null) continue;
                String content = hash.apply(bytes);
                String slot = Objects.requireNonNullElse(save.slot(), "");
                life.game(save.romId())
                        .ifPresent(game ->
                                now.put(
                                        save.id(),
                                        new Row(save.id(), game, slot, content, save.updatedAt())));
            }
            return now;
        }

        @Override
        public boolean isLookedAtTwice() {
            return false;
        }
    }

    /// States, in which it checks nothing.
    record States(RommLife life) implements Table {
        @Override
        public List<Game> games() {
            return life.states();
        }

        @Override
        public Map<Integer, Row> rows(Function<byte[], String> hash) {
            Map<Integer, Row> now = new HashMap<>();
            for (Rows.State state : life.server().look().states()) {
                byte[] bytes = life.server().look().bytes(state);
                if (bytes == null) continue;
                String content = hash.apply(bytes);
                life.game(state.romId())
                        .map(RommLife::stateOf)
                        .ifPresent(game ->
                                now.put(
                                        state.id(),
                                        new Row(
                                                state.id(),
                                                game,
                                                state.fileName(),
                                                content,
                                                state.updatedAt())));
            }
            return now;
        }

        @Override
        public boolean isLookedAtTwice() {
            return true;
        }
    }
}
