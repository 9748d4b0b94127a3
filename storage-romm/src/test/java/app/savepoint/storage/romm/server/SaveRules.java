package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happens to a save that is sent: its name, the gate against stale devices, the search for
/// equal contents, the row it becomes.
final class SaveRules {
    /// The newest first; of one second the oldest row, as the database happens to give them.
    static final Comparator<Rows.Save> NEWEST_FIRST =
            Comparator.comparing(Rows.Save::updatedAt).reversed().thenComparingInt(Rows.Save::id);

    private static final int MOST_KEPT = 100;

    private final Romm romm;
    private final SaveGate gate;

    /// A save on its way in; the name as sent.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Upload(
            int user,
            Rows.Rom rom,
            String name,
            byte[] bytes,
            @Nullable String emulator,
            @Nullable String slot,
            Rows.@Nullable Device device,
            boolean overwrite,
            boolean cleanUp,
            int limit) {
        boolean hasSlot() {
            return slot != null && !slot.isEmpty();
        }
    }

    /// The row that answers.
    ///
    /// @param fresh when, with its fraction, where the row was inserted
    /// @param found whether an older row had the same contents and nothing was written
    record Outcome(Rows.Save row, @Nullable Instant fresh, boolean found) {}

    SaveRules(Romm romm) {
        this.romm = romm;
        this.gate = new SaveGate(romm);
    }

    Outcome store(Upload upload) {
        String clean = Names.sanitised(upload.name());
        if (clean == null) {
            throw Refusal.of(
                    Status.BAD_REQUEST,
                    "Invalid save filename: Filename cannot be empty after sanitization");
        }
        String name = upload.hasSlot() ? Names.stamped(clean, romm.now()) : clean;
        gate.check(upload, name);
        String folder = gate.folder("saves", upload.user(), upload.rom(), upload.emulator());
        gate.checkLengths(name, upload.slot(), upload.emulator());
        String path = folder + "/" + name;
        romm.db().files.put(path, new Rows.Stored(upload.bytes(), romm.stored()));
        String hash = ContentHash.of(upload.bytes(), romm.level());
        Rows.Save equal = equalContents(upload, hash);
        if (equal != null) {
            romm.db().dropUnused(upload.rom().id(), path);
            return new Outcome(equal, null, true);
        }
        Rows.Save old = taken(upload, name, path, hash);
        Rows.Save row = row(upload, name, folder, hash, old);
        romm.db().saves.put(row.id(), row);
        if (old != null && !old.fullPath().equals(row.fullPath())) {
            romm.db().dropUnused(old.romId(), old.fullPath());
        }
        Rows.Device device = upload.device();
        if (device != null) {
            synced(device, row);
        }
        if (upload.cleanUp() && upload.hasSlot()) {
            cleanUp(upload);
        }
        played(upload.user(), upload.rom().id());
        return new Outcome(row, old == null ? romm.now() : null, false);
    }

    /// Replaces the bytes of a row where it stands; nothing is compared.
    Rows.Save replace(Rows.Save row, byte @Nullable [] bytes, Rows.@Nullable Device device) {
        Instant now = romm.stored();
        String hash = row.contentHash();
        if (bytes != null) {
            romm.db().files.put(row.fullPath(), new Rows.Stored(bytes, now));
            hash =
                    romm.level().from(Level.V4_9)
                            ? ContentHash.of(bytes, romm.level())
                            : row.contentHash();
        }
        Rows.Save changed =
                new Rows.Save(
                        row.id(),
                        row.romId(),
                        row.userId(),
                        row.fileName(),
                        row.filePath(),
                        bytes == null ? row.size() : bytes.length,
                        row.emulator(),
                        row.slot(),
                        hash,
                        row.isPublic(),
                        row.originDevice(),
                        row.createdAt(),
                        now);
        romm.db().saves.put(row.id(), changed);
        if (device != null) {
            synced(device, changed);
        }
        return changed;
    }

    /// Shows a row to everybody or to its owner alone, which makes it new to every device.
    Rows.Save shown(Rows.Save row, boolean isPublic) {
        Rows.Save changed =
                new Rows.Save(
                        row.id(),
                        row.romId(),
                        row.userId(),
                        row.fileName(),
                        row.filePath(),
                        row.size(),
                        row.emulator(),
                        row.slot(),
                        row.contentHash(),
                        isPublic,
                        row.originDevice(),
                        row.createdAt(),
                        romm.stored());
        romm.db().saves.put(row.id(), changed);
        return changed;
    }

    /// Books that a device has a row as it is now.
    void synced(Rows.Device device, Rows.Save row) {
        romm.db().sync(new Rows.DeviceSync(device.id(), row.id(), row.updatedAt(), false));
    }

    /// Hashes what has no hash yet, which changes those rows.
    void fillHashes() {
        romm.db()
                .saves
                .where(row -> row.contentHash() == null)
                .forEach(row -> {
                    Rows.Stored file = romm.db().files.get(row.fullPath());
                    if (file != null) {
                        replace(row, file.bytes(), null);
                    }
                });
    }

    Stream<Rows.Save> of(int user) {
        return gate.of(user);
    }

    SaveGate gate() {
        return gate;
    }

    static Rows.Save withoutOrigin(Rows.Save row) {
        return new Rows.Save(
                row.id(),
                row.romId(),
                row.userId(),
                row.fileName(),
                row.filePath(),
                row.size(),
                row.emulator(),
                row.slot(),
                row.contentHash(),
                row.isPublic(),
                null,
                row.createdAt(),
                row.updatedAt());
    }

    /// Before 4.9 the search did not look at the slot.
    private Rows.@Nullable Save equalContents(Upload upload, @Nullable String hash) {
        if (!upload.hasSlot() || hash == null || upload.overwrite()) {
            return null;
        }
        boolean bySlot = romm.level().from(Level.V4_9);
        return of(upload.user())
                .filter(row -> row.romId() == upload.rom().id())
                .filter(row -> !bySlot || romm.store().same(row.slot(), upload.slot()))
                .filter(row -> hash.equals(row.contentHash()))
                .findFirst()
                .orElse(null);
    }

    /// The row that this upload rewrites: of its name and slot, or of its path with other contents.
    private Rows.@Nullable Save taken(
            Upload upload, String name, String path, @Nullable String hash) {
        Rows.Save named = gate.named(upload, name);
        if (named != null || romm.level().before(Level.V5_1)) {
            return named;
        }
        return romm.db()
                .savesAt(upload.rom().id(), path)
                .filter(row -> !Objects.equals(row.contentHash(), hash))
                .findFirst()
                .orElse(null);
    }

    private Rows.Save row(
            Upload upload,
            String name,
            String folder,
            @Nullable String hash,
            Rows.@Nullable Save old) {
        Instant now = romm.stored();
        Rows.Device device = upload.device();
        boolean stays = old != null && romm.level().before(Level.V5_1);
        return new Rows.Save(
                old == null ? romm.db().saves.nextId() : old.id(),
                upload.rom().id(),
                upload.user(),
                name,
                stays ? old.filePath() : folder,
                upload.bytes().length,
                stays ? old.emulator() : upload.emulator(),
                stays ? old.slot() : upload.slot(),
                hash,
                old != null && old.isPublic(),
                old == null ? (device == null ? null : device.id()) : old.originDevice(),
                old == null ? now : old.createdAt(),
                now);
    }

    private void cleanUp(Upload upload) {
        int limit =
                romm.level().from(Level.V5_1)
                        ? Math.clamp(upload.limit(), 1, MOST_KEPT)
                        : Math.max(0, upload.limit());
        of(upload.user())
                .filter(row -> row.romId() == upload.rom().id())
                .filter(row -> romm.store().same(row.slot(), upload.slot()))
                .sorted(NEWEST_FIRST)
                .skip(limit)
                .toList()
                .forEach(romm.db()::deleteSave);
    }

    /// Notes that the game was played now.
    void played(int user, int rom) {
        Rows.RomUser old =
                romm.db()
                        .romUsers
                        .where(row -> row.userId() == user && row.romId() == rom)
                        .findFirst()
                        .orElse(null);
        Instant now = romm.stored();
        int id = old == null ? romm.db().romUsers.nextId() : old.id();
        romm.db()
                .romUsers
                .put(
                        id,
                        new Rows.RomUser(
                                id, user, rom, now, old == null ? now : old.createdAt(), now));
    }
}
