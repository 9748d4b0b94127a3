package app.savepoint.storage.romm;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.storage.romm.RommLife.Game;
import app.savepoint.storage.romm.RommWitness.Breach;
import app.savepoint.storage.romm.RommWitness.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a life ends: nobody plays, nothing goes wrong, each device has synced a few times.
final class RommRest {
    /// One to see what others did, one for what came of that on each of the others, one more.
    private static final int ROUNDS = 4;

    /// So long until all rows are looked at.
    private static final Duration A_WHILE = Duration.ofMinutes(16);

    private final RommLife life;

    RommRest(RommLife life) {
        this.life = life;
    }

    void settle() throws IOException {
        for (int i = 0; i < ROUNDS; i++)
            for (RommLifeDevice device : life.devices()) {
                life.server().advance(A_WHILE);
                life.sync(device, "syncs at last");
            }
        Map<String, Object> still = picture();
        for (RommLifeDevice device : life.devices()) {
            life.server().advance(A_WHILE);
            life.sync(device, "syncs once more");
            if (!picture().equals(still))
                throw new Breach("promise 4: it never comes to rest, see " + device.name());
        }
        for (RommLifeDevice device : life.devices()) showsTheHeads(device);
    }

    private List<Game> watched() {
        List<Game> all = new ArrayList<>(life.games());
        all.addAll(life.states());
        return all;
    }

    /// What lies everywhere.
    private Map<String, Object> picture() throws IOException {
        Map<String, Object> picture = new HashMap<>();
        for (Game game : watched()) {
            picture.put(game.save().toString(), List.copyOf(life.witness(game).rows(game)));
            for (RommLifeDevice device : life.devices())
                picture.put(device.name() + game.save(), String.valueOf(device.at(game)));
        }
        for (RommLifeDevice device : life.devices())
            picture.put(device.name(), life.conflicts(device));
        return picture;
    }

    private void showsTheHeads(RommLifeDevice device) throws IOException {
        List<SaveRow> rows = device.engine().status(Selection.ALL, false).saves();
        for (Game game : watched()) {
            Attention attention =
                    rows.stream()
                            .filter(row -> row.id().equals(game.save()))
                            .map(SaveRow::attention)
                            .findFirst()
                            .orElse(Attention.NONE);
            if (attention == Attention.ERROR || attention == Attention.WAITING)
                throw new Breach("promise 4: " + device.name() + " waits: " + game.save());
            String here = device.at(game);
            Row head = life.witness(game).head(game).orElse(null);
            if (attention != Attention.NONE || here == null || head == null) continue;
            if (!here.equals(head.content()))
                throw new Breach(
                        "promises 4 and 11: "
                                + device.name()
                                + " shows "
                                + life.contents().name(here)
                                + ", the server "
                                + life.contents().name(head.content()));
        }
    }
}
