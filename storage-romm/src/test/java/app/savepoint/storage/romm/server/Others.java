package app.savepoint.storage.romm.server;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What other programs of the same user write, past every device and every check.
public final class Others {
    private static final DateTimeFormatter WEB_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm-ss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Romm romm;
    private final SaveRules rules;
    private final Rows.User user;
    private final RommServer.Guard guard;

    Others(Romm romm, SaveRules rules, Rows.User user, RommServer.Guard guard) {
        this.romm = romm;
        this.rules = rules;
        this.user = user;
        this.guard = guard;
    }

    /// Another client uploads into a slot, without a device.
    public Rows.Save upload(int rom, @Nullable String slot, String name, byte[] bytes) {
        return upload(rom, slot, name, bytes, null, null, false);
    }

    /// Another device of the user uploads into a slot, and is refused where it has not seen the
    /// head.
    ///
    /// @param overwrite without that check, and also where an older row has the same contents
    public Rows.Save upload(
            int rom,
            @Nullable String slot,
            String name,
            byte[] bytes,
            @Nullable String emulator,
            Rows.@Nullable Device device,
            boolean overwrite) {
        return guard.with(() -> store(rom, slot, name, bytes, emulator, device, overwrite, 0));
    }

    /// Another client uploads with a limit, and the slot loses its older rows.
    public Rows.Save uploadAndCleanUp(int rom, String slot, String name, byte[] bytes, int limit) {
        return guard.with(() -> store(rom, slot, name, bytes, null, null, false, limit));
    }

    /// The web player keeps its progress: a save without a slot, named by the game and the time.
    public Rows.Save webSave(int rom, byte[] bytes) {
        return guard.with(() -> {
            Rows.Rom row = romm.db().roms.find(rom);
            String stem = row == null ? "" : Names.stem(row.fsName());
            String name = stem + " [" + WEB_TIME.format(romm.now()) + "].srm";
            return upload(rom, null, name, bytes);
        });
    }

    /// The web player writes a row again where it stands.
    public Rows.Save putInPlace(int save, byte[] bytes) {
        return guard.with(() -> rules.replace(row(save), bytes, null));
    }

    /// Somebody shows a save to everybody or hides it, and it counts as changed.
    public Rows.Save show(int save, boolean isPublic) {
        return guard.with(() -> rules.shown(row(save), isPublic));
    }

    /// Somebody deletes saves.
    public void delete(int... saves) {
        guard.with(() -> {
            for (int save : saves) {
                romm.db().deleteSave(row(save));
            }
            return saves.length;
        });
    }

    /// The disk loses the file of a save; its row stays.
    public void loseFile(int save) {
        guard.with(() -> List.of(romm.db().files.remove(row(save).fullPath())));
    }

    private Rows.Save store(
            int rom,
            @Nullable String slot,
            String name,
            byte[] bytes,
            @Nullable String emulator,
            Rows.@Nullable Device device,
            boolean overwrite,
            int limit) {
        Rows.Rom row = romm.db().roms.find(rom);
        if (row == null) {
            throw new IllegalArgumentException("no game " + rom);
        }
        return rules.store(
                        new SaveRules.Upload(
                                user.id(), row, name, bytes, emulator, slot, device, overwrite,
                                limit > 0, limit))
                .row();
    }

    private Rows.Save row(int save) {
        Rows.Save row = romm.db().saves.find(save);
        if (row == null || row.userId() != user.id()) {
            throw new IllegalArgumentException("no save " + save + " of " + user.name());
        }
        return row;
    }
}
