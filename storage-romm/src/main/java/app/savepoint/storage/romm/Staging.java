package app.savepoint.storage.romm;

import app.savepoint.core.library.Blank;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Fetches contents from a server into files of its own, finds out what they hold, and keeps those
/// that were just read for whoever wants them next: what is new on the server is read to be known,
/// and as a rule to be pulled right after.
final class Staging implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /// Answers tell the time by the second, so that much is no difference.
    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(2);

    /// How much is kept for later; what is beyond is fetched once more.
    private static final long KEPT = 512L << 20;

    private final RommClient client;
    private final Path work;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final Map<RevisionId, Path> files = new ConcurrentHashMap<>();
    private final Map<RevisionId, Unread.NoSave> noSaves = new ConcurrentHashMap<>();

    Staging(RommClient client, Path work) {
        this.client = client;
        this.work = work;
    }

    /// A file of its own that is not there yet.
    Path fresh() throws StorageException {
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw here(e);
        }
        return work.resolve("romm-" + number.incrementAndGet() + ".part");
    }

    static StorageException here(IOException e) {
        return new StorageException.Unavailable(
                Saying.of("romm.work", e.getMessage())
                        .inEnglish("a file on its way could not be written: " + e.getMessage()),
                e);
    }

    /// Reads what a row holds; empty if the server has lost it, or holds something else by now.
    ///
    /// @param keepBytes whether the bytes are likely to be wanted next
    /// @throws Unread.NoSave if that is an archive that no save can be read from
    Optional<ServerVersion> read(ServerVersion row, String device, boolean keepBytes)
            throws StorageException, Unread.NoSave {
        Unread.NoSave refused = noSaves.get(row.id());
        if (refused != null) throw refused;
        Path file = fresh();
        boolean keep = false;
        try {
            if (!download(row, device, file)) return Optional.empty();
            ServerVersion read = look(row, file);
            keep = keepBytes && hasRoomFor(row.size());
            if (keep) {
                Path before = files.put(row.id(), file);
                if (before != null) {
                    kept.addAndGet(-row.size());
                    remove(before);
                }
            }
            return Optional.of(read);
        } catch (Unpacking.TooMuch e) {
            throw noSave(row, Saying.of("romm.swollen", row.fileName()), e);
        } catch (ZipException e) {
            throw noSave(row, Saying.of("romm.no-archive", row.fileName(), e.getMessage()), e);
        } catch (IOException e) {
            if (e instanceof StorageException known) throw known;
            throw here(e);
        } finally {
            if (!keep) remove(file);
        }
    }

    private boolean hasRoomFor(long size) {
        if (kept.addAndGet(size) <= KEPT) return true;
        kept.addAndGet(-size);
        return false;
    }

    /// Whether the bytes that came are those that the row was said to hold.
    private boolean download(ServerVersion row, String device, Path file) throws IOException {
        try {
            client.content(row.row(), device, bytes -> write(bytes, file));
        } catch (FileNotFoundException e) {
            return false;
        } catch (Wire.TakingFailed e) {
            throw here(e.why());
        }
        return Files.size(file) == row.size()
                && (row.hash() == null || row.hash().equals(RommHash.of(file)));
    }

    static void write(InputStream bytes, Path file) throws IOException {
        try (OutputStream to = taking(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer))
                try {
                    to.write(buffer, 0, read);
                } catch (IOException e) {
                    throw new Wire.TakingFailed(e);
                }
        }
    }

    /// What it holds stays what it is, so it is not fetched again to see that.
    private Unread.NoSave noSave(ServerVersion row, Saying why, IOException cause) {
        Unread.NoSave refused = new Unread.NoSave(why, cause);
        noSaves.put(row.id(), refused);
        return refused;
    }

    private static OutputStream taking(Path file) throws Wire.TakingFailed {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new Wire.TakingFailed(e);
        }
    }

    /// When a row was stored, as this device's clock would have said it: what is played here later
    /// must not look earlier.
    Instant stored(ServerVersion row) {
        Duration offset = client.wire().offset();
        return offset.abs().compareTo(WHOLE_SECONDS) > 0
                ? row.changedAt().minus(offset)
                : row.changedAt();
    }

    private ServerVersion look(ServerVersion row, Path file) throws IOException {
        String name = SaveFileName.plain(row.fileName());
        if (SaveFileName.extension(name).equals(SaveArchive.EXTENSION)) {
            String folder = SaveFileName.stem(name);
            return row.read(SaveArchive.read(file, folder, stored(row)), false);
        }
        MessageDigest digest = ContentHash.start();
        Blank blank = Blank.ofSize(row.size());
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                blank.feed(buffer, read);
            }
        }
        SaveFile content =
                new SaveFile(
                        Role.MAIN,
                        name,
                        row.size(),
                        ContentHash.finish(digest.digest()),
                        stored(row));
        return row.read(Manifest.ofFiles(content), blank.isBlank());
    }

    /// Hands on the files of a revision that one row holds.
    void hand(ServerVersion row, Revision revision, String device, ContentSink sink)
            throws StorageException {
        @Nullable Path staged = files.remove(row.id());
        Path file = staged == null ? fresh() : staged;
        try {
            if (staged != null) kept.addAndGet(-row.size());
            else if (!download(row, device, file)) throw moved(row, device);
            Manifest manifest = revision.manifest();
            if (manifest == null) throw client.wire().errors().corrupt(row.fileName());
            if (manifest.folder() != null) SaveArchive.unpack(file, manifest, sink);
            else copy(file, manifest.files().getFirst(), sink);
        } catch (Wire.TakingFailed e) {
            throw new UncheckedIOException(e.why());
        } catch (IOException e) {
            if (e instanceof StorageException known) throw known;
            throw here(e);
        } finally {
            remove(file);
        }
    }

    private StorageException moved(ServerVersion row, String device) throws StorageException {
        Optional<SaveRow> now = client.save(row.row(), device);
        if (now.isEmpty()) return client.wire().errors().lost(row.fileName());
        boolean same =
                now.get().size() == row.size()
                        && (row.hash() == null || row.hash().equals(now.get().hash()));
        if (!same)
            return new StorageException.ChangedMeanwhile(
                    Saying.of("romm.moved", row.fileName())
                            .inEnglish("it is no longer what it was: " + row.fileName()),
                    null);
        return client.wire().errors().corrupt(row.fileName());
    }

    static void copy(Path file, SaveFile wanted, ContentSink sink) throws Wire.TakingFailed {
        try (OutputStream to = sink.open(wanted)) {
            Files.copy(file, to);
        } catch (IOException e) {
            throw new Wire.TakingFailed(e);
        }
    }

    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is emptied at the next start.
            System.getLogger(Staging.class.getName())
                    .log(System.Logger.Level.DEBUG, "a scratch file stays for now", e);
        }
    }

    @Override
    public void close() {
        for (Path file : files.values()) remove(file);
        files.clear();
    }
}
