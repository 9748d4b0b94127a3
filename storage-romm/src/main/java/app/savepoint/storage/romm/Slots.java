package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which slot of a server's game is played here, and what the others are called.
///
/// Nearly every client of RomM's uses one called `autosave`. Where a game has it, in whatever
/// spelling, that is the one; else the slot with the latest save, so that a person's history goes
/// on; else `autosave` is begun.
final class Slots {
    /// What the player inside RomM's web page wrote, which goes into no slot.
    static final String WEB_PLAYER = "web-player";

    private static final String USUAL = "autosave";
    private static final String KEPT = "-kept-";

    private final Map<Long, String> played = new HashMap<>();

    Slots(Collection<ServerVersion> rows) {
        Map<Long, ServerVersion> best = new HashMap<>();
        Comparator<ServerVersion> order =
                Comparator.comparing((ServerVersion row) -> isUsual(row.slot()))
                        .thenComparing(ServerVersion::changedAt)
                        .thenComparingLong(ServerVersion::row);
        for (ServerVersion row : rows)
            if (row.there() && row.slot() != null && !row.slot().contains(KEPT))
                best.merge(
                        row.game(),
                        row,
                        (one, other) -> order.compare(one, other) >= 0 ? one : other);
        best.forEach((game, row) -> played.put(game, Objects.requireNonNull(row.slot())));
    }

    private static boolean isUsual(@Nullable String slot) {
        return slot != null && slot.toLowerCase(Locale.ROOT).equals(USUAL);
    }

    private String played(long game) {
        return played.getOrDefault(game, USUAL);
    }

    /// What the server calls a slot of ours.
    String there(long game, String slot) {
        if (slot.equals(SaveId.MAIN_SLOT)) return played(game);
        return slot.startsWith("kept-") ? played(game) + "-" + slot : slot;
    }

    /// What we call a slot of the server's.
    String here(long game, @Nullable String slot) {
        if (slot == null) return WEB_PLAYER;
        String main = played(game);
        if (slot.equals(main)) return SaveId.MAIN_SLOT;
        if (slot.startsWith(main + KEPT)) return slot.substring(main.length() + 1);
        // Another one's name must not become that of the slot that is played
        boolean taken = slot.equals(SaveId.MAIN_SLOT) || slot.equals(WEB_PLAYER);
        return taken || slot.startsWith("kept-") ? "romm-" + slot : slot;
    }
}
