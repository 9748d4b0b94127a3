package app.savepoint.storage.romm.server;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks straight into the tables and onto the disk.
public final class Look {
    private final Romm romm;
    private final RommServer.Guard guard;

    Look(Romm romm, RommServer.Guard guard) {
        this.romm = romm;
        this.guard = guard;
    }

    /// All saves of all users, oldest first.
    public List<Rows.Save> saves() {
        return guard.with(() -> romm.db().saves.all().toList());
    }

    /// The saves of a game in a slot, newest first.
    public List<Rows.Save> slot(int rom, @Nullable String slot) {
        return guard.with(() ->
                romm.db()
                        .saves
                        .where(row -> row.romId() == rom)
                        .filter(row -> Objects.equals(slot, row.slot()))
                        .sorted(SaveRules.NEWEST_FIRST)
                        .toList());
    }

    /// What lies on the disk for a save; null where nothing does.
    public byte @Nullable [] bytes(Rows.Save save) {
        return guard.with(() -> stored(save.fullPath()));
    }

    /// What lies on the disk for a state; null where nothing does.
    public byte @Nullable [] bytes(Rows.State state) {
        return guard.with(() -> stored(state.fullPath()));
    }

    /// All states.
    public List<Rows.State> states() {
        return guard.with(() -> romm.db().states.all().toList());
    }

    /// All pictures.
    public List<Rows.Screenshot> screenshots() {
        return guard.with(() -> romm.db().screenshots.all().toList());
    }

    /// All devices, by id.
    public List<Rows.Device> devices() {
        return guard.with(() -> List.copyOf(romm.db().devices.values()));
    }

    /// What devices have had, by save.
    public List<Rows.DeviceSync> syncs() {
        return guard.with(() -> romm.db().syncs.all());
    }

    /// All sync sessions.
    public List<Rows.Session> sessions() {
        return guard.with(() -> romm.db().sessions.all().toList());
    }

    /// All play sessions.
    public List<Rows.Play> plays() {
        return guard.with(() -> romm.db().plays.all().toList());
    }

    /// All client tokens.
    public List<Rows.Token> tokens() {
        return guard.with(() -> romm.db().tokens.all().toList());
    }

    private byte @Nullable [] stored(String path) {
        Rows.Stored file = romm.db().files.get(path);
        return file == null ? null : file.bytes();
    }
}
