package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Pictures of saves and states, found by name among those of the same game and user.
final class Pictures {
    private final Romm romm;

    Pictures(Romm romm) {
        this.romm = romm;
    }

    /// Keeps a picture; one of that name is replaced.
    void store(int user, Rows.Rom rom, String name, byte[] bytes) {
        Rows.Platform platform = romm.db().platforms.find(rom.platformId());
        String folder =
                Names.userFolder(user)
                        + "/screenshots/"
                        + (platform == null ? "" : platform.slug())
                        + "/"
                        + rom.id();
        Rows.Screenshot old =
                romm.db()
                        .screenshots
                        .where(row ->
                                row.userId() == user
                                        && row.romId() == rom.id()
                                        && row.fileName().equals(name))
                        .findFirst()
                        .orElse(null);
        Instant now = romm.stored();
        int id = old == null ? romm.db().screenshots.nextId() : old.id();
        Rows.Screenshot row =
                new Rows.Screenshot(
                        id,
                        rom.id(),
                        user,
                        name,
                        folder,
                        bytes.length,
                        old == null ? now : old.createdAt(),
                        now);
        romm.db().screenshots.put(id, row);
        romm.db().files.put(row.fullPath(), new Rows.Stored(bytes, now));
    }

    Rows.@Nullable Screenshot ofSave(Rows.Save save) {
        return of(save.userId(), save.romId(), save.fileName());
    }

    Rows.@Nullable Screenshot ofState(Rows.State state) {
        return of(state.userId(), state.romId(), state.fileName());
    }

    /// One whose name or stem is the asset's name or stem; best the one whose stem is the whole
    /// name, else the newest.
    private Rows.@Nullable Screenshot of(int user, int rom, String name) {
        Set<String> wanted = new HashSet<>(List.of(name, Names.stem(name)));
        return romm.db()
                .screenshots
                .where(row ->
                        row.userId() == user
                                && row.romId() == rom
                                && (wanted.contains(row.fileName())
                                        || wanted.contains(Names.stem(row.fileName()))))
                .max(
                        Comparator.comparing((Rows.Screenshot row) ->
                                        Names.stem(row.fileName()).equals(name))
                                .thenComparing(Rows.Screenshot::updatedAt)
                                .thenComparingInt(Rows.Screenshot::id))
                .orElse(null);
    }
}
