package app.savepoint.core;

import app.savepoint.core.journal.Settings;
import app.savepoint.core.save.SaveId;
import java.util.HashMap;
import java.util.Map;

/// States that a person let pass once although they are larger than the policy takes.
final class Allowances {
    private static final String PREFIX = "allowed.";

    private final Settings settings;

    Allowances(Settings settings) {
        this.settings = settings;
    }

    /// Up to which size, in bytes, each is let pass.
    Map<SaveId, Long> all() {
        Map<SaveId, Long> all = new HashMap<>();
        settings.startingWith(PREFIX)
                .forEach((key, size) ->
                        all.put(
                                SaveId.parse(key.substring(PREFIX.length())),
                                Long.parseLong(size)));
        return all;
    }

    void allow(SaveId save, long size) {
        settings.put(PREFIX + save, Long.toString(size));
    }

    /// Once means once: what was let pass is held again from now on.
    void end(SaveId save) {
        settings.remove(PREFIX + save);
    }
}
