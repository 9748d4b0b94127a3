package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a save must pass on its way in: the gate against devices that have not seen the newest, and
/// the lengths that the disk and the database bear.
final class SaveGate {
    private static final int LONGEST_FILE_NAME = 255;
    private static final int LONGEST_SLOT = 255;
    private static final int LONGEST_EMULATOR = 50;

    private final Romm romm;

    SaveGate(Romm romm) {
        this.romm = romm;
    }

    Stream<Rows.Save> of(int user) {
        return romm.db().saves.where(row -> row.userId() == user);
    }

    /// Where the assets of a kind lie for a game.
    String folder(String kind, int user, Rows.Rom rom, @Nullable String emulator) {
        Rows.Platform platform = romm.db().platforms.find(rom.platformId());
        String folder =
                Names.userFolder(user)
                        + "/"
                        + kind
                        + "/"
                        + (platform == null ? "" : platform.fsSlug())
                        + "/"
                        + rom.id();
        return emulator == null || emulator.isEmpty() ? folder : folder + "/" + emulator;
    }

    /// Breaks where the disk or the database would; 5.3 says what is wrong instead.
    void checkLengths(String name, @Nullable String slot, @Nullable String emulator) {
        boolean longSlot = slot != null && slot.length() > LONGEST_SLOT;
        boolean longEmulator = emulator != null && emulator.length() > LONGEST_EMULATOR;
        if ((longSlot || longEmulator) && romm.level().from(Level.V5_3)) {
            throw Call.invalid(
                    Fields.of("type", "string_too_long")
                            .and("loc", List.of("query", longSlot ? "slot" : "emulator"))
                            .and(
                                    "msg",
                                    "String should have at most "
                                            + (longSlot ? LONGEST_SLOT : LONGEST_EMULATOR)
                                            + " characters")
                            .and("input", longSlot ? slot : emulator));
        }
        boolean upwards = emulator != null && List.of(emulator.split("/", -1)).contains("..");
        if (longSlot
                || longEmulator
                || upwards
                || name.getBytes(UTF_8).length > LONGEST_FILE_NAME) {
            throw new Refusal(Answer.broken());
        }
    }

    /// Refuses a device that is behind.
    void check(SaveRules.Upload upload, String name) {
        Rows.Device device = upload.device();
        if (device == null || upload.overwrite()) {
            return;
        }
        if (upload.hasSlot()) {
            Rows.Save head =
                    of(upload.user())
                            .filter(row -> row.romId() == upload.rom().id())
                            .filter(row -> romm.store().same(row.slot(), upload.slot()))
                            .min(SaveRules.NEWEST_FIRST)
                            .orElse(null);
            if (head != null && isStale(device, head, true)) {
                throw Refusal.of(Status.CONFLICT, "Slot has a newer save since your last sync");
            }
            return;
        }
        Rows.Save same = named(upload, name);
        if (same != null && isStale(device, same, false)) {
            throw Refusal.of(Status.CONFLICT, "Save has been updated since your last sync");
        }
    }

    private boolean isStale(Rows.Device device, Rows.Save row, boolean withoutRecord) {
        Rows.DeviceSync sync = romm.db().sync(device.id(), row.id());
        return sync == null ? withoutRecord : sync.lastSyncedAt().isBefore(row.updatedAt());
    }

    /// The row of that name in the slot; before 5.1 a save without a slot takes any slot's.
    Rows.@Nullable Save named(SaveRules.Upload upload, String name) {
        boolean anySlot = romm.level().before(Level.V5_1) && !upload.hasSlot();
        return of(upload.user())
                .filter(row ->
                        row.romId() == upload.rom().id() && romm.store().same(row.fileName(), name))
                .filter(row -> anySlot || romm.store().same(row.slot(), upload.slot()))
                .findFirst()
                .orElse(null);
    }
}
