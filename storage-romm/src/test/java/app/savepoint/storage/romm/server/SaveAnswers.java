package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Saves, states and pictures as the server describes them.
final class SaveAnswers {
    private final Romm romm;
    private final Pictures pictures;

    SaveAnswers(Romm romm) {
        this.romm = romm;
        this.pictures = new Pictures(romm);
    }

    /// @param fresh the moment with its fraction, where the row was written just now for the first
    ///   time: the answer to that holds more than the table does
    /// @param caller the device that the request names
    Fields fields(Rows.Save row, @Nullable Instant fresh, Rows.@Nullable Device caller) {
        Level level = romm.level();
        return asset(row.id(), row.romId(), row.userId(), row.fileName(), row.filePath())
                .and("file_size_bytes", row.size())
                .and(
                        "download_path",
                        path("saves", row.id(), row.fullPath(), row.updatedAt(), fresh))
                .and("missing_from_fs", !romm.db().files.containsKey(row.fullPath()))
                .and("created_at", romm.written(fresh == null ? row.createdAt() : fresh))
                .and("updated_at", romm.written(fresh == null ? row.updatedAt() : fresh))
                .and("emulator", row.emulator())
                .and("slot", row.slot())
                .and("content_hash", row.contentHash())
                .andIf(level.from(Level.V5_0), "is_public", row.isPublic())
                .and("screenshot", picture(pictures.ofSave(row)))
                .andIf(level.from(Level.V4_9), "origin_device_id", row.originDevice())
                .and(
                        "device_syncs",
                        caller == null
                                ? List.of()
                                : syncs(row, fresh == null ? row.updatedAt() : fresh, caller));
    }

    Fields fields(Rows.State row, @Nullable Instant fresh) {
        return asset(row.id(), row.romId(), row.userId(), row.fileName(), row.filePath())
                .and("file_size_bytes", row.size())
                .and(
                        "download_path",
                        path("states", row.id(), row.fullPath(), row.updatedAt(), fresh))
                .and("missing_from_fs", !romm.db().files.containsKey(row.fullPath()))
                .and("created_at", romm.written(fresh == null ? row.createdAt() : fresh))
                .and("updated_at", romm.written(fresh == null ? row.updatedAt() : fresh))
                .and("emulator", row.emulator())
                .andIf(romm.level().from(Level.V5_0), "is_public", row.isPublic())
                .and("screenshot", picture(pictures.ofState(row)));
    }

    Fields fields(Rows.Screenshot row) {
        boolean five = romm.level().from(Level.V5_0);
        return asset(row.id(), row.romId(), row.userId(), row.fileName(), row.filePath())
                .and("file_size_bytes", row.size())
                .and(
                        "download_path",
                        path("screenshots", row.id(), row.fullPath(), row.updatedAt(), null))
                .and("missing_from_fs", !romm.db().files.containsKey(row.fullPath()))
                .and("created_at", romm.written(row.createdAt()))
                .and("updated_at", romm.written(row.updatedAt()))
                .andIf(five, "is_gallery", false)
                .andIf(five, "is_public", false);
    }

    private @Nullable Fields picture(Rows.@Nullable Screenshot row) {
        return row == null ? null : fields(row);
    }

    private static Fields asset(int id, int rom, int user, String name, String path) {
        return Fields.of("id", id)
                .and("rom_id", rom)
                .and("user_id", user)
                .and("file_name", name)
                .and("file_name_no_tags", Names.noTags(name))
                .and("file_name_no_ext", Names.stem(name))
                .and("file_extension", Names.extension(name))
                .and("file_path", path)
                .and("full_path", path + "/" + name);
    }

    /// Not an address: it holds a raw space, and where the row is fresh a raw plus sign.
    private String path(
            String kind, int id, String fullPath, Instant updated, @Nullable Instant fresh) {
        String moment = Times.inPath(fresh == null ? updated : fresh, fresh != null);
        return romm.level().from(Level.V5_0)
                ? "/api/" + kind + "/" + id + "/content?timestamp=" + moment
                : "/api/raw/assets/" + fullPath + "?timestamp=" + moment;
    }

    private List<Fields> syncs(Rows.Save row, Instant updated, Rows.Device caller) {
        List<Fields> all = new ArrayList<>();
        Rows.DeviceSync own = romm.db().sync(caller.id(), row.id());
        all.add(
                own == null
                        ? sync(caller, updated, false, false)
                        : sync(
                                caller,
                                own.lastSyncedAt(),
                                own.untracked(),
                                !own.lastSyncedAt().isBefore(updated)));
        if (romm.level().from(Level.V4_9)) {
            for (Rows.DeviceSync other : romm.db().syncs.of(row.id())) {
                Rows.Device device = romm.db().devices.get(other.deviceId());
                if (device != null && !device.id().equals(caller.id())) {
                    all.add(
                            sync(
                                    device,
                                    other.lastSyncedAt(),
                                    other.untracked(),
                                    !other.lastSyncedAt().isBefore(updated)));
                }
            }
        }
        return all;
    }

    private Fields sync(Rows.Device device, Instant last, boolean untracked, boolean current) {
        return Fields.of("device_id", device.id())
                .and("device_name", device.name())
                .and("last_synced_at", romm.written(last))
                .and("is_untracked", untracked)
                .and("is_current", current);
    }
}
