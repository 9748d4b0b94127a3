package app.savepoint.testkit;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Someone with a device who plays, without an engine in between: makes drafts by hand.
public final class Player {
    private static final Instant PLAYED = Instant.parse("2026-03-01T18:30:00.250Z");

    private final Storage storage;
    private final Supplier<Device> device;
    private final SplittableRandom random;
    private long millis = PLAYED.toEpochMilli();

    /// @param device who the player is at each moment; an identity may change
    public Player(Storage storage, Supplier<Device> device, long seed) {
        this.storage = storage;
        this.device = device;
        this.random = new SplittableRandom(seed);
    }

    public Storage storage() {
        return storage;
    }

    public Device device() {
        return device.get();
    }

    /// A random UUID from the seed.
    public UUID uuid() {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /// One file's manifest.
    public static Manifest manifest(String name, byte[] bytes) {
        return Manifest.ofFiles(file(Role.MAIN, name, bytes));
    }

    public static SaveFile file(Role role, String name, byte[] bytes) {
        return new SaveFile(role, name, bytes.length, ContentHash.of(bytes), PLAYED);
    }

    /// A draft that continues the heads that were observed last.
    public Draft draft(SaveId save, byte[] bytes) {
        return draft(save, manifest("game.srm", bytes), Map.of(Role.MAIN, bytes));
    }

    public Draft draft(SaveId save, @Nullable Manifest manifest, Map<Role, byte[]> files) {
        RemoteSave remote = storage.remembered().saves().get(save);
        Set<RevisionId> heads =
                remote == null
                        ? Set.of()
                        : remote.heads().stream().map(Head::id).collect(Collectors.toSet());
        return draft(save, manifest, files, heads);
    }

    public Draft draft(
            SaveId save,
            @Nullable Manifest manifest,
            Map<Role, byte[]> files,
            Set<RevisionId> heads) {
        Revision revision =
                new Revision(
                        new RevisionId(uuid()),
                        save,
                        heads,
                        device.get().id(),
                        new Hlc(++millis, 0),
                        manifest,
                        false);
        return new Draft(revision, heads, file -> new ByteArrayInputStream(files.get(file.role())));
    }

    /// Publishes one content; anything but acceptance is an error.
    public Revision publish(SaveId save, byte[] bytes) throws StorageException {
        return accepted(draft(save, bytes));
    }

    /// Publishes that a save is gone.
    public Revision delete(SaveId save) throws StorageException {
        return accepted(draft(save, null, Map.of()));
    }

    public Revision accepted(Draft draft) throws StorageException {
        Published outcome = storage.publish(List.of(draft)).getFirst();
        if (outcome instanceof Published.Accepted) return draft.revision();
        throw new AssertionError("not accepted: " + outcome);
    }

    /// Looks what is new.
    public RemoteTree look() throws StorageException {
        return storage.observe();
    }

    /// The heads of a save as observed last.
    public List<Head> heads(SaveId save) {
        RemoteSave remote = storage.remembered().saves().get(save);
        return remote == null ? List.of() : remote.heads();
    }

    /// The bytes of a revision's files, by role.
    public Map<Role, byte[]> fetch(Revision revision) throws StorageException {
        Map<Role, byte[]> files = new TreeMap<>();
        storage.fetch(
                revision,
                file ->
                        new OutputStream() {
                            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

                            @Override
                            public void write(int b) {
                                bytes.write(b);
                            }

                            @Override
                            public void write(byte[] from, int offset, int length) {
                                bytes.write(from, offset, length);
                            }

                            @Override
                            public void close() throws IOException {
                                if (files.put(file.role(), bytes.toByteArray()) != null)
                                    throw new IOException("written twice: " + file);
                            }
                        });
        return files;
    }

    /// The bytes of the only head's only file.
    public byte[] content(SaveId save) throws StorageException {
        List<Head> heads = heads(save);
        if (heads.size() != 1) throw new AssertionError("not one head: " + heads);
        Revision revision = storage.revision(heads.getFirst().id()).orElseThrow();
        return fetch(revision).get(Role.MAIN);
    }
}
