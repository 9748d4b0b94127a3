package app.savepoint.storage.romm;

import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.RommWitness.Row;
import app.savepoint.storage.romm.server.OthersStates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/// What other programs do with the states of a life's games.
final class RommOtherStates {
    private final RommLife life;
    private final SplittableRandom random;

    RommOtherStates(RommLife life, SplittableRandom random) {
        this.life = life;
        this.random = random;
    }

    private OthersStates others() {
        return life.server().othersStates(life.world().user());
    }

    /// Someone does something to a game's states, as nothing keeps them from.
    void another(Game state) {
        List<Row> rows = life.witness(state).rows(state);
        byte[] bytes =
                random.nextInt(6) == 0
                        ? life.contents().earlier(state, "t")
                        : life.contents().fresh(state, "t");
        String content = life.contents().name(RommContents.hash(bytes));
        String name = state.save().game() + ".state1";
        boolean inPlace = false;
        switch (random.nextInt(rows.isEmpty() ? 5 : 10)) {
            case 0, 1, 2 -> {
                life.say("", "other: uploads state " + content);
                inPlace = rows.stream().anyMatch(row -> row.slot().equals(name));
                others().upload(life.romOf(state), name, null, bytes);
            }
            case 3, 4 -> {
                String own = state.save().game() + " [" + time() + "].state1";
                life.say("", "other: uploads state " + content + " under a name of its own");
                others().upload(life.romOf(state), own, null, bytes);
            }
            case 5, 6, 7 -> {
                Row row = some(rows);
                life.say("", "other: puts state " + content + " in place of " + told(row));
                others().putInPlace(row.id(), bytes);
                inPlace = true;
            }
            case 8 -> {
                Row row = some(rows);
                life.say("", "other: deletes state " + told(row));
                others().delete(row.id());
            }
            default -> {
                life.say("", "other: deletes the newest state " + told(rows.getLast()));
                others().delete(rows.getLast().id());
            }
        }
        try {
            for (RommWitness one : life.witnesses()) one.sawOthers(inPlace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String time() {
        return life.server()
                .clock()
                .instant()
                .toString()
                .substring(0, 19)
                .replace('T', ' ')
                .replace(':', '-');
    }

    private Row some(List<Row> rows) {
        return rows.get(random.nextInt(rows.size()));
    }

    private String told(Row row) {
        return "row " + row.id() + " (" + life.contents().name(row.content()) + ")";
    }
}
